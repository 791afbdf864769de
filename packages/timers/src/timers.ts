import { isDeepStrictEqual } from 'node:util';
import {
  ConflictException,
  CreateScheduleCommand,
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  ResourceNotFoundException,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import type { OutgoingEvent } from '@cleandesk/contracts';

export type TimerOrder = {
  /** From {@link timerName}: the same timer has the same name, whoever sets it and however often. */
  name: string;
  /** epoch ms. */
  dueAt: number;
  /** What is published then. */
  event: OutgoingEvent;
};

export type Timers = {
  /**
   * Resolves when the timer stands. Setting it twice is success, also with another correlation id or due time: the
   * first one stays. It fires once or more, never before `dueAt`, and can't be taken back: a stale one is ignored by
   * who hears it.
   * @throws {TimerTaken} when the name stands for another event.
   */
  set(order: TimerOrder): Promise<void>;
};

/** Two different events under one timer name: a mistake in how names are made. The second one is not set. */
export class TimerTaken extends Error {
  override readonly name = 'TimerTaken';
  constructor(order: TimerOrder) {
    super(`Timer ${order.name} stands for another event than this ${order.event.detailType}`);
  }
}

export type TimersOptions = {
  client: SchedulerClient;
  /** Schedule group; its role and its quota are ours alone. */
  groupName: string;
  /** The event bus that timers end on. */
  busArn: string;
  /** Assumed by the Scheduler to put the event on the bus. */
  roleArn: string;
  /** Queue for events that the bus did not take within the Scheduler's retries (24 h by default). */
  deadLetterArn?: string;
  /** ms; nothing is set to fire sooner. The Scheduler works by the minute and refuses the past, so 60,000 on AWS. */
  shortestMs: number;
  clock: { now(): number };
};

/** One-shot timers on EventBridge Scheduler. A schedule deletes itself after it fired (`ActionAfterCompletion`). */
export function timers(options: TimersOptions): Timers {
  const create = ({ name, dueAt, event }: TimerOrder) =>
    options.client.send(
      new CreateScheduleCommand({
        Name: name,
        GroupName: options.groupName,
        ScheduleExpression: expressionFor(Math.max(dueAt, options.clock.now() + options.shortestMs)),
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: options.busArn,
          RoleArn: options.roleArn,
          EventBridgeParameters: { Source: event.source, DetailType: event.detailType },
          Input: JSON.stringify(event.detail),
          ...(options.deadLetterArn === undefined
            ? {}
            : { DeadLetterConfig: { Arn: options.deadLetterArn } }),
        },
      }),
    );

  const standing = async (name: string): Promise<GetScheduleCommandOutput | undefined> => {
    try {
      return await options.client.send(new GetScheduleCommand({ Name: name, GroupName: options.groupName }));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  };

  /** @returns whether the timer stands; false when the one that was in the way has fired meanwhile. */
  const attempt = async (order: TimerOrder): Promise<boolean> => {
    try {
      await create(order);
      return true;
    } catch (error) {
      if (!(error instanceof ConflictException)) throw error;
    }
    const found = await standing(order.name);
    if (!found) return false;
    if (!isSameEvent(found, order.event)) throw new TimerTaken(order);
    return true;
  };

  return {
    async set(order) {
      // The one in the way fired between the two calls. Its event may be ours or not; a timer that fires twice is
      // borne by who hears it, one that never fires is not, so it is set again.
      if ((await attempt(order)) || (await attempt(order))) return;
      throw new Error(`Timer ${order.name} could not be set: schedules of this name come and go`);
    },
  };
}

/** Whole seconds, rounded up: never before it is due. The expression has no offset, the time zone is given beside it. */
const expressionFor = (dueAt: number): string =>
  `at(${new Date(Math.ceil(dueAt / 1000) * 1000).toISOString().slice(0, 19)})`;

function isSameEvent({ Target: target }: GetScheduleCommandOutput, event: OutgoingEvent): boolean {
  return (
    target?.EventBridgeParameters?.Source === event.source &&
    target.EventBridgeParameters.DetailType === event.detailType &&
    isDeepStrictEqual(
      withoutCorrelation(JSON.parse(target.Input ?? 'null')),
      withoutCorrelation(wire(event.detail)),
    )
  );
}

const wire = (detail: unknown): unknown => JSON.parse(JSON.stringify(detail));

/** A signal that came twice under two event ids (a re-executed alarm) sets the same timer, with another correlation id. */
function withoutCorrelation(detail: unknown): unknown {
  if (typeof detail !== 'object' || detail === null) return detail;
  return Object.fromEntries(Object.entries(detail).filter(([key]) => key !== 'correlationId'));
}
