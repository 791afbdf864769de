import { eachRecord } from '@cleandesk/lambda';
import { hear } from '../app/hear.ts';
import { compose } from '../compose.ts';
import { readConfig } from '../config.ts';
import { hears } from '../hears.ts';

const { world, door } = compose(readConfig(process.env));

/** Groups that are due come in here, people's requests to read one, and what became of the seats. */
export const handler = eachRecord(({ body }) => hear(hears.sync.read(body), world), door);
