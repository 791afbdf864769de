import type { alarmContributorStateChange, alarmStateChange, DetailOf } from '@cleandesk/contracts';
import { desktopOfAlarm } from './alarm.ts';

export type AlarmChange = DetailOf<typeof alarmStateChange>;
export type ContributorChange = DetailOf<typeof alarmContributorStateChange>;
/** epoch ms. */
export type Interval = { start: number; end: number };

/** When an alarm's event says nothing of its period: that of the seed's alarms. */
const usualPeriodMs = 300_000;
/**
 * ms that one value of the metric can stand for. AWS states no such time; cost-optimizer-for-amazon-workspaces 2.8.7 reads
 * `AWS/WorkSpaces` twelve times an hour, and others saw a value every five minutes.
 */
const valueStandsForMs = 300_000;
/** "You can query the most recent three hours of data for alarm condition evaluations" (quotas of Metrics Insights). */
const queriesLookBackMs = 3 * 3_600_000;

/** @returns the desktop that the alarm watches: its dimension, or else its name; undefined for an alarm of something else. */
export function desktopOf({ alarmName, configuration }: AlarmChange): string | undefined {
  const dimensions = configuration?.metrics.map(
    ({ metricStat }) => metricStat?.metric.dimensions.WorkspaceId,
  );
  return dimensions?.find((workspaceId) => workspaceId !== undefined) ?? desktopOfAlarm(alarmName);
}

/**
 * The interval in which the connection was closed: from the start of the breaching datapoint, of the newest one if there are
 * several, to the latest time at which it can have been.
 *
 * The end of the datapoint is not that time. An alarm of five minutes is evaluated every minute, on the five minutes
 * before: `startDate` lies a period and some seconds before `queryDate`, and at no multiple of five minutes. If WorkSpaces
 * gives a value every five minutes and stamps it with the time that it begins at (AWS states neither), the one for 10:05 to
 * 10:10 falls into the datapoint from 10:01 to 10:06, and may count a disconnect at 10:09. A login at 10:07 would lie after
 * that datapoint, and close an absence that begins two minutes later.
 *
 * Two things bound it from above, and the earlier of them does:
 * - the alarm rang after it: what CloudWatch had not heard of rang nothing;
 * - the value is stamped before the end of the datapoint, and stands for no more than {@link valueStandsForMs}.
 *
 * Never before the end of the datapoint: where an alarm rings inside of it, a second disconnect in the rest of it counts
 * into the same datapoint and rings no second time. A login in between must not make it old news.
 *
 * Late is the careful side, for a login inside the interval is looked into, while one after it is believed. It costs a look
 * more, since a check of the connection has to lie after the interval. The start stays that of the datapoint: an earlier one
 * would take a user who left right after a reset for one who left before it.
 *
 * Without a readable datapoint it is [time of the alarm − 2 periods, time of the alarm].
 * @param receivedAt epoch ms, when the alarm's own time can't be read either.
 */
export function disconnectedIn({ state, configuration }: AlarmChange, receivedAt: number): Interval {
  const configured = configuration?.metrics.find(({ metricStat }) => metricStat)?.metricStat?.period;
  const data = objectOf(state.reasonData);
  const periodMs = periodOf(data.period) ?? periodOf(configured);
  const start = breachingStart(data, periodMs);
  const rangAt = timeOf(state.timestamp) ?? receivedAt;
  return around(start, periodMs, rangAt);
}

/**
 * The same of a desktop in a shard's alarm. Its event has no `reasonData`: the datapoint stands only in the sentence. It
 * rings later than an alarm of its own where the shard had no place for it before.
 * @param receivedAt epoch ms, when the contributor's own time can't be read.
 */
export function disconnectedInShard(
  { state, configuration }: ContributorChange,
  receivedAt: number,
): Interval {
  const periodMs = periodOf(configuration?.metrics.find(({ period }) => period !== undefined)?.period);
  const rangAt = timeOf(state.timestamp) ?? receivedAt;
  const start = crossingIn(state.reason);
  // A sentence that names another time than one that the query looks back on has been read wrong.
  const isOne = start !== undefined && start >= rangAt - queriesLookBackMs;
  return around(isOne ? start : undefined, periodMs, rangAt);
}

function around(start: number | undefined, periodMs: number | undefined, rangAt: number): Interval {
  // A datapoint that begins after its alarm is none.
  if (start !== undefined && periodMs !== undefined && start <= rangAt) {
    const ends = start + periodMs;
    return { start, end: Math.max(ends, Math.min(rangAt, ends + valueStandsForMs)) };
  }
  return { start: rangAt - 2 * (periodMs ?? usualPeriodMs), end: rangAt };
}

/** `The most recent datapoint which crossed the threshold: [1.0 (01/12/25 13:37:00)]`, the day first, in UTC. */
function crossingIn(reason: string | undefined): number | undefined {
  const [, day, month, year, time] =
    /which crossed the threshold: \[[^()\]]*\((\d\d)\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d)\)\]/.exec(
      reason ?? '',
    ) ?? [];
  return year === undefined ? undefined : timeOf(`20${year}-${month}-${day}T${time}Z`);
}

/** Two shapes of `reasonData`: with `evaluatedDatapoints`, newest first, or only `startDate` and `recentDatapoints`, oldest first. */
function breachingStart(data: Fields, periodMs: number | undefined): number | undefined {
  const threshold = typeof data.threshold === 'number' ? data.threshold : 1;
  const breaches = (value: unknown) => typeof value === 'number' && value >= threshold;
  if (Array.isArray(data.evaluatedDatapoints)) {
    const starts = data.evaluatedDatapoints
      .filter(isFields)
      .filter(({ value }) => breaches(value))
      .map(({ timestamp }) => timeOf(timestamp))
      .filter((at) => at !== undefined);
    if (starts.length > 0) return Math.max(...starts);
  }
  const first = timeOf(data.startDate);
  if (first === undefined || periodMs === undefined || !Array.isArray(data.recentDatapoints))
    return undefined;
  const newest = data.recentDatapoints.findLastIndex(breaches);
  return newest < 0 ? undefined : first + newest * periodMs;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

function objectOf(json: string | undefined): Fields {
  if (json === undefined) return {};
  try {
    const value: unknown = JSON.parse(json);
    return isFields(value) ? value : {};
  } catch {
    // Free text instead of JSON: there is a fallback for an alarm without datapoints.
    return {};
  }
}

/** s to ms; a period lies between one second and a day. */
const periodOf = (seconds: unknown): number | undefined =>
  typeof seconds === 'number' && seconds >= 1 && seconds <= 86_400 ? seconds * 1000 : undefined;

/** CloudWatch writes `+0000`, which ISO 8601 does not have together with its other separators. */
function timeOf(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const at = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isFinite(at) ? at : undefined;
}
