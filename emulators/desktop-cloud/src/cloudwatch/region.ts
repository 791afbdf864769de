import type { Clock, DerivedMetrics, EventSink } from '../kernel.ts';
import { Alarms } from './alarms.ts';
import { AlarmHistory } from './history.ts';
import { Metrics } from './metrics.ts';
import { type AlarmActionInvoker, Teller } from './teller.ts';

/** CloudWatch in one account and Region. */
export type Region = { metrics: Metrics; alarms: Alarms; history: AlarmHistory };

export function createRegion(
  owner: { accountId: string; region: string },
  parts: {
    clock: Clock;
    events: EventSink;
    actions?: AlarmActionInvoker | undefined;
    derived?: DerivedMetrics | undefined;
  },
): Region {
  const { derived } = parts;
  const metrics = new Metrics(
    derived && {
      derives: (namespace, name) => derived.derives(namespace, name),
      list: (wanted) => derived.list(wanted, owner),
      read: (identity, from, to) => derived.read(identity, from, to, owner),
      tagsOf: (identity) => derived.tagsOf(identity, owner),
    },
  );
  const history = new AlarmHistory();
  const teller = new Teller(owner, { ...parts, history });
  return { metrics, history, alarms: new Alarms(owner, { ...parts, metrics, teller, history }) };
}
