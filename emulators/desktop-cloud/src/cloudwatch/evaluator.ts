import type { Alarm, AlarmState, Contributor, StateValue } from './alarm.ts';
import { type ContributorChange, contribute, mostInAlarm, stateOf } from './contributors.ts';
import { type Datapoint, datapointsIn, evaluationRange, judge } from './evaluation.ts';
import type { Query } from './insights/query.ts';
import { type Selected, select } from './insights/selection.ts';
import type { Metrics } from './metrics.ts';
import { queryReason, queryReasonData, reasonData, reasonFor } from './reasons.ts';

export type Evaluated = {
  /** Absent: the alarm stays as it is. */
  state?: AlarmState;
  contributors: ReadonlyMap<string, Contributor>;
  changes: ContributorChange[];
};

/** What an alarm is to be, by the data until `end`. Times are epoch ms. */
export function evaluate(alarm: Alarm, metrics: Metrics, times: { end: number; now: number }): Evaluated {
  const { configuration } = alarm;
  const { watch } = configuration;
  if (watch.kind === 'metric') {
    const values = metrics.find(watch.metric, alarm.metricKey);
    const points = datapointsIn(times.end, configuration, (from, to) =>
      values?.between(from, to, watch.unit),
    );
    return ofSeries(alarm, points, times, false);
  }
  const { series, isPartial } = selected(alarm, watch.query, metrics, times.end);
  if (watch.query.groupBy.length === 0) {
    const points = datapointsIn(times.end, configuration, (from) => series[0]?.periods.get(from));
    return ofSeries(alarm, points, times, isPartial);
  }
  const found = contribute(series, alarm.contributors, configuration, times);
  const value = stateOf(found, configuration) ?? alarm.state.value;
  const reason = queryReason(value, { ...found, most: mostInAlarm }, configuration);
  const { contributors, changes } = found;
  const isAsItWas = value === alarm.state.value && reason === alarm.state.reason;
  if (isAsItWas && isPartial === (alarm.state.isPartial ?? false)) return { contributors, changes };
  const data = queryReasonData(times.now);
  return { contributors, changes, state: entered(alarm, value, reason, data, times.now, isPartial) };
}

/** An alarm on one series says something only when its value changes. */
function ofSeries(
  alarm: Alarm,
  points: Datapoint[],
  { now }: { now: number },
  isPartial: boolean,
): Evaluated {
  const { configuration, contributors, state } = alarm;
  const verdict = judge(points, configuration);
  const value = verdict.value ?? state.value;
  const isAsPartial = isPartial === (state.isPartial ?? false);
  if (value === state.value && isAsPartial) return { contributors, changes: [] };
  const reason = reasonFor(value, verdict, configuration);
  const data = reasonData(verdict, configuration, now);
  return { contributors, changes: [], state: entered(alarm, value, reason, data, now, isPartial) };
}

function entered(
  { state }: Alarm,
  value: StateValue,
  reason: string,
  data: string,
  now: number,
  isPartial: boolean,
): AlarmState {
  const transitioned = value === state.value ? state.transitioned : now;
  return { value, reason, reasonData: data, since: now, transitioned, ...(isPartial ? { isPartial } : {}) };
}

/** What the query returns in the evaluation range: of what was put only metrics with values in it are looked at. */
function selected(
  alarm: Alarm,
  query: Query,
  metrics: Metrics,
  end: number,
): { series: Selected[]; isPartial: boolean } {
  const lengthMs = alarm.configuration.period * 1_000;
  const from = end - evaluationRange(alarm.configuration) * lengthMs;
  const candidates = metrics.candidates(query.namespace, query.metricName, alarm.live.keys());
  return select(query, candidates, { from, to: end, lengthMs });
}
