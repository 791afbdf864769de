import { wholeBatch } from '@cleandesk/lambda';
import { arrivals } from '../adapters/sqs-arrivals.ts';
import { hear } from '../app/hear.ts';
import { compose } from '../compose.ts';
import { readConfig } from '../config.ts';
import { hears } from '../hears.ts';

const { world, door } = compose(readConfig(process.env));

/** What AWS tells of desktops comes in here: calls, logins, alarms. */
export const handler = wholeBatch(
  arrivals(hears.watch, (batch, remainingMs) => hear(batch, world, remainingMs)),
  door,
);
