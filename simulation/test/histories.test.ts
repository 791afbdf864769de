import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { history, leastSteps } from '../src/history.ts';
import { play } from '../src/play.ts';

const sample = fc.sample(history, { numRuns: 20, seed: 4 });

describe('A history', () => {
  test('has fifty steps and more', () => {
    expect(Math.min(...sample.map(({ steps }) => steps.length))).toBeGreaterThanOrEqual(leastSteps);
  });

  test('keeps the laws', async () => {
    for (const one of sample) expect((await play(one)).breaches).toEqual([]);
  });

  test('is the same one when it is played again, whatever was played before', async () => {
    const [one, other] = sample;
    if (one === undefined || other === undefined) throw new Error('There are none.');
    const first = await play(one);
    await play(other);
    const again = await play(one);
    expect(again.story).toEqual(first.story);
    expect([...again.tally.counts]).toEqual([...first.tally.counts]);
  });
});
