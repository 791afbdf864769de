import type { Clock, EventSink } from '../kernel.ts';
import { type AlarmActionInvoker, Alarms } from './alarms.ts';
import { Metrics } from './metrics.ts';

/** CloudWatch in one account and Region. */
export type Region = { metrics: Metrics; alarms: Alarms };

export function createRegion(
  owner: { accountId: string; region: string },
  parts: { clock: Clock; events: EventSink; actions?: AlarmActionInvoker | undefined },
): Region {
  const metrics = new Metrics();
  return { metrics, alarms: new Alarms(owner, { ...parts, metrics }) };
}
