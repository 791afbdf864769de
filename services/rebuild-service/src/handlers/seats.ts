import { wholeBatch } from '@cleandesk/lambda';
import { arrivals } from '../adapters/sqs-arrivals.ts';
import { compose } from '../compose.ts';
import { readConfig } from '../config.ts';

const { world, door } = compose(readConfig(process.env));

/** Every event about a seat comes in here. */
export const handler = wholeBatch(arrivals(world), door);
