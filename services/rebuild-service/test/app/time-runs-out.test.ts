import { parsePolicies } from '@cleandesk/policies';
import { expect, test } from 'vitest';
import type { Arrival } from '../../src/app/arrivals.ts';
import { run } from '../../src/app/run.ts';
import type { World } from '../../src/app/world.ts';
import type { SeenDesktop } from '../../src/domain/signals.ts';
import { FakeRecords } from '../fakes/fake-records.ts';
import { FakeSafeguards } from '../fakes/fake-safeguards.ts';
import { FakeSeats } from '../fakes/fake-seats.ts';

const directoryId = 'd-9067000001';
const policies = parsePolicies(
  JSON.stringify([
    { name: 'all', match: { directoryIds: [directoryId] }, strategy: 'rebuild', graceSeconds: 600 },
  ]),
);
const [policy] = policies;

/** Every question takes AWS's pace: a second for each call. */
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
  let looks = 0;
  const look = async (ids: readonly string[]) => {
    now += 2000;
    looks += 1;
    return new Map(
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
  };
  const world: World = {
    seats,
    store: new FakeSafeguards(),
    records: new FakeRecords(),
    fleet: {
      look,
      observe: look,
      examine: untouched,
      snapshotOf: untouched,
      imagesOf: async () => new Map(),
      terminate: untouched,
      create: untouched,
      rebuild: untouched,
      markHold: untouched,
      reboot: untouched,
      tag: untouched,
      async findOfUser({ userName }) {
        now += 1000;
        return { at: now, desktop: desktopOf(userName), ...(policy ? { policy } : {}) };
      },
    },
    timers: { set: () => Promise.resolve() },
    bus: { publish: () => Promise.resolve() },
    clock: { now: () => now },
    journal: { info: () => undefined, problem: () => undefined },
    meter: { count: () => undefined, gauge: () => undefined },
    policies,
    settings: { observeEveryMs: 60_000, rearmMs: 900_000, shortestTimerMs: 60_000, deployment: '' },
    leaseMs: 90_000,
    keepRecordsMs: 86_400_000,
    timerName: (...parts) => parts.join('/'),
  };
  return { world, seats, remainingMs: () => end - now, looks: () => looks };
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

/** A sweep's page, or a leaving: of desktops that no seat has. */
const strangers = (messageId: string, names: readonly string[]): Arrival => ({
  messageId,
  incoming: {
    correlationId: messageId,
    at: 0,
    about: 'desktops',
    signals: names.map((name) => {
      const workspaceId = `ws-0000${name}`;
      return { workspaceId, adopt: true, signal: { type: 'Disconnected', workspaceId, start: 1, end: 2 } };
    }),
  },
});
const named = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `user${from + n}`);

test('a burst of strangers is adopted as far as the time goes, and the rest comes again', async () => {
  let pages = Array.from({ length: 20 }, (_, page) => strangers(`p-${page}`, named(25, page * 25)));
  const adopted = new Set<string>();
  let runs = 0;
  while (pages.length > 0 && runs < 10) {
    const { world, seats, remainingMs } = slowWorld(30_000);
    const failed = await run(pages, world, remainingMs);
    expect(remainingMs()).toBeGreaterThan(0);
    for (const { ref, phase } of seats.all()) {
      expect(phase.status).toBe('live');
      adopted.add(ref.userName);
    }
    expect(failed.size).toBeLessThan(pages.length);
    pages = pages.filter(({ messageId }) => failed.has(messageId));
    runs += 1;
  }
  expect(adopted.size).toBe(500);
  expect(runs).toBe(2);
});

test('strangers of many messages are looked at together', async () => {
  const { world, seats, remainingMs, looks } = slowWorld(30_000);
  const messages = named(25).map((name) => strangers(name, [name]));
  expect(await run(messages, world, remainingMs)).toEqual(new Map());
  expect([seats.all().length, looks()]).toEqual([25, 1]);
});

test('of two strangers in a message one that can not be read keeps only its own message back', async () => {
  const { world, seats, remainingMs } = slowWorld(30_000);
  const load = seats.load.bind(seats);
  seats.load = async (ref) => {
    if (ref.userName === 'user1') throw new Error('unreadable');
    return load(ref);
  };
  const failed = await run(
    [strangers('a', ['user0', 'user1']), strangers('b', ['user2'])],
    world,
    remainingMs,
  );
  expect([...failed.keys()]).toEqual(['a']);
  expect(seats.all().map(({ ref }) => ref.userName)).toEqual(['user0', 'user2']);
});
