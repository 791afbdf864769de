import { eachRecord } from '@cleandesk/lambda';
import { recur } from '../app/recur.ts';
import { composeWalks } from '../compose.ts';
import { readWalkingConfig } from '../config.ts';
import { hears } from '../hears.ts';

const { world, door } = composeWalks(readWalkingConfig(process.env));

/** The recurring timers come in here, and runs that go on. */
export const handler = eachRecord(
  ({ body }, invocation) => recur(hears.reconcile.read(body), world, () => invocation.remainingMs()),
  door,
);
