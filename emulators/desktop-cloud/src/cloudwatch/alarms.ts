import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../kernel.ts';
import { KeyedTimers } from '../keyed-timers.ts';
import {
  type Alarm,
  type AlarmConfiguration,
  type AlarmState,
  evaluatedEveryMs,
  type StateValue,
} from './alarm.ts';
import { evaluationRange } from './evaluation.ts';
import { evaluate } from './evaluator.ts';
import type { AlarmHistory } from './history.ts';
import { groupOf } from './insights/query.ts';
import { familyOf, type Metric, type Metrics, metricKey } from './metrics.ts';
import { limitExceeded } from './refusals.ts';
import type { Teller } from './teller.ts';

type Owner = { accountId: string; region: string };

/** Source: CloudWatch User Guide, "Limits" of alarms. */
const mostQueryAlarms = 200;

/**
 * The alarms of one account and Region. An alarm is looked at only when it can find something else than the last time:
 * after a value came in, when a value goes from one period to another or leaves the evaluation range, and after it was
 * put or set. With 5,000 quiet alarms a second costs nothing. An alarm on a metric that is worked out is looked at every
 * time.
 */
export class Alarms {
  readonly #owner: Owner;
  readonly #clock: Clock;
  readonly #metrics: Metrics;
  readonly #teller: Teller;
  readonly #history: AlarmHistory;
  readonly #alarms = new Map<string, Alarm>();
  /** The same by name: to sort 50,000 for each page of a listing would take longer than all else. */
  #sorted: Alarm[] = [];
  readonly #byMetric = new Map<string, Set<Alarm>>();
  /** Alarms on queries, by the namespace and name that they ask for. */
  readonly #byFamily = new Map<string, Set<Alarm>>();
  readonly #timers: KeyedTimers;
  /** How often an alarm was evaluated: what 5,000 alarms cost. */
  evaluations = 0;

  constructor(
    owner: Owner,
    parts: { clock: Clock; metrics: Metrics; teller: Teller; history: AlarmHistory },
  ) {
    this.#owner = owner;
    this.#clock = parts.clock;
    this.#metrics = parts.metrics;
    this.#teller = parts.teller;
    this.#history = parts.history;
    this.#timers = new KeyedTimers(parts.clock, (name, dueAt) => this.#evaluate(name, dueAt));
  }

  get(name: string): Alarm | undefined {
    return this.#alarms.get(name);
  }

  /** By name. */
  list(): readonly Alarm[] {
    return this.#sorted;
  }

  /** The first by name from this one on that will do, and no more than so many. */
  firstFrom(name: string, most: number, willDo: (alarm: Alarm) => boolean): Alarm[] {
    const found: Alarm[] = [];
    for (let place = this.#placeOf(name); place < this.#sorted.length && found.length < most; place += 1) {
      const alarm = this.#sorted[place];
      if (alarm !== undefined && willDo(alarm)) found.push(alarm);
    }
    return found;
  }

