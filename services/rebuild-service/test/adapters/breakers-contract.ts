import { describe, expect, onTestFinished, test } from 'vitest';
import { type Breakers, breakerKey } from '../../src/ports.ts';

const one = { directoryId: 'd-9067000001', bundleId: 'wsb-standard1' };
const other = { directoryId: 'd-9067000001', bundleId: 'wsb-power0001' };

/** What the service relies on, of whatever keeps its breakers. */
export function breakersContract(
  what: string,
  openBreakers: () => Promise<{ breakers: Breakers; close: () => Promise<void> }>,
): void {
  const open = async (): Promise<Breakers> => {
    const { breakers, close } = await openBreakers();
    onTestFinished(close);
    return breakers;
  };

  describe(`breakers in ${what}`, () => {
    test('all are closed at first', async () => {
      const breakers = await open();
      expect(await breakers.open()).toEqual(new Set());
      expect(await breakers.close(one)).toBe(false);
    });

    test('the first failure opens one, and only its own', async () => {
      const breakers = await open();
      expect(await breakers.trip(one, 'a create failed', 1)).toBe(true);
      expect(await breakers.trip(one, 'another one', 2)).toBe(false);
      expect(await breakers.open()).toEqual(new Set([breakerKey(one)]));
    });

    test('of many failures at once one says that it opened it', async () => {
      const breakers = await open();
      const all = await Promise.all([1, 2, 3, 4].map((at) => breakers.trip(one, 'a create failed', at)));
      expect(all.filter((opened) => opened)).toHaveLength(1);
    });

    test('one is closed without the others, and can open again', async () => {
      const breakers = await open();
      await breakers.trip(one, 'a create failed', 1);
      await breakers.trip(other, 'a create failed', 1);
      expect(await breakers.close(one)).toBe(true);
      expect(await breakers.close(one)).toBe(false);
      expect(await breakers.open()).toEqual(new Set([breakerKey(other)]));
      expect(await breakers.trip(one, 'again', 2)).toBe(true);
    });
  });
}
