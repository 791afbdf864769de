import { type Mishap, mishaps } from '../habits.ts';
import type { History, Step } from '../history.ts';

/** What a shorter history breaks, as it is told; nothing when it keeps the laws. */
export type Try = (history: History) => Promise<string | undefined>;

export type Shorter = { history: History; what: string; tries: number };

const nothing: Step = { do: 'nothing' };
/** The plainest of each: whatever else is there has to matter. */
const plain: readonly Partial<History>[] = [
  { bad: false },
  { directory: undefined },
  { claimed: false },
  { budget: 'none' },
  { windowed: false },
  { nervous: false },
  { rates: 'usual' },
  { by: 'directory' },
  { strategy: 'rebuild' },
];

/**
 * A history without what has nothing to do with the law that it breaks. Steps are left out in halves, then in quarters, down
 * to one by one, again and again until none can be missed (delta debugging); the time that they took stays, so that all
 * else happens when it did.
 */
export async function shorter(broken: History, what: string, breaks: Try): Promise<Shorter> {
  let best: Shorter = { history: broken, what, tries: 0 };

  const isEnough = async (history: History): Promise<boolean> => {
    const still = await breaks(history);
    best = { ...best, tries: best.tries + 1 };
    if (still === undefined) return false;
    best = { ...best, history, what: still };
    return true;
  };

  const leaveOut = async (size: number): Promise<boolean> => {
    let isShorter = false;
    for (let start = 0; start < best.history.steps.length; start += size) {
      const { steps } = best.history;
      if (!steps.slice(start, start + size).some(isSomething)) continue;
      const rest = steps.map((step, n) =>
        n >= start && n < start + size && isSomething(step) ? nothing : step,
      );
      if (await isEnough({ ...best.history, steps: rest })) isShorter = true;
    }
    return isShorter;
  };

  const leaveOutTheEnd = async (): Promise<boolean> => {
    const { steps } = best.history;
    const end = steps.findLastIndex(isSomething) + 1;
    return end < steps.length && isEnough({ ...best.history, steps: steps.slice(0, end) });
  };

  for (let goesOn = true; goesOn; ) {
    goesOn = await leaveOutTheEnd();
    for (let size = best.history.steps.length; size >= 1; size = Math.floor(size / 2))
      if (await leaveOut(size)) goesOn = true;
    for (const part of plain)
      if (!isPart(part, best.history) && (await isEnough({ ...best.history, ...part }))) goesOn = true;
    for (const one of mishaps)
      if (!best.history.without.includes(one) && (await isEnough(without(best.history, one)))) goesOn = true;
  }
  return best;
}

const without = (history: History, one: Mishap): History => ({
  ...history,
  without: [...history.without, one],
});

/** Waits stay: without them everything would happen at another time. */
const isSomething = (step: Step): boolean => step.do !== 'nothing' && step.do !== 'wait';

const isPart = (part: Partial<History>, whole: History): boolean => {
  const known = new Map<string, unknown>(Object.entries(whole));
  return Object.entries(part).every(([key, value]) => known.get(key) === value);
};
