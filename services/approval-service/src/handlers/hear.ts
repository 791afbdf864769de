import { eachRecord } from '@cleandesk/lambda';
import { hear } from '../app/hearing.ts';
import { compose } from '../compose.ts';
import { readConfig } from '../config.ts';
import { hears } from '../hears.ts';

const { world, door } = compose(readConfig('hear', process.env));

/** What becomes of desktops comes in here, and the timer that looks after what was left. */
export const handler = eachRecord(async ({ body }) => hear(hears.hear.read(body), await world()), door);
