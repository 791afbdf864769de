import { describe, expect, test } from 'vitest';
import type { Limits, Links, Mailbook } from '../../src/ports.ts';
import { day, minute, noon } from '../samples.ts';

const link = {
  requestId: 'r',
  approver: 'eve@example.com',
  expiresAt: noon + day,
  codeHash: 'hash',
  triesLeft: 5,
};

type Doors = { links: Links; limits: Limits; mailbook: Mailbook };

export function doorsContract(on: string, open: () => Promise<Doors>) {
  describe(`links, limits and mails in ${on}`, () => {
    test('a link is found by the hash of its token', async () => {
      const { links } = await open();
      await links.put('one', link);
      expect(await links.load('one')).toEqual(link);
      expect(await links.load('two')).toBeUndefined();
    });

    test('of twenty who try at once five may, each with its own number', async () => {
      const { links } = await open();
      await links.put('one', link);
      const tries = await Promise.all(Array.from({ length: 20 }, () => links.tryOnce('one')));
      expect(tries.toSorted((a, b) => b - a)).toEqual([5, 4, 3, 2, 1, ...Array(15).fill(0)]);
      expect((await links.load('one'))?.triesLeft).toBe(0);
      expect(await links.tryOnce('two')).toBe(0);
      expect(await links.load('two')).toBeUndefined();
    });

    test('so many in a window, and anew in the next', async () => {
      const { limits } = await open();
      const within = (who: string, now: number) => limits.within(who, { most: 3, ms: minute }, now);
      const answers = await Promise.all(Array.from({ length: 5 }, () => within('ada', noon)));
      expect(answers.filter(Boolean)).toHaveLength(3);
      expect(await within('grace', noon)).toBe(true);
      expect(await within('ada', noon + minute - 1)).toBe(false);
      expect(await within('ada', noon + minute)).toBe(true);
    });

    test('a mail is begun once, unless it was given back', async () => {
      const { mailbook } = await open();
      const begun = await Promise.all([1, 2, 3].map(() => mailbook.begin('approve:1', noon)));
      expect(begun.filter(Boolean)).toHaveLength(1);
      expect(await mailbook.begin('approve:2', noon)).toBe(true);
      await mailbook.giveBack('approve:1');
      expect(await mailbook.begin('approve:1', noon)).toBe(true);
      expect(await mailbook.begin('approve:2', noon)).toBe(false);
    });
  });
}
