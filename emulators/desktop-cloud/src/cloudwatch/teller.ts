import type { Clock, EventSink } from '../kernel.ts';
import type { Alarm, AlarmConfiguration, AlarmState, StateValue } from './alarm.ts';
import type { ContributorChange } from './contributors.ts';
import type { AlarmHistory } from './history.ts';
import { contributorEvent, notification, stateChangeEvent } from './state-change.ts';

/** Tells people of a state change. Rejects when the topic refused. */
export type AlarmActionInvoker = {
  publish(topicArn: string, notification: { subject: string; message: string }): Promise<void>;
};

/** Tells the world of what became of alarms: events, actions, history. */
export class Teller {
  private readonly owner: { accountId: string; region: string };
  private readonly clock: Clock;
  private readonly events: EventSink;
  private readonly history: AlarmHistory;
  private readonly actions: AlarmActionInvoker | undefined;

  constructor(
    owner: { accountId: string; region: string },
    parts: {
      clock: Clock;
      events: EventSink;
      history: AlarmHistory;
      actions?: AlarmActionInvoker | undefined;
    },
  ) {
    this.owner = owner;
    this.clock = parts.clock;
    this.events = parts.events;
    this.history = parts.history;
    this.actions = parts.actions;
  }

  /**
   * The alarm's own state. Only a change of its value says something: an alarm that stays in ALARM does not fire again.
   * Another reason is noted; that a query returns more than is looked at is an event, too.
   */
  enter(alarm: Alarm, state: AlarmState): void {
    const previous = alarm.state;
    alarm.state = state;
    this.history.changed(alarm, previous);
    const changed = previous.value !== state.value;
    const isCutNow = state.isPartial === true && previous.isPartial !== true;
    if (changed || isCutNow) this.events.emit(stateChangeEvent(alarm, previous), this.owner);
    // Of an alarm with contributors it is they who act.
    if (!changed || hasContributors(alarm.configuration)) return;
    this.act(alarm, { ...state, previous: previous.value });
  }

  /** A series of the alarm's query: also while the alarm itself stays as it is. */
  tell(alarm: Alarm, change: ContributorChange): void {
    this.history.contributorChanged(alarm, change);
    this.events.emit(contributorEvent(alarm, change), this.owner);
    const { id, value, contributor } = change;
    const previous = value === 'ALARM' ? 'OK' : 'ALARM';
    this.act(
      alarm,
      { value, reason: contributor.reason, since: contributor.since, previous },
      { id, attributes: contributor.attributes },
    );
  }

  private act(
    alarm: Alarm,
    told: { value: StateValue; reason: string; since: number; previous: StateValue },
    contributor?: { id: string; attributes: Readonly<Record<string, string>> },
  ): void {
    const { configuration } = alarm;
    if (this.actions === undefined || !configuration.actionsEnabled) return;
    const arns = actionsFor(told.value, configuration).filter((arn) => arn.includes(':sns:'));
    if (arns.length === 0) return;
    const message = notification(alarm, told, contributor);
    for (const arn of arns) void this.publish(arn, alarm, told.since, message, contributor);
  }

  private async publish(
    arn: string,
    alarm: Alarm,
    changedAt: number,
    message: { subject: string; message: string },
    contributor?: { id: string; attributes: Readonly<Record<string, string>> },
  ): Promise<void> {
    const refused = await this.actions?.publish(arn, message).then(
      () => undefined,
      (error: unknown) => {
        console.error(`cloudwatch: ${arn} refused the notification of ${alarm.name}:`, error);
        return { error };
      },
    );
    const action = { arn, changedAt, message: message.message, ...refused };
    this.history.acted(this.clock.now(), alarm, action, contributor);
  }
}

const hasContributors = ({ watch }: AlarmConfiguration): boolean =>
  watch.kind === 'query' && watch.query.groupBy.length > 0;

function actionsFor(value: StateValue, configuration: AlarmConfiguration): readonly string[] {
  switch (value) {
    case 'ALARM':
      return configuration.alarmActions;
    case 'OK':
      return configuration.okActions;
    case 'INSUFFICIENT_DATA':
      return configuration.insufficientDataActions;
  }
  return value satisfies never;
}
