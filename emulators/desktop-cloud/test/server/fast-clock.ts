import { afterAll } from 'vitest';
import { VirtualClock } from '../../src/clock.ts';

/** Time that runs `factor` times as fast as that of the wall, from now on: what comes in a minute comes in a second. */
export function fastClock(factor: number): VirtualClock {
  const start = Date.now();
  const clock = new VirtualClock(start);
  const timer = setInterval(() => clock.advanceTo(start + (Date.now() - start) * factor), 10);
  afterAll(() => clearInterval(timer));
  return clock;
}