  forMetric(key: string): Alarm[] {
    return [...(this.#byMetric.get(key) ?? [])];
  }

  /**
   * A new alarm starts in INSUFFICIENT_DATA; one that stands keeps its state and its tags. Putting it as it is changes
   * nothing.
   * @throws AwsFault LimitExceededFault above 200 alarms on queries
   */
  put(name: string, configuration: AlarmConfiguration, tags: Record<string, string>): void {
    const standing = this.#alarms.get(name);
    if (isDeepStrictEqual(standing?.configuration, configuration)) return;
    this.#checkLimit(configuration, standing);
    if (standing !== undefined) this.#unindex(standing);
    const { accountId, region } = this.#owner;
    const now = this.#clock.now();
    const born: AlarmState = {
      value: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      since: now,
      transitioned: now,
    };
    const alarm: Alarm = {
      name,
      arn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`,
      accountId,
      region,
      metricId: standing?.metricId ?? randomUUID(),
      metricKey: configuration.watch.kind === 'metric' ? metricKey(configuration.watch.metric) : undefined,
      configuredAt: now,
      configuration,
      state: standing?.state ?? born,
      tags: standing?.tags ?? tags,
      live: new Map(),
      contributors: configuration.watch.kind === 'query' ? (standing?.contributors ?? new Map()) : new Map(),
    };
    this.#alarms.set(name, alarm);
    this.#sorted.splice(this.#placeOf(name), standing === undefined ? 0 : 1, alarm);
    this.#index(alarm);
    this.#history.configured(now, alarm, standing === undefined ? 'created' : 'updated');
    this.#findData(alarm);
    this.#timers.set(name, tickAfter(now, configuration));
  }

  delete(name: string): void {
    const alarm = this.#alarms.get(name);
    if (alarm === undefined) return;
    this.#unindex(alarm);
    this.#sorted.splice(this.#placeOf(name), 1);
    this.#alarms.delete(name);
    this.#timers.delete(name);
    this.#history.configured(this.#clock.now(), alarm, 'deleted');
  }

  setActions(alarm: Alarm, enabled: boolean): void {
    if (alarm.configuration.actionsEnabled === enabled) return;
    const now = this.#clock.now();
    alarm.configuration = { ...alarm.configuration, actionsEnabled: enabled };
    alarm.configuredAt = now;
    this.#history.configured(now, alarm, 'updated');
  }

  /**
   * For tests of what comes after: at its next evaluation the alarm returns to what its data say. The state that it has
   * changes nothing, not even the reason, as on AWS.
   */
  setState(alarm: Alarm, value: StateValue, reason: string, data: string | undefined): void {
    const now = this.#clock.now();
    if (alarm.state.value !== value) {
      this.#teller.enter(alarm, { value, reason, reasonData: data, since: now, transitioned: now });
    }
    this.#timers.set(alarm.name, tickAfter(now, alarm.configuration));
  }

  /** A value came in: the alarms on its metric are evaluated as long as it can matter to them. */
  noticed(metric: Metric, timestamp: number): void {
    for (const alarm of this.#byMetric.get(metric.key) ?? []) this.#wake(alarm, timestamp);
    for (const alarm of this.#byFamily.get(metric.family) ?? []) {
      const { watch } = alarm.configuration;
      if (watch.kind !== 'query' || groupOf(watch.query, metric.identity) === undefined) continue;
      note(alarm, metric, timestamp);
      this.#wake(alarm, timestamp);
    }
  }

  /** Metrics that were not worked out may be from now on: all alarms look again. */
  lookAgain(): void {
    for (const alarm of this.#alarms.values()) {
      this.#timers.set(alarm.name, tickAfter(this.#clock.now(), alarm.configuration));
    }
  }

  clear(): void {
    this.#timers.clear();
    this.#alarms.clear();
    this.#sorted = [];
    this.#byMetric.clear();
    this.#byFamily.clear();
  }

  /** Where it stands among the others, or would stand. */
  #placeOf(name: string): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle]?.name ?? '') < name) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #wake(alarm: Alarm, timestamp: number): void {
    const now = this.#clock.now();
    if (lastTickFor(timestamp, alarm.configuration) <= now) return;
    const next = tickAfter(Math.max(now, timestamp), alarm.configuration);
    const due = this.#timers.dueAt(alarm.name);
    if (due === undefined || next < due) this.#timers.set(alarm.name, next);
  }

  #evaluate(name: string, tick: number): void {
    const alarm = this.#alarms.get(name);
    if (alarm === undefined) return;
    this.evaluations += 1;
    const { configuration } = alarm;
    // Late to the tick (a busy process): the last full minute counts, as it would on AWS.
    const now = this.#clock.now();
    const every = evaluatedEveryMs(configuration.period);
    const end = Math.max(tick, Math.floor(now / every) * every);
    for (const [metric, until] of alarm.live) if (until <= end) alarm.live.delete(metric);
    const found = evaluate(alarm, this.#metrics, { end, now });
    alarm.contributors = found.contributors;
    for (const change of found.changes) this.#teller.tell(alarm, change);
    if (found.state !== undefined) this.#teller.enter(alarm, found.state);
    const next = this.#nextLook(alarm, end);
    if (next !== undefined) this.#timers.set(name, next);
  }

  /**
   * The first evaluation after the one at `end` that can find something else, unless a value comes in: one at which a
   * value has gone from one period to another. With values of five minutes that is one in five.
   */
  #nextLook({ metricKey: key, configuration, live }: Alarm, end: number): number | undefined {
    const { namespace, name } = watched(configuration);
    if (this.#metrics.derives(namespace, name)) return end + evaluatedEveryMs(configuration.period);
    const lengthMs = configuration.period * 1_000;
    const from = end - evaluationRange(configuration) * lengthMs;
    const stored = key === undefined ? undefined : this.#metrics.stored(key);
    let next: number | undefined;
    for (const metric of stored === undefined ? live.keys() : [stored]) {
      const crossing = metric.nextCrossing(from, end, lengthMs);
      if (crossing !== undefined && (next === undefined || crossing < next)) next = crossing;
    }
    return next === undefined ? undefined : tickAfter(next, configuration);
  }

  /** Data from before its creation count. */
  #findData(alarm: Alarm): void {
    const { watch } = alarm.configuration;
    if (watch.kind === 'metric') return;
    for (const metric of this.#metrics.family(watch.query.namespace, watch.query.metricName)) {
      const { latest } = metric;
      if (latest === undefined || groupOf(watch.query, metric.identity) === undefined) continue;
      note(alarm, metric, latest);
    }
  }

  #checkLimit({ watch }: AlarmConfiguration, standing: Alarm | undefined): void {
    if (watch.kind !== 'query' || standing?.configuration.watch.kind === 'query') return;
    let standingQueries = 0;
    for (const alarms of this.#byFamily.values()) standingQueries += alarms.size;
    if (standingQueries >= mostQueryAlarms) {
      throw limitExceeded(`The limit of ${mostQueryAlarms} Metrics Insights alarms has been reached.`);
    }
  }

  #index(alarm: Alarm): void {
    const [index, key] = this.#indexOf(alarm);
    const watching = index.get(key) ?? new Set();
    index.set(key, watching.add(alarm));
  }

  #unindex(alarm: Alarm): void {
    const [index, key] = this.#indexOf(alarm);
    const watching = index.get(key);
    watching?.delete(alarm);
    if (watching?.size === 0) index.delete(key);
  }

  #indexOf({ metricKey: key, configuration: { watch } }: Alarm): [Map<string, Set<Alarm>>, string] {
    if (watch.kind === 'metric') return [this.#byMetric, key ?? metricKey(watch.metric)];
    return [this.#byFamily, familyOf(watch.query.namespace, watch.query.metricName)];
  }
}

const watched = ({ watch }: AlarmConfiguration): { namespace: string; name: string } =>
  watch.kind === 'metric' ? watch.metric : { namespace: watch.query.namespace, name: watch.query.metricName };

/** The query of this alarm finds values of the metric until the newest of them has left the range. */
function note(alarm: Alarm, metric: Metric, timestamp: number): void {
  const until = lastTickFor(timestamp, alarm.configuration);
  alarm.live.set(metric, Math.max(alarm.live.get(metric) ?? 0, until));
}

/** The first evaluation strictly after `at` (epoch ms). */
function tickAfter(at: number, { period }: AlarmConfiguration): number {
  const every = evaluatedEveryMs(period);
  return Math.floor(at / every) * every + every;
}

/** The first evaluation whose range a value of `timestamp` has left: from there on it changes nothing any more. */
function lastTickFor(timestamp: number, configuration: AlarmConfiguration): number {
  const range = evaluationRange(configuration) * configuration.period * 1_000;
  return tickAfter(timestamp + range, configuration);
}
