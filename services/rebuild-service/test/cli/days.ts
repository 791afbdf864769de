import type { Policy } from '@cleandesk/policies';
import * as z from 'zod';
import { type Said, saidIn } from '../../cli/records/record.ts';
import { Absences } from '../../cli/replay/absences.ts';
import type { Tags } from '../../src/domain/seat.ts';
import type { Signal } from '../../src/domain/signals.ts';
import { desktopOf, liveSeat, Office, refOf } from '../app/given.ts';
import { minute, noon } from '../domain/given.ts';

/** Minutes after noon at which a user left, and came back. */
export type Away = { from: number; to?: number };
export type Users = Readonly<Record<string, readonly Away[]>>;

const timerName = z.array(z.string());
const wouldReset = z.object({ seat: z.object({ userName: z.string() }) });

/** Every kind of reset has worked before: whose first one goes alone is not for a replay to tell. */
class AllProven extends Map<string, { proven: true }> {
  override get() {
    return { proven: true } as const;
  }
}

/** ms of the datapoint in which a leaving is told of: it lies in whole intervals of this. */
const interval = 5 * minute;

/**
 * The service itself, with users who come and go by a plan: what they do does not depend on what the service does. So two
 * policies can be tried on the very same days.
 */
export class Days extends Office {
  readonly #users: Users;
  /** When absences ended in a reset, live or in dry run; by `user@minute`. */
  readonly resets = new Map<string, number>();
  /** Of the desktop of a user, as looks read them. */
  readonly tags = new Map<string, Tags>();
  readonly #told = new Set<string>();
  #seen = 0;

  constructor(users: Users, policies: readonly Policy[]) {
    super();
    this.#users = users;
    this.policies = policies;
    const read = this.safeguards.read.bind(this.safeguards);
    this.safeguards.read = async (...asked) => ({ ...(await read(...asked)), firsts: new AllProven() });
    for (const user of Object.keys(users)) this.fleet.snapshots.set(desktopOf(user).workspaceId, noon);
  }

  override world() {
    return { ...super.world(), timerName: (...parts: readonly string[]) => JSON.stringify(parts) };
  }

  /** @param minutes from noon on */
  async pass(minutes: number): Promise<this> {
    for (const user of Object.keys(this.#users)) {
      const seat = liveSeat(user);
      await this.seats.put({
        ...seat,
        memory: { settledUntil: noon - 60 * minute, lastLoginAt: noon - minute },
      });
    }
    for (let past = 0; past <= minutes; past += 1) {
      this.now = noon + past * minute;
      this.endsAt = this.now + minute;
      for (const user of Object.keys(this.#users)) this.#show(user, past);
      for (const [user, signal] of this.#happening(past)) await this.hear([user, signal]);
      await this.due('all');
      this.#note(past);
    }
    return this;
  }

  /** What a replay knows of it. */
  recorded(are: (said: Said) => boolean = () => true): Absences {
    const absences = new Absences();
    for (const user of Object.keys(this.#users))
      for (const { text, link } of this.records.of(refOf(user))) {
        const said = saidIn({ text, number: link?.number ?? 0 });
        if (are(said)) absences.add(said);
      }
    return absences;
  }

  #awayAt(user: string, past: number): Away | undefined {
    return this.#users[user]?.find(({ from, to = Number.POSITIVE_INFINITY }) => from <= past && past < to);
  }

  /** Whoever asks AWS reads this. It checks every minute. */
  #show(user: string, past: number): void {
    const desktop = { ...desktopOf(user), ...refOf(user), state: 'AVAILABLE' };
    const rebuilds = this.record.filter((what) => what === `rebuild ${desktop.workspaceId}`).length;
    const isAway = this.#awayAt(user, past) !== undefined;
    const used = this.#users[user]?.findLast(({ to }) => to !== undefined && to <= past)?.to ?? -1;
    const [policy] = this.policies;
    const tags = this.tags.get(user);
    this.fleet.shows.set(desktop.workspaceId, {
      extent: 'full',
      desktop: { ...desktop, ipAddress: `10.0.0.${1 + rebuilds}` },
      connection: {
        state: isAway ? 'DISCONNECTED' : 'CONNECTED',
        checkedAt: this.now,
        lastConnectedAt: noon + used * minute,
      },
      ...(policy === undefined ? {} : { policy }),
      ...(tags === undefined ? {} : { tags }),
    });
  }

  #happening(past: number): [user: string, signal: Signal][] {
    const happening: [string, Signal][] = [];
    for (const [user, absences] of Object.entries(this.#users)) {
      const { workspaceId } = desktopOf(user);
      for (const { from, to } of absences) {
        if (to === past) happening.push([user, { type: 'LoggedIn', workspaceId, at: this.now }]);
        const start = Math.floor((noon + from * minute) / interval) * interval;
        const key = `${user}@${from}`;
        if (this.now < start + interval || from > past || this.#told.has(key)) continue;
        this.#told.add(key);
        happening.push([user, { type: 'Disconnected', workspaceId, start, end: start + interval }]);
      }
    }
    const rung = this.timers.filter(({ dueAt }) => dueAt <= this.now);
    this.timers.splice(0, this.timers.length, ...this.timers.filter((timer) => !rung.includes(timer)));
    for (const { name } of rung) {
      const [what, seat = '', about = ''] = timerName.parse(JSON.parse(name));
      if (what === 'observation') continue;
      happening.push([seat.split('/')[1] ?? '', { type: 'LookDue', about }]);
    }
    return happening;
  }

  /** A rebuild that was called, or a dry run's word. */
  #note(past: number): void {
    for (const what of this.record.slice(this.#seen)) {
      const user = /^rebuild ws-00000(.+)$/.exec(what)?.[1];
      if (user !== undefined) this.resets.set(`${user}@${this.#awayAt(user, past)?.from}`, this.now);
    }
    this.#seen = this.record.length;
    for (const event of this.said('WouldReset')) {
      const { userName } = wouldReset.parse(event.detail).seat;
      this.resets.set(`${userName}@${this.#awayAt(userName, past)?.from}`, this.now);
    }
    this.published.length = 0;
  }
}
