import { expect, it } from 'vitest';
import { durations, metricCadence } from '../../src/domain/workspaces/durations.ts';

it('the interval of a datapoint lies within one alarm period, at every speed', () => {
  for (let speed = 1; speed <= 1000; speed += 0.5) {
    const cadence = metricCadence(durations.metricCadence / speed);
    for (const period of [10_000, 30_000, 60_000, 300_000].filter((ms) => ms >= cadence)) {
      expect(period % cadence, `${cadence} ms in ${period} ms at speed ${speed}`).toBe(0);
    }
  }
  expect(metricCadence(durations.metricCadence)).toBe(300_000);
});
