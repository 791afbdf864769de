import { expect, test } from 'vitest';
import { type ThrottleFigures, throttle } from '../src/scenarios/throttle.ts';

/** Seconds within which somebody else is served in the middle of it. */
const othersWaitAtMost = 120;

test.each(['rebuild', 'recreate'] as const)(
  '500 resets (%s) due at once are drained within 1.2 times what two calls a second allow',
  async (strategy) => {
    const figures = await throttle(strategy);
    console.log(told(figures));
    expect(figures.lost).toBe(0);
    expect(figures.hitAllTheSame).toBe(0);
    expect(figures.took / figures.limit).toBeLessThanOrEqual(1.2);
    expect(Math.max(...Object.values(figures.served))).toBeLessThanOrEqual(othersWaitAtMost);
  },
);

function told(figures: ThrottleFigures): string {
  const { strategy, desktops, mandatory, limit, took, calls, throttled, served, createdAfter } = figures;
  const sum = [...calls.values()].reduce((a, b) => a + b, 0);
  return [
    `${desktops} times ${strategy}: ${took.toFixed(0)} s, ${(took / limit).toFixed(2)} of the ${limit.toFixed(0)} s that ${mandatory} mandatory calls take`,
    `${sum} calls, ${throttled} throttled: ${[...calls].map(([what, count]) => `${what} ${count}`).join(' · ')}`,
    `others in the middle of it: ${Object.entries(served)
      .map(([what, seconds]) => `${what} ${seconds.toFixed(0)} s`)
      .join(', ')}`,
    ...(createdAfter === undefined
      ? []
      : [
          `the last create after ${createdAfter.took.toFixed(0)} s, at best ${createdAfter.limit.toFixed(0)} s`,
        ]),
  ].join('\n');
}
