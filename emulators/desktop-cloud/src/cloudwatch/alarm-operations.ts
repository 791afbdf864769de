import type { CallContext, Operation } from '../kernel.ts';
import { pageOf, tokenIn } from '../sorted-pages.ts';
import type { Alarm } from './alarm.ts';
import { dimensionMap, readAlarm } from './configuring.ts';
import { describedAlarm } from './describing.ts';
import { metricKey } from './metrics.ts';
import { alarmNotFound, invalidToken, invalidValue, readInput, resourceNotFound } from './refusals.ts';
import type { Region } from './region.ts';
import {
  alarmNamesInput,
  describeAlarmsForMetricInput,
  describeAlarmsInput,
  setAlarmStateInput,
  taggedInput,
  tagInput,
  untagInput,
} from './shapes.ts';

export function alarmOperations(regionOf: (context: CallContext) => Region): [string, Operation][] {
  const alarmOfArn = (context: CallContext, arn: string): Alarm => {
    const name = /^arn:aws[a-z-]*:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(arn)?.[1];
    const alarm = name === undefined ? undefined : regionOf(context).alarms.get(name);
    if (alarm === undefined || alarm.arn !== arn) throw resourceNotFound(arn);
    return alarm;
  };

  const setActions =
    (enabled: boolean): Operation =>
    (input, context) => {
      const { alarms } = regionOf(context);
      for (const name of readInput(alarmNamesInput, input).AlarmNames) {
        const alarm = alarms.get(name);
        if (alarm !== undefined) alarms.setActions(alarm, enabled);
      }
    };

  return [
    [
      'PutMetricAlarm',
      (input, context) => {
        const { name, configuration, tags } = readAlarm(input);
        regionOf(context).alarms.put(name, configuration, tags);
      },
    ],
    [
      'DescribeAlarms',
      (input, context) => {
        const { AlarmTypes, MaxRecords = 50, NextToken, ...filter } = readInput(describeAlarmsInput, input);
        if (filter.AlarmNames !== undefined && filter.AlarmNamePrefix !== undefined) {
          throw invalidValue('AlarmNames and AlarmNamePrefix cannot be combined.');
        }
        const metricAlarms =
          AlarmTypes === undefined || AlarmTypes.length === 0 || AlarmTypes.includes('MetricAlarm');
        const { alarms } = regionOf(context);
        const { AlarmNames, AlarmNamePrefix = '' } = filter;
        // A hundred names are answered in one page, whatever the page size.
        const size = AlarmNames === undefined ? MaxRecords : 100;
        const [, from = ''] = [AlarmNamePrefix, tokenIn(NextToken, invalidToken)].sort();
        const candidates =
          AlarmNames === undefined
            ? // The one before this page, those of the page, and one that says whether there is a next one.
              alarms.firstFrom(from, size + 2, matching(filter))
            : [...new Set(AlarmNames)].sort().flatMap((name) => alarms.get(name) ?? []);
        const found = metricAlarms ? candidates.filter(matching(filter)) : [];
        const page = pageOf(found, (alarm) => alarm.name, size, NextToken, invalidToken);
        return {
          MetricAlarms: page.items.map(describedAlarm),
          CompositeAlarms: [],
          LogAlarms: [],
          NextToken: page.nextToken,
        };
      },
    ],
    [
      'DescribeAlarmsForMetric',
      (input, context) => {
        const given = readInput(describeAlarmsForMetricInput, input);
        const key = metricKey({
          namespace: given.Namespace,
          name: given.MetricName,
          dimensions: dimensionMap(given.Dimensions),
        });
        const found = regionOf(context)
          .alarms.forMetric(key)
          .filter(
            ({ configuration: { watch, period } }) =>
              watch.kind === 'metric' &&
              (given.Statistic ?? watch.statistic) === watch.statistic &&
              (given.Period ?? period) === period &&
              (given.Unit ?? watch.unit) === watch.unit,
          );
        return { MetricAlarms: found.map(describedAlarm) };
      },
    ],
    [
      'DeleteAlarms',
      // Names that do not exist are passed over: "the alarms you specify with correct names are still deleted".
      (input, context) => {
        const { alarms } = regionOf(context);
        for (const name of readInput(alarmNamesInput, input).AlarmNames) alarms.delete(name);
      },
    ],
    [
      'SetAlarmState',
      (input, context) => {
        const { AlarmName, StateValue, StateReason, StateReasonData } = readInput(setAlarmStateInput, input);
        const { alarms } = regionOf(context);
        const alarm = alarms.get(AlarmName);
        if (alarm === undefined) throw alarmNotFound(AlarmName);
        alarms.setState(alarm, StateValue, StateReason, StateReasonData);
      },
    ],
    ['EnableAlarmActions', setActions(true)],
    ['DisableAlarmActions', setActions(false)],
    [
      'ListTagsForResource',
      (input, context) => {
        const { tags } = alarmOfArn(context, readInput(taggedInput, input).ResourceARN);
        return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
      },
    ],
    [
      'TagResource',
      (input, context) => {
        const { ResourceARN, Tags } = readInput(tagInput, input);
        const alarm = alarmOfArn(context, ResourceARN);
        const tags = { ...alarm.tags, ...Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])) };
        if (Object.keys(tags).length > 50) throw invalidValue('A resource can have at most 50 tags.');
        alarm.tags = tags;
        return {};
      },
    ],
    [
      'UntagResource',
      (input, context) => {
        const { ResourceARN, TagKeys } = readInput(untagInput, input);
        const alarm = alarmOfArn(context, ResourceARN);
        alarm.tags = Object.fromEntries(Object.entries(alarm.tags).filter(([key]) => !TagKeys.includes(key)));
        return {};
      },
    ],
  ];
}

type Filter = Pick<
  ReturnType<typeof describeAlarmsInput.parse>,
  | 'AlarmNames'
  | 'AlarmNamePrefix'
  | 'StateValue'
  | 'ActionPrefix'
  | 'ChildrenOfAlarmName'
  | 'ParentsOfAlarmName'
>;

function matching(filter: Filter): (alarm: Alarm) => boolean {
  const names = filter.AlarmNames === undefined ? undefined : new Set(filter.AlarmNames);
  const { AlarmNamePrefix = '', StateValue, ActionPrefix } = filter;
  // Only composite alarms have children and parents, and there are none here.
  const related = filter.ChildrenOfAlarmName !== undefined || filter.ParentsOfAlarmName !== undefined;
  return ({ name, state, configuration }) =>
    !related &&
    (names === undefined || names.has(name)) &&
    name.startsWith(AlarmNamePrefix) &&
    (StateValue ?? state.value) === state.value &&
    (ActionPrefix === undefined ||
      [
        ...configuration.alarmActions,
        ...configuration.okActions,
        ...configuration.insufficientDataActions,
      ].some((action) => action.startsWith(ActionPrefix)));
}
