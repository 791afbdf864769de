import type { OutgoingEvent } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import type { Arrival } from '../../src/app/arrivals.ts';
import { run } from '../../src/app/run.ts';
import type { World } from '../../src/app/world.ts';
import { type Desktop, newSeat, type Phase, policyClaim, type Seat } from '../../src/domain/seat.ts';
import type { Look, Signal } from '../../src/domain/signals.ts';
import { at, kinds, minute, noon, rebuildPolicy, ref } from '../domain/given.ts';
import { FakeFleet } from '../fakes/fake-fleet.ts';
import { FakeRecords } from '../fakes/fake-records.ts';
import { FakeSafeguards } from '../fakes/fake-safeguards.ts';
import { FakeSeats } from '../fakes/fake-seats.ts';

export const refOf = (userName: string) => ({ ...ref, userName });
export const desktopOf = (userName: string): Desktop => ({
  workspaceId: `ws-00000${userName}`,
  bundleId: 'wsb-standard1',
  ipAddress: '10.0.0.1',
});

/** AVAILABLE, and its user away for the whole grace, twice checked. */
export const leftDesktop = (
  userName: string,
  over: { state?: string; policy?: Policy } = {},
): Omit<Look, 'at'> => ({
  extent: 'full',
  desktop: { ...desktopOf(userName), ...refOf(userName), state: over.state ?? 'AVAILABLE' },
  connection: { state: 'DISCONNECTED', checkedAt: at(-1), lastConnectedAt: at(-60) },
  policy: over.policy ?? rebuildPolicy,
});

export const seatOf = (userName: string, phase: Phase, over: Partial<Omit<Seat, 'phase'>> = {}): Seat => ({
  ...newSeat(refOf(userName)),
  claims: { [policyClaim]: { revision: 0, wanted: true } },
  policyName: rebuildPolicy.name,
  resetKeeps: 'userVolume',
  memory: { settledUntil: at(-1440), lastLoginAt: at(-60) },
  ...over,
  phase,
});
export const liveSeat = (userName: string): Seat =>
  seatOf(userName, { status: 'live', desktop: desktopOf(userName) });
/** Away since long before noon; a look is all that is missing for the reset. */
export const awaySeat = (userName: string): Seat =>
  seatOf(userName, {
    status: 'away',
    desktop: desktopOf(userName),
    leave: {
      cause: { kind: 'absence', absenceId: `absence of ${userName}`, startedAt: at(-25) },
      start: at(-25),
      end: at(-20),
      seenAt: at(-19),
      accounted: at(-60),
      confirmed: true,
      looks: 0,
      nextLookAt: noon,
      missing: 0,
      told: false,
      refusals: 0,
      countedBy: 'kiosks',
    },
  });
export const dueLook = (userName: string): Signal => ({ type: 'LookDue', about: `absence of ${userName}` });

/** The service around one function, at noon, with everything that it does on one record. */
export class Office {
  now = noon;
  readonly record: string[] = [];
  readonly safeguards = new FakeSafeguards();
  readonly records = new FakeRecords();
  readonly seats = new RecordedSeats(this.record, this.safeguards);
  readonly fleet = new FakeFleet(() => this.now, this.record);
  readonly published: OutgoingEvent[] = [];
  readonly timers: { name: string; dueAt: number; event: OutgoingEvent }[] = [];
  readonly problems: unknown[] = [];
  readonly measured: Record<string, string | number | undefined>[] = [];
  /** Called before an event leaves. */
  beforePublish: () => Promise<void> = () => Promise.resolve();
  endsAt = noon + 60_000;
  policies: readonly Policy[] = [rebuildPolicy];

  constructor() {
    // Resets of these desktops have worked before.
    for (const kind of Object.values(kinds)) void this.safeguards.prove(kind);
  }

  world(): World {
    return {
      seats: this.seats,
      fleet: this.fleet,
      store: this.safeguards,
      records: this.records,
      timers: {
        set: async (order) => {
          this.timers.push(order);
        },
      },
      bus: {
        publish: async (events) => {
          await this.beforePublish();
          this.published.push(...events);
          this.record.push(`publish ${events.map(({ detailType }) => detailType).join(' ')}`);
        },
      },
      clock: { now: () => this.now },
      meter: {
        count: (name, by = 1, of = {}) => void this.measured.push({ name, value: by, ...of }),
        gauge: (name, value, of = {}) => void this.measured.push({ name, value, ...of }),
      },
      journal: { info: () => undefined, problem: (_message, error) => void this.problems.push(error) },
      policies: this.policies,
      settings: { observeEveryMs: minute, rearmMs: 15 * minute, shortestTimerMs: minute, deployment: '' },
      leaseMs: 90_000,
      keepRecordsMs: 400 * 86_400_000,
      timerName: (...parts) => parts.join('/'),
    };
  }

  /** Each user's signal as a message of its own, named by the user, in one batch. */
  hear(...told: [userName: string, signal: Signal][]): Promise<Map<string, unknown>> {
    return this.receive(
      ...told.map(([userName, signal]) => ({
        messageId: userName,
        incoming: {
          correlationId: `story of ${userName}`,
          at: this.now,
          about: 'seat' as const,
          ref: refOf(userName),
          signal,
        },
      })),
    );
  }

  receive(...arrivals: Arrival[]): Promise<Map<string, unknown>> {
    return run(arrivals, this.world(), () => this.endsAt - this.now);
  }

  due(kind: 'flight' | 'all' = 'all'): Promise<Map<string, unknown>> {
    return this.receive({
      messageId: 'due',
      incoming: { correlationId: 'due', at: this.now, about: 'due', kind },
    });
  }

  said(detailType: string): OutgoingEvent[] {
    return this.published.filter((event) => event.detailType === `${detailType}.v1`);
  }

  /** What was called or asked that begins with this word. */
  did(word: string): string[] {
    return this.record.filter((what) => what.startsWith(`${word} `));
  }

  phaseOf(userName: string): string | undefined {
    return this.seats.stored(refOf(userName))?.phase.status;
  }
}

class RecordedSeats extends FakeSeats {
  readonly #record: string[];
  /** Called before a commit: another run can be faster. */
  beforeCommit: (seat: Seat) => Promise<void> = () => Promise.resolve();

  constructor(record: string[], safeguards: FakeSafeguards) {
    super(safeguards);
    this.#record = record;
  }

  /** As an earlier run left it: seats that wait are found by the sweep. */
  put(seat: Seat): Promise<Seat> {
    return super.commit(seat, { at: noon, kind: seat.pending.length > 0 ? 'flight' : 'waiting' });
  }

  override async commit(...[seat, due, spends]: Parameters<FakeSeats['commit']>): Promise<Seat> {
    await this.beforeCommit(seat);
    const stored = await super.commit(seat, due, spends);
    const calls = stored.pending.map(({ type }) => type).filter((type) => type !== 'Publish');
    this.#record.push(`commit ${stored.phase.status}${calls.length > 0 ? ` with ${calls.join(' ')}` : ''}`);
    return stored;
  }
}

/** An office with this policy, and these users away for long. */
export async function officeOfAway(names: readonly string[], policy: Policy): Promise<Office> {
  const office = new Office();
  office.policies = [policy];
  for (const name of names) {
    await office.seats.put(awaySeat(name));
    office.fleet.shows.set(`ws-00000${name}`, leftDesktop(name, { policy }));
  }
  return office;
}

/** Their timers say that their looks are due. */
export const dueLooks = (office: Office, ...names: string[]): Promise<Map<string, unknown>> =>
  office.hear(...names.map((name): [string, Signal] => [name, dueLook(name)]));
