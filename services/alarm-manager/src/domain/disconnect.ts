import type { alarmStateChange, DetailOf } from '@cleandesk/contracts';
import { desktopOfAlarm } from './alarm.ts';

export type AlarmChange = DetailOf<typeof alarmStateChange>;
/** epoch ms. */
export type Interval = { start: number; end: number };

/** When an alarm's event says nothing of its period: that of the seed's alarms. */
const usualPeriodMs = 300_000;

/** @returns the desktop that the alarm watches: its dimension, or else its name; undefined for an alarm of something else. */
export function desktopOf({ alarmName, configuration }: AlarmChange): string | undefined {
  const dimensions = configuration?.metrics.map(
    ({ metricStat }) => metricStat?.metric.dimensions.WorkspaceId,
  );
  return dimensions?.find((workspaceId) => workspaceId !== undefined) ?? desktopOfAlarm(alarmName);
}

/**
 * The interval in which the connection was closed: that of the breaching datapoint, and of the newest one if there are
 * several. The alarm itself lies minutes later, so its time would make a login in between look like one before it.
 * The end is the end of the datapoint, also when the alarm came before that: what happens in the rest of the interval
 * counts into the same datapoint and rings no second time, so a login there must not make the disconnect old news.
 *
 * Without a readable datapoint it is [time of the alarm − 2 periods, time of the alarm]. Whoever left, left before the alarm
 * rang, and a datapoint is evaluated within a period after its end, so the disconnect lies in there. Wide is the careful side: a
 * login inside is looked into, not believed to be after.
 * @param receivedAt epoch ms, when the alarm's own time can't be read either.
 */
export function disconnectedIn({ state, configuration }: AlarmChange, receivedAt: number): Interval {
  const configured = configuration?.metrics.find(({ metricStat }) => metricStat)?.metricStat?.period;
  const data = objectOf(state.reasonData);
  const periodMs = periodOf(data.period) ?? periodOf(configured);
  const start = breachingStart(data, periodMs);
  const rangAt = timeOf(state.timestamp) ?? receivedAt;
  // A datapoint that begins after its alarm is none.
  if (start !== undefined && periodMs !== undefined && start <= rangAt)
    return { start, end: start + periodMs };
  return { start: rangAt - 2 * (periodMs ?? usualPeriodMs), end: rangAt };
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
