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
      expect(await breakers.open()).toEqual(new Map());
      await breakers.close(one, 1);
      expect(await breakers.open()).toEqual(new Map());
    });

    test('a failure opens one, and only its own; a later one moves its time forward', async () => {
      const breakers = await open();
      await breakers.trip(one, 'a create failed', 2);
      await breakers.trip(one, 'one that began earlier', 1);
      expect(await breakers.open()).toEqual(new Map([[breakerKey(one), 2]]));
      await breakers.trip(one, 'another one', 3);
      expect(await breakers.open()).toEqual(new Map([[breakerKey(one), 3]]));
    });

    test('what was begun before a failure does not close it', async () => {
      const breakers = await open();
      await breakers.trip(one, 'a create failed', 5);
      await breakers.close(one, 4);
      expect(await breakers.open()).toEqual(new Map([[breakerKey(one), 5]]));
    });

    test('one is closed without the others, and can open again', async () => {
      const breakers = await open();
      await breakers.trip(one, 'a create failed', 1);
      await breakers.trip(other, 'a create failed', 1);
      await breakers.close(one, 1);
      await breakers.close(one, 1);
      expect(await breakers.open()).toEqual(new Map([[breakerKey(other), 1]]));
      await breakers.trip(one, 'again', 2);
      expect(await breakers.open()).toEqual(
        new Map([
          [breakerKey(one), 2],
          [breakerKey(other), 1],
        ]),
      );
    });
  });
}
