import { randomUUID } from 'node:crypto';
import type { Clock, TargetInvoker } from '../kernel.ts';
import { type Schedule, scheduleArn } from './records.ts';

/** Deliveries under way at one time; more wait their turn, so that 10,000 timers of one second don't drown a target. */
const atOnce = 50;
const defaultAttempts = 185;
const defaultAgeSeconds = 86_400;
/** 1 s, 2 s, 4 s … up to 5 min between attempts. AWS says "exponential backoff" and no numbers. */
const backoffMs = (attempt: number): number => Math.min(1_000 * 2 ** attempt, 300_000);

type Delivery = {
  schedule: Schedule;
  dueAt: number;
  executionId: string;
  /** Retries made so far. */
  retries: number;
  /** Called once, when the target took it or it was given up. */
  settled: () => void;
};

/** Hands payloads to targets, tries again as the retry policy says, and gives up to the dead-letter queue. */
export class Deliveries {
  readonly #clock: Clock;
  readonly #invoker: TargetInvoker;
  readonly #waiting: Delivery[] = [];
  #running = 0;
  #closed = false;
  /** Counted for `/_control/state`: what neither the target nor the dead-letter queue took. */
  lost = 0;

  constructor(clock: Clock, invoker: TargetInvoker) {
    this.#clock = clock;
    this.#invoker = invoker;
  }

  /** @param settled called once, when the target took the payload or the delivery was given up */
  start(schedule: Schedule, dueAt: number, settled: () => void): void {
    this.#enqueue({ schedule, dueAt, executionId: randomUUID(), retries: 0, settled });
  }

  /** What is under way may end; nothing more is begun. */
  close(): void {
    this.#closed = true;
    this.#waiting.length = 0;
  }

  #enqueue(delivery: Delivery): void {
    if (this.#closed) return;
    this.#waiting.push(delivery);
    this.#next();
  }

  #next(): void {
    if (this.#running >= atOnce) return;
    const delivery = this.#waiting.shift();
    if (delivery === undefined) return;
    this.#running += 1;
    void this.#attempt(delivery).finally(() => {
      this.#running -= 1;
      this.#next();
    });
  }

  async #attempt(delivery: Delivery): Promise<void> {
    try {
      await this.#invoke(delivery);
    } catch (error) {
      await this.#refused(delivery, error);
      return;
    }
    if (!this.#closed) delivery.settled();
  }

  #invoke(delivery: Delivery): Promise<void> {
    const { Arn, EventBridgeParameters, SqsParameters } = delivery.schedule.definition.Target;
    const payload = payloadOf(delivery);
    if (EventBridgeParameters !== undefined) {
      const { DetailType, Source } = EventBridgeParameters;
      return this.#invoker.putEvent(Arn, { source: Source, detailType: DetailType, detail: payload });
    }
    if (serviceOf(Arn) === 'sqs') {
      const groupId = SqsParameters?.MessageGroupId;
      return this.#invoker.sendMessage(Arn, payload, groupId === undefined ? undefined : { groupId });
    }
    return this.#invoker.invokeFunction(Arn, payload);
  }

  async #refused(delivery: Delivery, error: unknown): Promise<void> {
    if (this.#closed) return;
    const policy = delivery.schedule.definition.Target.RetryPolicy;
    const retryAt = this.#clock.now() + backoffMs(delivery.retries);
    const expiresAt = delivery.dueAt + (policy?.MaximumEventAgeInSeconds ?? defaultAgeSeconds) * 1_000;
    if (delivery.retries >= (policy?.MaximumRetryAttempts ?? defaultAttempts)) {
      await this.#giveUp(delivery, error, 'MaximumRetryAttempts');
    } else if (retryAt > expiresAt) {
      await this.#giveUp(delivery, error, 'MaximumEventAgeInSeconds');
    } else {
      this.#clock.at(retryAt, () => this.#enqueue({ ...delivery, retries: delivery.retries + 1 }));
    }
  }

  /** Attributes as AWS sets them. Source: EventBridge Scheduler User Guide, "Configuring a schedule's dead-letter queue". */
  async #giveUp(delivery: Delivery, error: unknown, condition: string): Promise<void> {
    const { schedule, dueAt, executionId, retries } = delivery;
    const queue = schedule.definition.Target.DeadLetterConfig?.Arn;
    try {
      if (queue === undefined) this.lost += 1;
      else {
        await this.#invoker.sendMessage(queue, payloadOf(delivery), {
          attributes: {
            ERROR_CODE: error instanceof Error ? error.name : 'Error',
            ERROR_MESSAGE: error instanceof Error ? error.message : String(error),
            EXECUTION_ID: executionId,
            EXHAUSTED_RETRY_CONDITION: condition,
            IS_PAYLOAD_TRUNCATED: 'false',
            RETRY_ATTEMPTS: String(retries),
            SCHEDULED_TIME: isoSeconds(dueAt),
            SCHEDULE_ARN: scheduleArn(schedule),
            TARGET_ARN: schedule.definition.Target.Arn,
          },
        });
      }
    } catch (deadLetterError) {
      this.lost += 1;
      console.error(
        `scheduler: dead-letter queue ${queue} refused ${scheduleArn(schedule)}:`,
        deadLetterError,
      );
    }
    if (!this.#closed) delivery.settled();
  }
}

/** The service of an ARN: `events`, `lambda`, `sqs`. */
export const serviceOf = (arn: string): string => arn.split(':')[2] ?? '';

/**
 * `Input` with AWS's context attributes filled in; without one, what AWS sends to a function or a queue.
 * Source: EventBridge Scheduler User Guide, "Adding context attributes".
 */
function payloadOf({ schedule, dueAt, executionId, retries }: Delivery): string {
  const { Input, EventBridgeParameters } = schedule.definition.Target;
  if (Input === undefined)
    return EventBridgeParameters === undefined ? defaultPayload(schedule, dueAt) : '{}';
  return Input.replaceAll('<aws.scheduler.schedule-arn>', scheduleArn(schedule))
    .replaceAll('<aws.scheduler.scheduled-time>', isoSeconds(dueAt))
    .replaceAll('<aws.scheduler.execution-id>', executionId)
    .replaceAll('<aws.scheduler.attempt-number>', String(retries + 1));
}

function defaultPayload(schedule: Schedule, dueAt: number): string {
  return JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: schedule.accountId,
    time: isoSeconds(dueAt),
    region: schedule.region,
    resources: [scheduleArn(schedule)],
    detail: '{}',
  });
}

function isoSeconds(ms: number): string {
  return new Date(Math.floor(ms / 1_000) * 1_000).toISOString().replace('.000Z', 'Z');
}
