import { expect, test } from 'vitest';
import { deskFor, settle } from '../../src/app/desk.ts';
import { Safeguarding } from '../../src/app/safeguarding.ts';
import { observationTimer } from '../../src/domain/decision.ts';
import { type Leave, newSeat, type Seat } from '../../src/domain/seat.ts';
import { context } from '../domain/given.ts';
import { FakeSafeguards } from '../fakes/fake-safeguards.ts';
import { FakeSeats } from '../fakes/fake-seats.ts';

const now = Date.UTC(2026, 7, 1, 12);
const ref = { directoryId: 'd-9067000001', userName: 'ada' };
const desktop = { workspaceId: 'ws-000000001', bundleId: 'wsb-standard1' };
const timer = observationTimer(now + 60_000);
const rebuild = { type: 'Rebuild', id: 'rebuild:1', workspaceId: desktop.workspaceId } as const;
const leave: Leave = {
  cause: { kind: 'absence', absenceId: 'a-1', startedAt: now - 700_000 },
  start: now - 700_000,
  end: now - 600_000,
  seenAt: now - 600_000,
  accounted: 0,
  confirmed: true,
  looks: 1,
  nextLookAt: now,
  missing: 0,
  told: false,
  refusals: 0,
  countedBy: 'kiosks',
};
const rebuilding: Seat = {
  ...newSeat(ref),
  phase: {
    status: 'rebuilding',
    desktop,
    reset: {
      resetId: 'a-1',
      strategy: 'rebuild',
      policy: { name: 'all', version: '1' },
      leave,
      decidedAt: now,
      oldDesktop: desktop,
    },
    call: 'decided',
    sawRebuilding: false,
    missing: 0,
    observation: { count: 1, nextAt: now + 60_000 },
  },
  pending: [rebuild, timer],
};

test('an observation that is decided anew for the same time is ours to arm, though its first timer is done', async () => {
  const seats = new FakeSeats();
  const desk = deskFor(ref, await seats.commit(rebuilding));
  desk.queue = [
    { type: 'Noted', ids: [timer.id] },
    { type: 'CallAccepted', id: rebuild.id, at: now },
  ];
  await settle(desk, {
    seats,
    leaseMs: 90_000,
    keepRecordsMs: 86_400_000,
    safeguards: new Safeguarding({ store: new FakeSafeguards(), policies: [], clock: { now: () => now } }),
    context: () => context({ now }),
  });
  expect(desk.seat.pending.map(({ id }) => id)).toContain(timer.id);
  // Else it would lie there until the lease is over, and the desktop be ready long before anybody looks.
  expect(desk.mine).toContain(timer.id);
});
