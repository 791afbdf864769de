import type { CallContext, Clock, Operation } from '../kernel.ts';
import type { Inputs, OperationName, Outputs } from '../service-model/generated/cloudwatch.ts';
import { pageOf } from '../sorted-pages.ts';
import type { HistoryEntry } from './history.ts';
import { model } from './model.ts';
import { invalidToken, resourceNotFound, validationError } from './refusals.ts';
import type { Region } from './region.ts';

/** Choice: AWS names no size of these pages. */
const contributorsPerPage = 50;

/** What happened to alarms, and what the series of their queries are up to. */
export function historyOperations(
  regionOf: (context: CallContext) => Region,
  clock: Clock,
): [string, Operation][] {
  return [
    operation('DescribeAlarmHistory', (input, context) => {
      const { AlarmName, AlarmContributorId: id, HistoryItemType: type, MaxRecords = 100 } = input;
      checkContributor(input);
      const metricAlarms = input.AlarmTypes === undefined || input.AlarmTypes.includes('MetricAlarm');
      const from = input.StartDate?.getTime() ?? Number.NEGATIVE_INFINITY;
      const to = input.EndDate?.getTime() ?? Number.POSITIVE_INFINITY;
      const ofContributors = id !== undefined || (type !== undefined && isOfContributor(type));
      const found = regionOf(context)
        .history.list(clock.now())
        .filter(
          (entry) =>
            metricAlarms &&
            (AlarmName ?? entry.alarmName) === entry.alarmName &&
            (type ?? entry.type) === entry.type &&
            // Who names neither is told of the alarm itself.
            isOfContributor(entry.type) === ofContributors &&
            (id ?? entry.contributor?.id) === entry.contributor?.id &&
            entry.at >= from &&
            entry.at <= to,
        );
      const descending = input.ScanBy !== 'TimestampAscending';
      if (descending) found.reverse();
      const keyOf = ({ number }: HistoryEntry): string =>
        String(descending ? Number.MAX_SAFE_INTEGER - number : number).padStart(16, '0');
      const page = pageOf(found, keyOf, MaxRecords, input.NextToken, invalidToken);
      return { AlarmHistoryItems: page.items.map(item), NextToken: page.nextToken };
    }),
    operation('DescribeAlarmContributors', ({ AlarmName, NextToken }, context) => {
      const alarm = regionOf(context).alarms.get(AlarmName);
      if (alarm === undefined) throw resourceNotFound(AlarmName);
      const contributors = Array.from(alarm.contributors, ([id, contributor]) => ({ id, contributor })).sort(
        (a, b) => (a.id < b.id ? -1 : 1),
      );
      const page = pageOf(contributors, ({ id }) => id, contributorsPerPage, NextToken, invalidToken);
      return {
        AlarmContributors: page.items.map(({ id, contributor }) => ({
          ContributorId: id,
          ContributorAttributes: contributor.attributes,
          StateReason: contributor.reason,
          StateTransitionedTimestamp: new Date(contributor.since),
        })),
        NextToken: page.nextToken,
      };
    }),
  ];
}

/** An operation whose input is read by AWS's own model. */
function operation<Name extends OperationName>(
  name: Name,
  run: (input: Inputs[Name], context: CallContext) => Outputs[Name],
): [string, Operation] {
  return [name, (input, context) => run(model.read(name, input, 'ValidationError'), context)];
}

/** The sentences are those of AWS. */
function checkContributor({
  AlarmName,
  AlarmContributorId,
  AlarmTypes,
  HistoryItemType,
}: Inputs['DescribeAlarmHistory']): void {
  const wanted = HistoryItemType !== undefined && isOfContributor(HistoryItemType);
  if (AlarmContributorId === undefined && !wanted) return;
  if (AlarmName === undefined) {
    throw validationError('Alarm name must be provided to query history for alarm contributors.');
  }
  if (HistoryItemType !== undefined && !wanted) {
    throw validationError(`${HistoryItemType} is not supported history item type for alarm contributor.`);
  }
  if (AlarmTypes?.includes('CompositeAlarm') === true) {
    throw validationError('Alarm contributor history cannot be requested for composite alarm type.');
  }
}

const isOfContributor = (type: string): boolean => type.startsWith('AlarmContributor');

/** AWS writes at most 4095 characters of data; what is longer ends there. */
const mostData = 4_095;

const item = ({ alarmName, contributor, at, type, summary, data }: HistoryEntry) => ({
  AlarmName: alarmName,
  AlarmContributorId: contributor?.id,
  AlarmType: 'MetricAlarm' as const,
  Timestamp: new Date(at),
  HistoryItemType: type,
  HistorySummary: summary.slice(0, 255),
  HistoryData: JSON.stringify(data()).slice(0, mostData),
  AlarmContributorAttributes: contributor?.attributes,
});
