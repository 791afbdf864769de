import { describe, expect, test } from 'vitest';
import { atLeastPerHundred, tooSeldom } from '../src/runs/enough.ts';
import { Tally } from '../src/tally.ts';

/** Of five thousand histories in which everything happened as often as it has to. */
function rich(): Tally {
  const tally = new Tally();
  for (const [what, least] of Object.entries(atLeastPerHundred)) tally.count(what, least * 50);
  return tally;
}

describe('Laws that held', () => {
  test('say something when everything was tried', () => {
    expect(tooSeldom(rich(), 5000)).toEqual([]);
  });

  test.each(Object.keys(atLeastPerHundred))('say nothing when this hardly happened: %s', (what) => {
    const tally = rich();
    tally.counts.set(what, tally.of(what) - 1);
    expect(tooSeldom(tally, 5000)).toEqual([expect.stringMatching(`^${what}: `)]);
  });

  test.each([
    ['connected unseen', 'excuses'],
    ['adopted since', 'excused for what lay before'],
  ])('say nothing when too much of it was excused: %s', (excuse, told) => {
    const tally = rich();
    tally.count(`excused: ${excuse}`, 400);
    expect(tooSeldom(tally, 5000)).toEqual([expect.stringContaining(told)]);
  });

  test('are not counted in a handful of histories', () => {
    expect(tooSeldom(new Tally(), 200)).toEqual([]);
  });
});
