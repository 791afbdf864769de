import { randomUUID } from 'node:crypto';
import type { Clock, EventSink } from '../kernel.ts';
import { KeyedTimers } from '../keyed-timers.ts';
import {
  type Alarm,
  type AlarmConfiguration,
  type AlarmState,
  evaluatedEveryMs,
  type StateValue,
} from './alarm.ts';
import { datapointsIn, evaluationRange, judge } from './evaluation.ts';
import { type Metrics, metricKey } from './metrics.ts';
import { reasonData, reasonFor } from './reasons.ts';
import { notification, stateChangeEvent } from './state-change.ts';

type Owner = { accountId: string; region: string };

/** Tells people of a state change. Rejects when the topic refused. */
export type AlarmActionInvoker = {
  publish(topicArn: string, notification: { subject: string; message: string }): Promise<void>;
};

/**
 * The alarms of one account and Region. An alarm is looked at only while there is data in its evaluation range, once
 * after the last of it has left, and after it was put or set: with 5,000 quiet alarms a second costs nothing.
 */
export class Alarms {
  readonly #owner: Owner;
  readonly #clock: Clock;
  readonly #metrics: Metrics;
  readonly #events: EventSink;
  readonly #actions: AlarmActionInvoker | undefined;
  readonly #alarms = new Map<string, Alarm>();
  readonly #byMetric = new Map<string, Set<Alarm>>();
  readonly #timers: KeyedTimers;
  /** How often an alarm was evaluated: what 5,000 alarms cost. */
  evaluations = 0;

  constructor(
    owner: Owner,
    parts: { clock: Clock; metrics: Metrics; events: EventSink; actions?: AlarmActionInvoker | undefined },
  ) {
    this.#owner = owner;
    this.#clock = parts.clock;
    this.#metrics = parts.metrics;
    this.#events = parts.events;
    this.#actions = parts.actions;
    this.#timers = new KeyedTimers(parts.clock, (name, dueAt) => this.#evaluate(name, dueAt));
  }

  get(name: string): Alarm | undefined {
    return this.#alarms.get(name);
  }

