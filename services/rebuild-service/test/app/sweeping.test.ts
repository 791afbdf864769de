import { expect, it } from 'vitest';
import type { Arrival } from '../../src/app/arrivals.ts';
import { at, minute, noon, rebuildPolicy } from '../domain/given.ts';
import { desktopOf, leftDesktop, liveSeat, Office } from './given.ts';

/** A page of a sweep: so many of 25 are seen to have left, and no alarm has told of them. */
async function page(office: Office, number: number, left: number, checkedAt = office.now): Promise<Arrival> {
  const names = Array.from({ length: 25 }, (_, index) => `p${number}u${index}`);
  for (const name of names) {
    await office.seats.put(liveSeat(name));
    office.fleet.shows.set(desktopOf(name).workspaceId, leftDesktop(name));
  }
  return {
    messageId: `page ${number}`,
    incoming: {
      correlationId: 'sweep',
      at: office.now,
      about: 'desktops',
      signals: names.map((name, index) => {
        const { workspaceId } = desktopOf(name);
        const state = index < left ? 'DISCONNECTED' : 'CONNECTED';
        const connection = { state, checkedAt, lastConnectedAt: at(-60) } as const;
        return {
          workspaceId,
          adopt: true,
          signal: { type: 'Observed', workspaceId, at: office.now, connection },
        };
      }),
    },
  };
}

/** Of 20,000 desktops it takes most of two hours to see all. */
async function fleet(): Promise<Office> {
  const office = new Office();
  office.policies = [{ ...rebuildPolicy, graceMs: minute }];
  await office.safeguards.countFleets(new Map([['kiosks', 20_000]]), noon);
  return office;
}

/** @returns how many pages it took until resets were paused. */
async function pagesUntilPaused(
  office: Office,
  pages: number,
  left: number,
  checkedAt: () => number = () => office.now,
): Promise<number | undefined> {
  for (let number = 1; number <= pages; number += 1) {
    office.endsAt = office.now + minute;
    await office.receive(await page(office, number, left, checkedAt()));
    if (office.said('ResetsPaused').length > 0) return number;
    office.now += 4000;
  }
  return undefined;
}

it('an outage of which only sweeps tell is known when three pages of a large fleet have been seen, and resets nobody', async () => {
  const office = await fleet();
  expect(await pagesUntilPaused(office, 10, 9)).toBe(3);
  for (let number = 4; number < 8; number += 1) {
    office.endsAt = office.now + minute;
    await office.receive(await page(office, number, 9));
    office.now += 4000;
  }
  office.now += 5 * minute;
  office.endsAt = office.now + minute;
  for (const seat of office.seats.all()) {
    const look = leftDesktop(seat.ref.userName);
    const connection = { state: 'DISCONNECTED', checkedAt: office.now, lastConnectedAt: at(-60) } as const;
    office.fleet.shows.set(desktopOf(seat.ref.userName).workspaceId, { ...look, connection });
  }
  await office.due();
  expect(office.did('rebuild')).toEqual([]);
  expect(office.said('ResetsPaused')).toHaveLength(1);
});

it('a sweep that finds some here and there is no outage, however many these become', async () => {
  expect(await pagesUntilPaused(await fleet(), 40, 4)).toBeUndefined();
});

it('nor where AWS checks connections on the minute, so that all left in the minute before', async () => {
  const office = await fleet();
  const onTheMinute = () => Math.floor(office.now / minute) * minute;
  expect(await pagesUntilPaused(office, 40, 4, onTheMinute)).toBeUndefined();
});

it('what a page saw counts when it is done, and not each time that it comes again', async () => {
  const office = await fleet();
  const arrival = await page(office, 1, 1);
  office.seats.beforeCommit = async () => {
    throw new Error('The table does not answer');
  };
  expect((await office.receive(arrival)).has('page 1')).toBe(true);
  expect((await office.safeguards.counted('seen', 'kiosks')).size).toBe(0);
  office.seats.beforeCommit = async () => undefined;
  expect((await office.receive(arrival)).size).toBe(0);
  expect([...(await office.safeguards.counted('seen', 'kiosks')).values()]).toEqual([25]);
});
