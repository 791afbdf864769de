import { VirtualClock } from '../../src/clock.ts';
import type { MessageOptions, TargetInvoker } from '../../src/kernel.ts';
import { createScheduler, type Scheduler } from '../../src/scheduler/index.ts';

export const account = { accountId: '000000000000', region: 'eu-central-1' };
export const busArn = 'arn:aws:events:eu-central-1:000000000000:event-bus/cleandesk';
export const functionArn = 'arn:aws:lambda:eu-central-1:000000000000:function:watch';
export const queueArn = 'arn:aws:sqs:eu-central-1:000000000000:inbox';
export const roleArn = 'arn:aws:iam::000000000000:role/timers';

type Delivered =
  | { to: 'bus'; arn: string; at: number; source: string; detailType: string; detail: string }
  | { to: 'function'; arn: string; at: number; payload: string }
  | { to: 'queue'; arn: string; at: number; body: string; options?: MessageOptions | undefined };

/** Takes what Scheduler delivers; refuses as often as it is told to. */
export class Targets implements TargetInvoker {
  readonly delivered: Delivered[] = [];
  refusals = 0;
  attempts = 0;
  readonly #now: () => number;
  constructor(now: () => number) {
    this.#now = now;
  }
  putEvent(arn: string, event: { source: string; detailType: string; detail: string }): Promise<void> {
    return this.#take({ to: 'bus', arn, at: this.#now(), ...event });
  }
  invokeFunction(arn: string, payload: string): Promise<void> {
    return this.#take({ to: 'function', arn, at: this.#now(), payload });
  }
  async sendMessage(arn: string, body: string, options?: MessageOptions): Promise<void> {
    // A dead-letter queue takes what the target refuses.
    if (options?.attributes === undefined)
      return this.#take({ to: 'queue', arn, at: this.#now(), body, options });
    this.delivered.push({ to: 'queue', arn, at: this.#now(), body, options });
  }
  async #take(delivered: Delivered): Promise<void> {
    this.attempts += 1;
    if (this.refusals > 0) {
      this.refusals -= 1;
      throw new Error('the target is out of order');
    }
    this.delivered.push(delivered);
  }
}

/** 2026-11-21T05:00:00Z. */
export const start = Date.UTC(2026, 10, 21, 5);

export function stand(options: { store?: string; clock?: VirtualClock } = {}) {
  const clock = options.clock ?? new VirtualClock(start);
  const targets = new Targets(() => clock.now());
  const scheduler = createScheduler({ clock, invoker: targets, store: options.store });
  return { clock, targets, scheduler, call: caller(scheduler) };
}

/** Speaks REST JSON to the scheduler, as an SDK does. */
export function caller(scheduler: Scheduler, owner = account) {
  return async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, unknown>; error: string | undefined }> => {
    const [plainPath = '', query = ''] = path.split('?');
    const answer = await scheduler.handle(
      {
        method,
        path: plainPath,
        query: new URLSearchParams(query),
        headers: {},
        body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
      },
      { ...owner, caller: 'test', requestId: 'r-1' },
    );
    return {
      status: answer.status,
      body: JSON.parse(answer.body.toString()),
      error: answer.headers['x-amzn-errortype'],
    };
  };
}

export function oneShot(at: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ScheduleExpression: `at(${new Date(at).toISOString().slice(0, 19)})`,
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: busTarget(),
    ...more,
  };
}

export function busTarget(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Arn: busArn,
    RoleArn: roleArn,
    Input: '{"seat":"s-1"}',
    EventBridgeParameters: { DetailType: 'GraceElapsed.v1', Source: 'cleandesk.rebuild-service' },
    ...more,
  };
}
