import { join } from 'node:path';
import { keptSamples } from '@cleandesk/samples';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { toSeat } from '../../src/adapters/stored-seat.ts';
import type { Seat } from '../../src/domain/seat.ts';
import { at, minute } from '../domain/given.ts';
import { leftDesktop, Office } from './given.ts';

const item = z.looseObject({ pk: z.string() });
const samples = keptSamples(join(import.meta.dirname, '../samples'), 'seats').map((sample) => ({
  ...sample,
  seat: toSeat(item.parse(sample.value)),
}));

/** A seat as it was stored when the code was replaced, whose user has left a desktop that is AVAILABLE. */
async function officeAfterTheDeploy(seat: Seat): Promise<Office> {
  const office = new Office();
  for (const [workspaceId] of JSON.stringify(seat.phase).matchAll(/ws-[0-9a-z]+/g)) {
    const { desktop, ...look } = leftDesktop(seat.ref.userName);
    if (typeof desktop === 'object')
      office.fleet.shows.set(workspaceId, { ...look, desktop: { ...desktop, ...seat.ref, workspaceId } });
  }
  const { leaseUntil: _, ...rest } = seat;
  await office.seats.put({ ...rest, version: 0, holds: [], pending: [] });
  return office;
}

/** What is due is looked for again and again. */
async function timePasses(office: Office, runs: number): Promise<void> {
  for (let run = 0; run < runs; run += 1) {
    expect(await office.due()).toEqual(new Map());
    office.now += 5 * minute;
    for (const [workspaceId, look] of office.fleet.shows) {
      const connection = { state: 'DISCONNECTED', checkedAt: office.now - minute } as const;
      office.fleet.shows.set(workspaceId, { ...look, connection });
    }
    office.endsAt = office.now + minute;
  }
}

describe.each(samples)('a seat that $version stored, $file', ({ seat }) => {
  test('is gone on with by the code of today', async () => {
    const office = await officeAfterTheDeploy(seat);
    await timePasses(office, 4);
    expect(office.problems).toEqual([]);
  });
});

test.each(samples.filter(({ file }) => file.endsWith('just-adopted.json')))(
  'who has a desktop since $version, and leaves, has it reset',
  async ({ seat }) => {
    if (seat.phase.status !== 'live') throw new Error('There is no such sample');
    const { workspaceId } = seat.phase.desktop;
    const office = await officeAfterTheDeploy({ ...seat, memory: { ...seat.memory, lastLoginAt: at(-90) } });
    const left = { type: 'Disconnected', workspaceId, start: at(-25), end: at(-20) } as const;
    await office.receive({
      messageId: 'left',
      incoming: { correlationId: 'left', at: office.now, about: 'seat', ref: seat.ref, signal: left },
    });
    await timePasses(office, 12);
    expect(office.did('rebuild')).toEqual([`rebuild ${workspaceId}`]);
  },
);
