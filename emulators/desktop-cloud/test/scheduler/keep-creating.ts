import { VirtualClock } from '../../src/clock.ts';
import { createScheduler } from '../../src/scheduler/index.ts';
import { caller, oneShot, start, Targets } from './stand.ts';

/** Creates schedules until it is killed, and prints the number of each one that was answered. */
const scheduler = createScheduler({
  clock: new VirtualClock(start),
  invoker: new Targets(() => start),
  store: process.argv[2],
});
const call = caller(scheduler);
for (let index = 1; ; index += 1) {
  const { status } = await call('POST', `/schedules/s-${index}`, oneShot(start + 60_000));
  if (status !== 200) throw new Error(`answered ${status}`);
  process.stdout.write(`${index}\n`);
  // The pipe gets a turn.
  await new Promise((resolve) => setImmediate(resolve));
}
