import type { Handler } from '@cleandesk/lambda';
import type { SQSRecord } from 'aws-lambda';
import type { Chance } from '../../../services/rebuild-service/test/laws/chance.ts';
import type { Message, Queue } from '../bus/queue.ts';
import type { Tally } from '../tally.ts';
import type { VirtualTime } from '../time/virtual-time.ts';
import { Life } from './line.ts';

export type FunctionRules = {
  name: string;
  timeoutMs: number;
  batchSize: number;
  /** ms that a batch is gathered for. */
  batchWindowMs: number;
  concurrency: number;
};

/** One process of the function: cold started once, then invoked again and again. */
type Process = { life: Life; handler: Handler; version: number };

/**
 * A function behind its queue. At most so many invocations at once; a process that was killed, or whose code or
 * environment was replaced, is not used again.
 */
export class DeployedFunction {
  readonly #tools: { time: VirtualTime; chance: Chance; tally: Tally };
  readonly #rules: FunctionRules;
  readonly #queue: Queue;
  readonly #start: (life: Life) => Handler;
  #idle: Process[] = [];
  #running = 0;
  #gathering = false;
  #version = 0;

  constructor(
    tools: { time: VirtualTime; chance: Chance; tally: Tally },
    rules: FunctionRules,
    queue: Queue,
    start: (life: Life) => Handler,
  ) {
    this.#tools = tools;
    this.#rules = rules;
    this.#queue = queue;
    this.#start = start;
    queue.wake = () => this.#gather();
  }

  get isRunning(): boolean {
    return this.#running > 0;
  }

  /** New code, or a new environment: invocations under way end on the old one. */
  deploy(): void {
    this.#version += 1;
    this.#idle = [];
  }

  #gather(): void {
    if (this.#gathering || this.#running >= this.#rules.concurrency || this.#queue.visible === 0) return;
    this.#gathering = true;
    const { time, chance } = this.#tools;
    time.after(this.#rules.batchWindowMs + chance.between(5, 50), () => {
      this.#gathering = false;
      // A poller may have hold of one shard of the queue only.
      const most = chance.happens(0.1) ? 1 : this.#rules.batchSize;
      const messages = this.#queue.receive(most);
      if (messages.length > 0) this.#invoke(messages);
      this.#gather();
    });
  }

  #invoke(messages: readonly Message[]): void {
    const { time, tally } = this.#tools;
    const process = this.#idle.pop() ?? this.#coldStart();
    const { life } = process;
    const begun = time.now();
    const endsAt = begun + this.#rules.timeoutMs;
    life.endsAt = endsAt;
    this.#running += 1;
    let isOver = false;
    const over = () => {
      if (isOver) return;
      isOver = true;
      this.#running -= 1;
      this.ended(time.now() - begun);
      cancel();
      this.#gather();
    };
    const cancel = time.at(endsAt, () => {
      tally.count('time-out', 1, this.#rules.name);
      life.end();
    });
    life.whenOver = over;
    const event = { Records: messages.map(recordOf) };
    process
      .handler(event, { getRemainingTimeInMillis: () => Math.max(0, endsAt - time.now()) })
      .then(({ batchItemFailures }) => {
        if (life.isOver) return;
        const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
        for (const message of messages) if (!failed.has(message.id)) this.#queue.delete(message);
        if (failed.size > 0) tally.count('failed deliveries', failed.size);
        life.endsAt = Number.POSITIVE_INFINITY;
        over();
        if (process.version === this.#version) this.#idle.push(process);
      })
      .catch((error: unknown) => {
        this.fault(error);
        life.end();
      });
  }

  /** An invocation is over, after so many ms. */
  ended: (ms: number) => void = () => undefined;

  /** A handler never throws; one that does is a mistake, and the history tells of it. */
  fault: (error: unknown) => void = () => undefined;

  #coldStart(): Process {
    const life = new Life();
    return { life, handler: this.#start(life), version: this.#version };
  }
}

const recordOf = (message: Message): SQSRecord => ({
  messageId: message.id,
  receiptHandle: message.id,
  body: message.body,
  attributes: {
    ApproximateReceiveCount: String(message.receives),
    SentTimestamp: String(message.sentAt),
    SenderId: 'events',
    ApproximateFirstReceiveTimestamp: String(message.sentAt),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:simulation',
  awsRegion: 'us-east-1',
});
