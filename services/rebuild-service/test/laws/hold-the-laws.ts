import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type History, history, play } from './history.ts';
import { Tally } from './tally.ts';

/** Random histories per file. More by CLEANDESK_HISTORIES. */
const runs = Number(process.env.CLEANDESK_HISTORIES ?? 500);
/** Another start by CLEANDESK_SEED; one single history again by CLEANDESK_PATH beside it. */
const start = Number(process.env.CLEANDESK_SEED ?? 20_261_121);
const path = process.env.CLEANDESK_PATH;
/** Fewer than this say nothing about what happens how often. */
const enoughToCount = 500;

/** What must have happened so often in a hundred histories, or the laws held because nothing tried them. */
const atLeastPerHundred: Readonly<Record<string, number>> = {
  rebuild: 10,
  terminate: 10,
  'rebuild asked for': 1,
  'terminate asked for': 1,
  removal: 1,
  'ResetCompleted.v1': 20,
  'cancelled: userReturned': 1,
  'cancelled: connected': 1,
  'cancelled: neverConnected': 1,
  'cancelled: unmanaged': 1,
  'SeatProvisioned.v1': 1,
  'create ended in ERROR': 1,
  refused: 1,
  'budget given back': 0.2,
  'rebuild ended in ERROR': 0.4,
  replacement: 1,
  'breaker tripped': 0.5,
  crash: 50,
  cut: 3,
  throttled: 10,
  'timer lost': 5,
  'login lost': 5,
  'alarm lost': 2,
  'alarm silent': 2,
  doubled: 100,
  late: 50,
  redriven: 5,
  'held at the last moment': 0.5,
  'waits for budget': 3,
  'waits for outage': 3,
  'waits for window': 5,
  'waits for first': 1,
  'waits for breaker': 0.05,
  'waits for failures': 0.2,
  'back at the last moment': 0.5,
};

/** Cases in which the service could not know better: it looked, and AWS did not show it yet. */
const excuses = ['connected unseen', 'return unseen', 'answer lost', 'used before it was ours'];
/** Of a thousand resets, so many may be excused because nobody could have known better. */
const excusedPerThousand = 4;
/** Whoever comes back at the very moment of a reset is seen by the look before it, or by nobody. */
const excusedPerHundredReturns = 5;

class LawBroken extends Error {
  override readonly name = 'LawBroken';
}

/**
 * All laws, watched at once over random histories: duplicated, reordered, delayed, lost and crashed.
 * @param half which of the files this is: each plays histories of its own, in a worker of its own
 */
export function holdTheLaws(half: 1 | 2): void {
  const seed = start + half - 1;
  const again = `CLEANDESK_SEED=${start}`;

  describe('The laws hold over duplicated, reordered, delayed, lost and crashed histories', () => {
    const tally = new Tally();

    it(`in ${path === undefined ? runs : 'one'} of them (${again})`, { timeout: 1_200_000 }, async () => {
      const result = await fc.check(
        fc.asyncProperty(history, async (one) => tally.add(await playLawfully(one))),
        {
          numRuns: runs,
          seed,
          endOnFailure: process.env.CLEANDESK_DROP_GUARD !== undefined,
          ...(path === undefined ? {} : { path }),
        },
      );
      if (result.failed) throw new LawBroken(report(result, again));
      if (path === undefined) console.log(`${runs} histories (${again}): ${tally.inOneLine()}`);
      expect(result.numRuns).toBe(path === undefined ? runs : 1);
    });

    it.runIf(path === undefined && runs >= enoughToCount)('and none of them in vain', () => {
      const tooSeldom = Object.entries(atLeastPerHundred)
        .map(([what, least]) => ({ what, least: fewest((least * runs) / 100) }))
        .filter(({ what, least }) => tally.of(what) < least);
      expect(tooSeldom.map(({ what, least }) => `${what}: ${tally.of(what)}, not ${least}`)).toEqual([]);
      const resets = tally.of('rebuild') + tally.of('terminate');
      const excused = excuses.reduce((sum, what) => sum + tally.of(`excused: ${what}`), 0);
      const returns = tally.of('back at the last moment');
      const expected = (resets * excusedPerThousand) / 1000 + (returns * excusedPerHundredReturns) / 100;
      // With few histories chance alone brings more, at times.
      expect(excused).toBeLessThanOrEqual(expected + 3 * Math.sqrt(expected));
    });
  });
}

/** With few histories chance alone brings fewer than are expected, at times: what is rare is asked of long runs. */
const fewest = (expected: number): number => Math.ceil(expected - 3 * Math.sqrt(expected));

/** @throws {LawBroken} with the story that led there, as one would tell it. */
async function playLawfully(one: History): Promise<Tally> {
  const { breaches, story, tally } = await play(one);
  // Histories run in virtual time and never let go of the thread; the runner has to be heard now and then.
  await new Promise((resolve) => setImmediate(resolve));
  if (breaches.length === 0) return tally;
  const broken = breaches.map(({ law, what }) => `Law ${law}: ${what}`);
  throw new LawBroken([...broken, '', 'The story:', ...story].join('\n'));
}

function report(
  { errorInstance, counterexample, counterexamplePath }: fc.RunDetails<[History]>,
  again: string,
): string {
  const said = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return [
    said,
    '',
    `The history: ${JSON.stringify(counterexample?.[0])}`,
    `Once more: ${again} CLEANDESK_PATH=${counterexamplePath ?? ''}, this file alone.`,
  ].join('\n');
}
