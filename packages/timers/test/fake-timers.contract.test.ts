import type { OutgoingEvent } from '@cleandesk/contracts';
import { fakeTimers } from './fake-timers.ts';
import { timersContract } from './timers-contract.ts';

timersContract('the fake', async () => {
  let now = Date.UTC(2026, 7, 1, 10, 0, 0, 123);
  const events: OutgoingEvent[] = [];
  const shortestMs = 1000;
  const timers = fakeTimers({ clock: { now: () => now }, shortestMs });
  return {
    timers,
    shortestMs,
    now: () => now,
    pass: async (ms) => {
      now += ms;
      events.push(...timers.fire());
    },
    fired: () => events,
    close: () => Promise.resolve(),
  };
});
