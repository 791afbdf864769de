import { eachRecord } from '@cleandesk/lambda';
import { tell } from '../app/tell.ts';
import { compose } from '../compose.ts';
import { readConfig } from '../config.ts';
import { hears } from '../hears.ts';

const { world, door } = compose(readConfig(process.env));

/** What becomes of somebody's desktop comes in here, for its user to be told. */
export const handler = eachRecord(({ body }) => tell(hears.tell.read(body), world), door);
