import type { Shapes } from '../service-model/generated/cloudwatch.ts';
import { lowerCamel } from '../validation.ts';
import type { Alarm, AlarmConfiguration, AlarmState } from './alarm.ts';
import type { ContributorChange } from './contributors.ts';
import { describedSource } from './describing.ts';
import { offsetTime } from './reasons.ts';

/** Kept after the alarm is deleted, too. Source: CloudWatch User Guide (2023), "two weeks"; a newer text says 30 days. */
const keptMs = 14 * 86_400_000;
/** Choice: above it the oldest are forgotten, so that a large fleet can run for a year. */
const most = 100_000;

type ItemType = Shapes['HistoryItemType'];

/** Something that happened to an alarm. What is told of it is written when somebody asks: most is never read. */
type Entry = {
  /** Counts up: pages are cut along it. */
  number: number;
  at: number;
  alarmName: string;
  type: ItemType;
  contributor?: { id: string; attributes: Readonly<Record<string, string>> } | undefined;
  summary: string;
  data: () => unknown;
};

/** What happened to the alarms of one account and Region. */
export class AlarmHistory {
  private entries: Entry[] = [];
  private next = 1;

  configured(at: number, alarm: Alarm, change: 'created' | 'updated' | 'deleted'): void {
    const type = { created: 'Create', updated: 'Update', deleted: 'Delete' }[change];
    const { name, arn, configuration, configuredAt, state } = alarm;
    this.add(at, name, 'ConfigurationUpdate', `Alarm "${name}" ${change}`, () => ({
      version: '1.0',
      type,
      [`${change}Alarm`]: toldConfiguration({ name, arn, configuration, configuredAt, state }),
    }));
  }

  changed(alarm: Alarm, previous: AlarmState): void {
    const { name, state } = alarm;
    this.add(
      state.since,
      name,
      'StateUpdate',
      `Alarm updated from ${previous.value} to ${state.value}`,
      () => ({ version: '1.0', oldState: told(previous), newState: told(state) }),
    );
  }

  contributorChanged({ name }: Alarm, { id, value, contributor }: ContributorChange): void {
    this.add(
      contributor.since,
      name,
      'AlarmContributorStateUpdate',
      `Contributor state updated to ${value}`,
      () => ({ version: '1.0', newState: { stateValue: value, stateReason: contributor.reason } }),
      { id, attributes: contributor.attributes },
    );
  }

  /** `error`: what the action was refused with. */
  acted(
    at: number,
    { name }: Alarm,
    action: { arn: string; changedAt: number; message: string; error?: unknown },
    contributor?: Entry['contributor'],
  ): void {
    const done = action.error === undefined;
    const { arn, changedAt, message, error } = action;
    this.add(
      at,
      name,
      contributor === undefined ? 'Action' : 'AlarmContributorAction',
      done ? `Successfully executed action ${arn}` : `Failed to execute action ${arn}`,
      () => ({
        actionState: done ? 'Succeeded' : 'Failed',
        stateUpdateTimestamp: changedAt,
        notificationResource: arn,
        ...(done ? { publishedMessage: message } : { error: String(error) }),
      }),
      contributor,
    );
  }

  /** As they happened. */
  list(now: number): readonly Entry[] {
    this.forget(now);
    return this.entries;
  }

  private add(
    at: number,
    alarmName: string,
    type: ItemType,
    summary: string,
    data: () => unknown,
    contributor?: Entry['contributor'],
  ): void {
    this.entries.push({ number: this.next, at, alarmName, type, summary, data, contributor });
    this.next += 1;
    // In slices: shifting each time would move all the others.
    if (this.entries.length > 1.1 * most) this.forget(at);
  }

  private forget(now: number): void {
    const first = this.entries.findIndex(({ at }) => at >= now - keptMs);
    const old = first < 0 ? this.entries.length : first;
    this.entries = this.entries.slice(Math.max(old, this.entries.length - most));
  }
}

export type { Entry as HistoryEntry };

function told({ value, reason, reasonData }: AlarmState): Record<string, unknown> {
  return {
    stateValue: value,
    stateReason: reason,
    ...(reasonData === undefined ? {} : { stateReasonData: parsed(reasonData) }),
  };
}

/** Reason data that somebody set by hand can be any text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** As CloudWatch writes an alarm into its history: members in lower case, `okactions` too. */
function toldConfiguration(alarm: {
  name: string;
  arn: string;
  configuration: AlarmConfiguration;
  configuredAt: number;
  state: AlarmState;
}): Record<string, unknown> {
  const { configuration, state } = alarm;
  return {
    alarmName: alarm.name,
    alarmDescription: configuration.description,
    alarmArn: alarm.arn,
    alarmConfigurationUpdatedTimestamp: offsetTime(alarm.configuredAt),
    ...lowerCamel(describedSource(alarm)),
    threshold: configuration.threshold,
    comparisonOperator: configuration.comparison,
    evaluationPeriods: configuration.evaluationPeriods,
    datapointsToAlarm: configuration.datapointsToAlarm,
    treatMissingData: configuration.treatMissingData,
    stateValue: state.value,
    stateUpdatedTimestamp: offsetTime(state.since),
    actionsEnabled: configuration.actionsEnabled,
    alarmActions: configuration.alarmActions,
    insufficientDataActions: configuration.insufficientDataActions,
    okactions: configuration.okActions,
  };
}
