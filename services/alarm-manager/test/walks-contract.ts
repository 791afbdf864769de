import { describe, expect, test } from 'vitest';
import type { Walks } from '../src/ports.ts';

const minute = 60_000;
const noon = Date.UTC(2026, 7, 1, 12);
/** An invocation at this time: it lives for 15 minutes, and its walk is waited for for 45. */
const at = (now: number) => ({ now, busyUntil: now + 15 * minute, aliveUntil: now + 45 * minute });

/** What the use cases rely on; the fake and DynamoDB both pass it. */
export function walksContract(on: string, start: () => Promise<Walks>) {
  describe(`walks in ${on}`, () => {
    test('go on stretch by stretch, one walk of each task at a time', async () => {
      const walks = await start();
      expect(await walks.enter('sweep', { walk: 'a', number: 0 }, at(noon))).toBe('mayGo');
      expect(await walks.enter('reconcile', { walk: 'r', number: 0 }, at(noon))).toBe('mayGo');
      expect(await walks.enter('sweep', { walk: 'b', number: 0 }, at(noon + minute))).toBe('another');
      expect(await walks.enter('sweep', { walk: 'a', number: 1 }, at(noon + 14 * minute))).toBe('mayGo');
      expect(await walks.enter('sweep', { walk: 'a', number: 2 }, at(noon + 28 * minute))).toBe('mayGo');
      expect(await walks.leave('reconcile', 'r')).toBe('ended');
      // Who came while it was under way is remembered over all its stretches, and once.
      expect(await walks.leave('sweep', 'a')).toBe('askedAgain');
      expect(await walks.enter('sweep', { walk: 'b', number: 0 }, at(noon + 30 * minute))).toBe('mayGo');
      expect(await walks.leave('sweep', 'b')).toBe('ended');
    });

    test('of two that begin at once one goes', async () => {
      const walks = await start();
      const entered = await Promise.all(
        ['a', 'b', 'c'].map((walk) => walks.enter('sweep', { walk, number: 0 }, at(noon))),
      );
      expect(entered.filter((one) => one === 'mayGo')).toHaveLength(1);
      expect(entered.filter((one) => one === 'another')).toHaveLength(2);
    });

    test('a message that comes twice makes no second walk of one', async () => {
      const walks = await start();
      await walks.enter('sweep', { walk: 'a', number: 0 }, at(noon));
      expect(await walks.enter('sweep', { walk: 'a', number: 0 }, at(noon + 1000))).toBe('over');
      await walks.enter('sweep', { walk: 'a', number: 1 }, at(noon + 14 * minute));
      expect(await walks.enter('sweep', { walk: 'a', number: 1 }, at(noon + 14 * minute + 1))).toBe('over');
      expect(await walks.enter('sweep', { walk: 'a', number: 0 }, at(noon + 16 * minute))).toBe('over');
      expect(await walks.leave('sweep', 'a')).toBe('ended');
      expect(await walks.enter('sweep', { walk: 'a', number: 2 }, at(noon + 20 * minute))).toBe('over');
    });

    test('a stretch that failed is made again when its message comes again, and not before it has ended', async () => {
      const walks = await start();
      await walks.enter('sweep', { walk: 'a', number: 0 }, at(noon));
      expect(await walks.enter('sweep', { walk: 'a', number: 0 }, at(noon + 16 * minute))).toBe('mayGo');
      await walks.enter('sweep', { walk: 'a', number: 1 }, at(noon + 30 * minute));
      expect(await walks.enter('sweep', { walk: 'a', number: 1 }, at(noon + 46 * minute))).toBe('mayGo');
    });

    test('a walk that is not heard of any more makes room, and can not come back', async () => {
      const walks = await start();
      await walks.enter('sweep', { walk: 'a', number: 0 }, at(noon));
      expect(await walks.enter('sweep', { walk: 'b', number: 0 }, at(noon + 44 * minute))).toBe('another');
      expect(await walks.enter('sweep', { walk: 'c', number: 0 }, at(noon + 46 * minute))).toBe('mayGo');
      expect(await walks.enter('sweep', { walk: 'a', number: 1 }, at(noon + 47 * minute))).toBe('over');
      expect(await walks.leave('sweep', 'a')).toBe('ended');
      // Asked for again was the walk that is gone; the one that runs now has begun since.
      expect(await walks.leave('sweep', 'c')).toBe('ended');
    });
  });
}
