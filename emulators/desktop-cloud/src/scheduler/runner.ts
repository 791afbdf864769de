import type { Clock } from '../kernel.ts';
import { KeyedTimers } from '../keyed-timers.ts';
import type { Book } from './book.ts';
import type { Deliveries } from './delivery.ts';
import { readExpression, type Timetable } from './expression.ts';
import { type Schedule, scheduleKey } from './records.ts';

/** Watches the clock for all schedules and starts a delivery when one is due. */
export class Runner {
  readonly #clock: Clock;
  readonly #book: Book;
  readonly #deliveries: Pick<Deliveries, 'start'>;
  readonly #timers: KeyedTimers;
  readonly #armed = new Map<string, { schedule: Schedule; timetable: Timetable }>();

  constructor(clock: Clock, book: Book, deliveries: Pick<Deliveries, 'start'>) {
    this.#clock = clock;
    this.#book = book;
    this.#deliveries = deliveries;
    this.#timers = new KeyedTimers(clock, (key, dueAt) => this.#fire(key, dueAt));
  }

  /** After a restart. One-time schedules that came due meanwhile run at once; recurring ones go on from now. */
  resume(): void {
    for (const schedule of this.#book.all()) this.arm(schedule, this.#clock.now());
  }

  /** A new or changed schedule. `after` (epoch ms): earlier occurrences of a recurring one are left out. */
  arm(schedule: Schedule, after: number): void {
    const key = scheduleKey(schedule);
    this.disarm(schedule);
    if (schedule.definition.State === 'DISABLED' || schedule.completed === true) return;
    const { ScheduleExpression, ScheduleExpressionTimezone } = schedule.definition;
    const timetable = readExpression(ScheduleExpression, ScheduleExpressionTimezone ?? 'UTC');
    const dueAt = nextRun(schedule, timetable, after);
    if (dueAt === undefined) return;
    this.#armed.set(key, { schedule, timetable });
    this.#timers.set(key, dueAt);
  }

  disarm(schedule: Schedule): void {
    const key = scheduleKey(schedule);
    this.#timers.delete(key);
    this.#armed.delete(key);
  }

  clear(): void {
    this.#timers.clear();
    this.#armed.clear();
  }

  /** Epoch ms; `undefined` when it will not run any more. */
  dueAt(schedule: Schedule): number | undefined {
    return this.#timers.dueAt(scheduleKey(schedule));
  }

  #fire(key: string, dueAt: number): void {
    const armed = this.#armed.get(key);
    if (armed === undefined) return;
    const { schedule, timetable } = armed;
    // The next occurrence does not wait for the delivery of this one. A process that slept through some runs once,
    // not once for each of them.
    const after = Math.max(dueAt, this.#clock.now());
    const next = timetable.kind === 'at' ? undefined : nextRun(schedule, timetable, after);
    if (next === undefined) this.#armed.delete(key);
    else this.#timers.set(key, next);
    this.#deliveries.start(schedule, dueAt, () => {
      if (next === undefined) this.#complete(schedule);
    });
  }

  /** Only now is it written down: a crash during the delivery delivers again, as AWS's "at least once" allows. */
  #complete(schedule: Schedule): void {
    const current = this.#book.schedule(schedule, schedule.group, schedule.name);
    // Updated or deleted meanwhile: what ran is not what stands there now.
    if (current !== schedule) return;
    if (schedule.definition.ActionAfterCompletion === 'DELETE') this.#book.deleteSchedule(schedule);
    else this.#book.putSchedule({ ...schedule, completed: true });
  }
}

/** The first time after `after` at which the schedule runs, within its start and end (epoch ms). */
function nextRun(
  { definition, modifiedAt }: Schedule,
  timetable: Timetable,
  after: number,
): number | undefined {
  const { StartDate, EndDate } = definition;
  switch (timetable.kind) {
    case 'at':
      // AWS ignores the dates for a one-time schedule.
      return timetable.at;
    case 'rate': {
      // Without a start date the first run is at once, and later ones count from there.
      const first = StartDate ?? modifiedAt;
      const passed = after < first ? 0 : Math.floor((after - first) / timetable.everyMs) + 1;
      return within(first + passed * timetable.everyMs, EndDate);
    }
    case 'cron':
      return within(timetable.next(Math.max(after, (StartDate ?? 0) - 1)), EndDate);
  }
  return timetable satisfies never;
}

function within(at: number | undefined, end: number | undefined): number | undefined {
  return at === undefined || (end !== undefined && at > end) ? undefined : at;
}
