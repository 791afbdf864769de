import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { history, play } from './history.ts';

/** Random histories in which every law is watched at once. More by CLEANDESK_HISTORIES, another start by CLEANDESK_SEED. */
const runs = Number(process.env['CLEANDESK_HISTORIES'] ?? 500);
const seed = Number(process.env['CLEANDESK_SEED'] ?? 20_261_121);

describe('The laws hold over duplicated, reordered, delayed, lost and crashed histories', () => {
  it(`in ${runs} histories (seed ${seed})`, { timeout: 1_200_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (one) => {
        const { breaches, story } = await play(one);
        expect(breaches, story.join('\n')).toEqual([]);
      }),
      { numRuns: runs, seed, endOnFailure: false },
    );
  });
});
