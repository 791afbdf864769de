import { parsePolicies } from '@cleandesk/policies';
import { expect, test } from 'vitest';
import type { Arrival } from '../../src/app/arrivals.ts';
import { run, type World } from '../../src/app/run.ts';
import type { SeenDesktop } from '../../src/domain/signals.ts';
import { FakeSafeguards } from '../fakes/fake-safeguards.ts';
import { FakeSeats } from '../fakes/fake-seats.ts';

const directoryId = 'd-9067000001';
const policies = parsePolicies(
  JSON.stringify([
    { name: 'all', match: { directoryIds: [directoryId] }, strategy: 'rebuild', graceSeconds: 600 },
  ]),
);
const [policy] = policies;

/** Every question about a user takes AWS's pace: a second. */
function slowWorld(limitMs: number) {
  let now = Date.UTC(2026, 7, 1, 12);
  const end = now + limitMs;
  const seats = new FakeSeats();
  const desktopOf = (userName: string): SeenDesktop => ({
    workspaceId: `ws-0000${userName}`,
    directoryId,
    userName,
    bundleId: 'wsb-standard1',
    state: 'AVAILABLE',
  });
  const untouched = () => Promise.reject(new Error('Nothing is to be changed here'));
  const look = async (ids: readonly string[]) =>
    new Map(
      ids.map((id) => [
        id,
        {
          at: now,
          extent: 'full' as const,
          desktop: desktopOf(id.slice('ws-0000'.length)),
          connection: { state: 'DISCONNECTED' as const, checkedAt: now },
          ...(policy ? { policy } : {}),
        },
      ]),
    );
  const world: World = {
    seats,
    store: new FakeSafeguards(),
    fleet: {
      look,
      observe: look,
      examine: untouched,
      snapshotOf: untouched,
      terminate: untouched,
      create: untouched,
      rebuild: untouched,
      reboot: untouched,
      async findOfUser({ userName }) {
        now += 1000;
        return { at: now, desktop: desktopOf(userName), ...(policy ? { policy } : {}) };
      },
    },
    timers: { set: () => Promise.resolve() },
    bus: { publish: () => Promise.resolve() },
    clock: { now: () => now },
    journal: { info: () => undefined, problem: () => undefined },
    policies,
    settings: { observeEveryMs: 60_000, rearmMs: 900_000, shortestTimerMs: 60_000, deployment: '' },
    leaseMs: 90_000,
    timerName: (...parts) => parts.join('/'),
  };
  return { world, seats, remainingMs: () => end - now };
}

test('a run that can not ask everything stores what it learnt, and the rest comes again', async () => {
  const { world, seats, remainingMs } = slowWorld(20_000);
  const arrivals: Arrival[] = Array.from({ length: 25 }, (_, n) => ({
    messageId: `m-${n}`,
    incoming: {
      correlationId: `c-${n}`,
      at: 0,
      about: 'seat',
      ref: { directoryId, userName: `user${n}` },
      signal: { type: 'Watched', workspaceId: `ws-0000user${n}` },
    },
  }));
  const failed = await run(arrivals, world, remainingMs);
  const stored = seats.all().map(({ ref }) => ref.userName);
  expect(stored.length).toBeGreaterThan(5);
  expect(seats.all().every(({ phase }) => phase.status === 'live')).toBe(true);
  expect(failed.size).toBe(25 - stored.length);
  expect(remainingMs()).toBeGreaterThan(0);
});
