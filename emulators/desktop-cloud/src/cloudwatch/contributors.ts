import type { AlarmConfiguration, Contributor, StateValue } from './alarm.ts';
import { datapointsIn, judge } from './evaluation.ts';
import type { Selected } from './insights/selection.ts';
import { contributorReason, noDataReason } from './reasons.ts';

/** At most so many contributors are in ALARM at a time. Source: CloudWatch User Guide, "Limits" of alarms. */
export const mostInAlarm = 100;

/** A contributor came into ALARM, or back to OK. */
export type ContributorChange = { id: string; value: 'OK' | 'ALARM'; contributor: Contributor };

/** What an evaluation found of all series of a query. */
export type Contributions = {
  contributors: ReadonlyMap<string, Contributor>;
  changes: ContributorChange[];
  /** How many series breach, also those beyond the limit. */
  alarming: number;
  series: number;
};

/**
 * Judges each series as an alarm of its own would be judged; what is neither OK nor ALARM is OK. A series that is no
 * longer returned goes to OK. Of more than a hundred that breach those that are in ALARM stay, and the first in the
 * query's order join them: which ones AWS leaves out is not documented.
 */
export function contribute(
  series: readonly Selected[],
  standing: ReadonlyMap<string, Contributor>,
  configuration: AlarmConfiguration,
  { end, now }: { end: number; now: number },
): Contributions {
  const judged = series.map(({ id, attributes, periods }) => {
    const verdict = judge(
      datapointsIn(end, configuration, (from) => periods.get(from)),
      configuration,
    );
    const keeps = standing.has(id) ? 'ALARM' : 'OK';
    const value = (verdict.value ?? keeps) === 'ALARM' ? ('ALARM' as const) : ('OK' as const);
    return { id, attributes, verdict, value };
  });
  const breaching = judged.filter(({ value }) => value === 'ALARM');
  const [staying, joining] = [true, false].map((stood) =>
    breaching.filter(({ id }) => standing.has(id) === stood),
  );
  const contributors = new Map<string, Contributor>();
  const changes: ContributorChange[] = [];
  for (const { id, attributes, verdict } of [...(staying ?? []), ...(joining ?? [])].slice(0, mostInAlarm)) {
    const stood = standing.get(id);
    if (stood !== undefined) {
      contributors.set(id, stood);
      continue;
    }
    const reason = contributorReason('ALARM', verdict, configuration);
    const contributor = { attributes, reason, since: now };
    contributors.set(id, contributor);
    changes.push({ id, value: 'ALARM', contributor });
  }
  for (const [id, { attributes }] of standing) {
    if (contributors.has(id)) continue;
    const verdict = judged.find((one) => one.id === id)?.verdict;
    const reason = verdict === undefined ? noDataReason : contributorReason('OK', verdict, configuration);
    changes.push({ id, value: 'OK', contributor: { attributes, reason, since: now } });
  }
  return { contributors, changes, alarming: breaching.length, series: series.length };
}

/**
 * What a whole query's state is.
 * @returns nothing where the alarm keeps the state that it has
 */
export function stateOf(
  { alarming, series }: Contributions,
  { treatMissingData = 'missing' }: AlarmConfiguration,
): StateValue | undefined {
  if (series > 0) return alarming > 0 ? 'ALARM' : 'OK';
  switch (treatMissingData) {
    case 'missing':
      return 'INSUFFICIENT_DATA';
    case 'breaching':
      return 'ALARM';
    case 'notBreaching':
      return 'OK';
    case 'ignore':
      return undefined;
  }
  return treatMissingData satisfies never;
}
