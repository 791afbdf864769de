import {
  ConflictException,
  CreateScheduleCommand,
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  ResourceNotFoundException,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import type { OutgoingEvent } from '@cleandesk/contracts';
import { isSame, standing } from './standing.ts';

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

/**
 * One-shot timers on EventBridge Scheduler. A schedule deletes itself after it fired (`ActionAfterCompletion`). What this
 * process has just set it does not set again: see {@link standing}.
 */
export function timers(options: TimersOptions): Timers {
  const known = standing(options.clock);

  /** @returns when it fires */
  const create = async ({ name, dueAt, event }: TimerOrder): Promise<number> => {
    const firesAt = wholeSecond(Math.max(dueAt, options.clock.now() + options.shortestMs));
    await options.client.send(
      new CreateScheduleCommand({
        Name: name,
        GroupName: options.groupName,
        ScheduleExpression: expressionFor(firesAt),
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
    return firesAt;
  };

  const read = async (name: string): Promise<GetScheduleCommandOutput | undefined> => {
    try {
      return await options.client.send(new GetScheduleCommand({ Name: name, GroupName: options.groupName }));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  };

  /** @returns when the timer that stands now fires, as far as it says so; nothing when the one in the way has fired meanwhile. */
  const attempt = async (order: TimerOrder): Promise<{ firesAt: number | undefined } | undefined> => {
    try {
      return { firesAt: await create(order) };
    } catch (error) {
      if (!(error instanceof ConflictException)) throw error;
    }
    const found = await read(order.name);
    if (!found) return undefined;
    if (!isSame(eventOf(found), order.event)) throw new TimerTaken(order);
    return { firesAt: timeIn(found.ScheduleExpression) };
  };

  const set = async (order: TimerOrder): Promise<number | undefined> => {
    // The one in the way fired between the two calls. Its event may be ours or not; a timer that fires twice is
    // borne by who hears it, one that never fires is not, so it is set again.
    const stands = (await attempt(order)) ?? (await attempt(order));
    if (stands === undefined)
      throw new Error(`Timer ${order.name} could not be set: schedules of this name come and go`);
    return stands.firesAt;
  };

  return { set: (order) => known.orSet(order.name, order.event, () => set(order)) };
}

/** Rounded up: never before it is due. */
const wholeSecond = (dueAt: number): number => Math.ceil(dueAt / 1000) * 1000;

/** The expression has no offset, the time zone is given beside it. @param at whole seconds, in ms */
const expressionFor = (at: number): string => `at(${new Date(at).toISOString().slice(0, 19)})`;

/** Of an expression of ours, epoch ms. */
function timeIn(expression: string | undefined): number | undefined {
  const text = /^at\(([^)]*)\)$/.exec(expression ?? '')?.[1];
  const at = Date.parse(`${text}Z`);
  return Number.isNaN(at) ? undefined : at;
}

const eventOf = ({ Target: target }: GetScheduleCommandOutput): OutgoingEvent => ({
  source: target?.EventBridgeParameters?.Source ?? '',
  detailType: target?.EventBridgeParameters?.DetailType ?? '',
  detail: JSON.parse(target?.Input ?? 'null'),
});