  /** By name. */
  list(): Alarm[] {
    return [...this.#alarms.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  forMetric(key: string): Alarm[] {
    return [...(this.#byMetric.get(key) ?? [])];
  }

  /** A new alarm starts in INSUFFICIENT_DATA; one that stands keeps its state and its tags. */
  put(name: string, configuration: AlarmConfiguration, tags: Record<string, string>): void {
    const standing = this.#alarms.get(name);
    if (standing !== undefined) this.#unindex(standing);
    const { accountId, region } = this.#owner;
    const now = this.#clock.now();
    const key = metricKey({
      namespace: configuration.namespace,
      name: configuration.metricName,
      dimensions: configuration.dimensions,
    });
    const born: AlarmState = {
      value: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      since: now,
    };
    const alarm: Alarm = {
      name,
      arn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`,
      accountId,
      region,
      metricId: standing?.metricId ?? randomUUID(),
      metricKey: key,
      configuredAt: now,
      configuration,
      state: standing?.state ?? born,
      tags: standing?.tags ?? tags,
      activeUntil: 0,
    };
    this.#alarms.set(name, alarm);
    this.#index(alarm);
    // Data from before its creation counts.
    const latest = this.#metrics.get(key)?.latest;
    if (latest !== undefined) alarm.activeUntil = lastTickFor(latest, configuration);
    this.#timers.set(name, tickAfter(now, configuration));
  }

  delete(name: string): void {
    const alarm = this.#alarms.get(name);
    if (alarm === undefined) return;
    this.#unindex(alarm);
    this.#alarms.delete(name);
    this.#timers.delete(name);
  }

  /** For tests of what comes after: at its next evaluation the alarm returns to what its data say. */
  setState(alarm: Alarm, value: StateValue, reason: string, data: string | undefined): void {
    this.#enter(alarm, { value, reason, reasonData: data, since: this.#clock.now() });
    this.#timers.set(alarm.name, tickAfter(this.#clock.now(), alarm.configuration));
  }

  /** A value came in: the alarms on its metric are evaluated as long as it can matter to them. */
  noticed(key: string, timestamp: number): void {
    const watching = this.#byMetric.get(key);
    if (watching === undefined) return;
    const now = this.#clock.now();
    for (const alarm of watching) {
      const until = lastTickFor(timestamp, alarm.configuration);
      if (until <= now) continue;
      alarm.activeUntil = Math.max(alarm.activeUntil, until);
      const next = tickAfter(Math.max(now, timestamp), alarm.configuration);
      const due = this.#timers.dueAt(alarm.name);
      if (due === undefined || next < due) this.#timers.set(alarm.name, next);
    }
  }

  clear(): void {
    this.#timers.clear();
    this.#alarms.clear();
    this.#byMetric.clear();
  }

  #evaluate(name: string, tick: number): void {
    const alarm = this.#alarms.get(name);
    if (alarm === undefined) return;
    this.evaluations += 1;
    const { configuration } = alarm;
    const metric = this.#metrics.get(alarm.metricKey);
    // Late to the tick (a busy process): the last full minute counts, as it would on AWS.
    const now = this.#clock.now();
    const every = evaluatedEveryMs(configuration.period);
    const end = Math.max(tick, Math.floor(now / every) * every);
    const datapoints = datapointsIn(end, configuration, (from, to) =>
      metric?.between(from, to, configuration.unit),
    );
    const verdict = judge(datapoints, configuration);
    if (verdict.value !== undefined && verdict.value !== alarm.state.value) {
      this.#enter(alarm, {
        value: verdict.value,
        reason: reasonFor(verdict.value, verdict, configuration),
        reasonData: reasonData(verdict, configuration, now),
        since: now,
      });
    }
    if (end < alarm.activeUntil) this.#timers.set(name, end + every);
  }

  /** Only a change says anything: an alarm that stays in ALARM does not fire again. */
  #enter(alarm: Alarm, state: AlarmState): void {
    const previous = alarm.state;
    alarm.state = state;
    if (previous.value === state.value) return;
    this.#events.emit(stateChangeEvent(alarm, previous), this.#owner);
    if (alarm.configuration.actionsEnabled) this.#act(alarm, previous);
  }

  #act(alarm: Alarm, previous: AlarmState): void {
    if (this.#actions === undefined) return;
    const told = notification(alarm, previous);
    for (const action of actionsFor(alarm)) {
      if (!action.includes(':sns:')) continue;
      this.#actions.publish(action, told).catch((error: unknown) => {
        console.error(`cloudwatch: ${action} refused the notification of ${alarm.name}:`, error);
      });
    }
  }

  #index(alarm: Alarm): void {
    const watching = this.#byMetric.get(alarm.metricKey) ?? new Set();
    this.#byMetric.set(alarm.metricKey, watching.add(alarm));
  }

  #unindex(alarm: Alarm): void {
    const watching = this.#byMetric.get(alarm.metricKey);
    watching?.delete(alarm);
    if (watching?.size === 0) this.#byMetric.delete(alarm.metricKey);
  }
}

function actionsFor({ configuration, state }: Alarm): string[] {
  switch (state.value) {
    case 'ALARM':
      return configuration.alarmActions;
    case 'OK':
      return configuration.okActions;
    case 'INSUFFICIENT_DATA':
      return configuration.insufficientDataActions;
  }
  return state.value satisfies never;
}

/** The first evaluation strictly after `at` (epoch ms). */
function tickAfter(at: number, { period }: AlarmConfiguration): number {
  const every = evaluatedEveryMs(period);
  return Math.floor(at / every) * every + every;
}

/** The first evaluation whose range a value of `timestamp` has left: from there on it changes nothing any more. */
function lastTickFor(timestamp: number, configuration: AlarmConfiguration): number {
  const range = evaluationRange(configuration.evaluationPeriods) * configuration.period * 1_000;
  return tickAfter(timestamp + range, configuration);
}
