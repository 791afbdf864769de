import type { Clock } from '../kernel.ts';
import type { Journal } from '../state/journal.ts';
import {
  defaultGroup,
  type Group,
  groupKey,
  type JournalRecord,
  type Schedule,
  type Scope,
} from './records.ts';

/** A journal is told anew when it holds this many records, and more than twice as many as the state needs. */
const compactFrom = 1_000;

/** All groups and schedules, each change of which is in the journal before it is seen. */
export class Book {
  readonly #groups = new Map<string, Group>();
  readonly #schedules = new Map<string, Map<string, Schedule>>();
  readonly #journal: Journal<JournalRecord>;
  readonly #startedAt: number;
  #count = 0;

  constructor(journal: Journal<JournalRecord>, clock: Clock) {
    this.#journal = journal;
    this.#startedAt = clock.now();
    for (const record of journal.load()) this.#apply(record);
    this.#compactIfWorthIt();
  }

  get size(): number {
    return this.#count;
  }

  /** The group `default` is there without being made. */
  group(owner: Scope, name: string): Group | undefined {
    const { accountId, region } = owner;
    const born = { createdAt: this.#startedAt, modifiedAt: this.#startedAt };
    return (
      this.#groups.get(groupKey(owner, name)) ??
      (name === defaultGroup ? { accountId, region, name, ...born, tags: {} } : undefined)
    );
  }

  groups(owner: Scope): Group[] {
    const made = [...this.#groups.values()].filter(
      (group) => group.accountId === owner.accountId && group.region === owner.region,
    );
    const implied = this.#groups.has(groupKey(owner, defaultGroup))
      ? undefined
      : this.group(owner, defaultGroup);
    return (implied === undefined ? made : [implied, ...made]).sort(byName);
  }

  schedule(owner: Scope, group: string, name: string): Schedule | undefined {
    return this.#schedules.get(groupKey(owner, group))?.get(name);
  }

  /** In order of their names. */
  schedulesIn(owner: Scope, group: string): Schedule[] {
    return [...(this.#schedules.get(groupKey(owner, group))?.values() ?? [])].sort(byName);
  }

  *all(): Iterable<Schedule> {
    for (const group of this.#schedules.values()) yield* group.values();
  }

  putGroup(group: Group): void {
    this.#commit({ type: 'group', group });
  }

  putSchedule(schedule: Schedule): void {
    this.#commit({ type: 'schedule', schedule });
  }

  deleteSchedule({ accountId, region, group, name }: Schedule): void {
    this.#commit({ type: 'scheduleGone', accountId, region, group, name });
  }

  /** Its schedules go with it. */
  deleteGroup({ accountId, region, name }: Group): void {
    this.#commit({ type: 'groupGone', accountId, region, name });
  }

  clear(): void {
    this.#groups.clear();
    this.#schedules.clear();
    this.#count = 0;
    this.#journal.compact([]);
  }

  close(): void {
    this.#journal.close();
  }

  #commit(record: JournalRecord): void {
    this.#journal.append([record]);
    this.#apply(record);
    this.#compactIfWorthIt();
  }

  #apply(record: JournalRecord): void {
    switch (record.type) {
      case 'group':
        this.#groups.set(groupKey(record.group, record.group.name), record.group);
        return;
      case 'groupGone': {
        const key = groupKey(record, record.name);
        this.#groups.delete(key);
        this.#count -= this.#schedules.get(key)?.size ?? 0;
        this.#schedules.delete(key);
        return;
      }
      case 'schedule': {
        const key = groupKey(record.schedule, record.schedule.group);
        const group = this.#schedules.get(key) ?? new Map<string, Schedule>();
        if (!group.has(record.schedule.name)) this.#count += 1;
        this.#schedules.set(key, group.set(record.schedule.name, record.schedule));
        return;
      }
      case 'scheduleGone':
        if (this.#schedules.get(groupKey(record, record.group))?.delete(record.name) === true)
          this.#count -= 1;
        return;
    }
    record satisfies never;
  }

  #compactIfWorthIt(): void {
    const needed = this.#groups.size + this.#count;
    if (this.#journal.length < compactFrom || this.#journal.length <= 2 * needed) return;
    this.#journal.compact(this.#records());
  }

  *#records(): Iterable<JournalRecord> {
    for (const group of this.#groups.values()) yield { type: 'group', group };
    for (const schedule of this.all()) yield { type: 'schedule', schedule };
  }
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
