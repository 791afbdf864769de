import { eachRecord } from '@cleandesk/lambda';
import { recur } from '../app/recur.ts';
import { compose } from '../compose.ts';
import { readConfig } from '../config.ts';
import { hears } from '../hears.ts';

const { world, door } = compose(readConfig(process.env));

/** The recurring timers come in here, and runs that go on. */
export const handler = eachRecord(
  ({ body }, invocation) => recur(hears.reconcile.read(body), world, () => invocation.remainingMs()),
  door,
);
