import { randomUUID } from 'node:crypto';
import {
  DeleteRuleCommand,
  type EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type DetailOf, type Envelope, type EventContract, envelope } from '@cleandesk/contracts';
import { neverHappened, type Patience } from './eventually.ts';

/** An event as it came over the bus. */
export type Heard = Envelope & {
  /** epoch ms at which the recorder got it; `time` is in whole seconds. */
  heardAt: number;
};

export type Where<C extends EventContract> = (detail: DetailOf<C>, event: Heard) => boolean;

export type BusRecorder = {
  /** Everything since the start, in the order in which it came. */
  readonly events: readonly Heard[];
  /** The details of all events of this kind so far for which `where` holds. */
  all<C extends EventContract>(contract: C, where?: Where<C>): DetailOf<C>[];
  /**
   * The first event of this kind for which `where` holds: one that came already, or the next one that does.
   * @throws {NeverHappened}
   */
  first<C extends EventContract>(
    contract: C,
    where: Where<C>,
    patience: Patience & { what?: string },
  ): Promise<DetailOf<C>>;
  /** Calls `listener` with each event from now on. */
  onEvent(listener: (event: Heard) => void): void;
  /** Takes the rule and the queue away. Rejects with what went wrong while it recorded. */
  stop(): Promise<void>;
};

/** Listens to everything on a bus, through a rule and a queue of its own. */
export async function recordBus(options: {
  events: EventBridgeClient;
  queues: SQSClient;
  busName: string;
}): Promise<BusRecorder> {
  const { events, queues, busName } = options;
  const name = `recorder-${randomUUID().slice(0, 8)}`;
  const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await queues.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  // Every event has a version: this is a pattern that all of them fit.
  const rule = { Name: name, EventBusName: busName, EventPattern: JSON.stringify({ version: ['0'] }) };
  await events.send(new PutRuleCommand(rule));
  await events.send(
    new PutTargetsCommand({
      Rule: name,
      EventBusName: busName,
      Targets: [{ Id: 'queue', Arn: Attributes?.QueueArn }],
    }),
  );

  const heard: Heard[] = [];
  const listeners = new Set<(event: Heard) => void>();
  const stopped = new AbortController();
  const recording = receiveAll({ queues, QueueUrl, signal: stopped.signal }, (event) => {
    heard.push(event);
    for (const listener of listeners) listener(event);
  });
  // Read when somebody waits, and again at the end: a recorder that died must not look like a silent bus.
  let death: unknown;
  recording.catch((error: unknown) => {
    death = error;
  });

  return {
    events: heard,
    all: (contract, where = () => true) =>
      heard.flatMap((event) => {
        const detail = detailOf(contract, event);
        return detail !== undefined && where(detail, event) ? [detail] : [];
      }),
    async first<C extends EventContract>(
      contract: C,
      where: Where<C>,
      patience: Patience & { what?: string },
    ) {
      const find = (event: Heard): DetailOf<C> | undefined => {
        const detail = detailOf(contract, event);
        return detail !== undefined && where(detail, event) ? detail : undefined;
      };
      for (const event of heard) {
        const detail = find(event);
        if (detail !== undefined) return detail;
      }
      const found = await nextOf(listeners, find, patience.withinMs);
      if (found !== undefined) return found;
      throw await neverHappened(patience.what ?? `${contract.detailType} on the bus`, patience, death);
    },
    onEvent: (listener) => void listeners.add(listener),
    async stop() {
      stopped.abort();
      await recording;
      await events.send(new RemoveTargetsCommand({ Rule: name, EventBusName: busName, Ids: ['queue'] }));
      await events.send(new DeleteRuleCommand({ Name: name, EventBusName: busName }));
      await queues.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}

/** The detail, when the event is of this kind and valid. */
function detailOf<C extends EventContract>(contract: C, event: Heard): DetailOf<C> | undefined {
  if (event['detail-type'] !== contract.detailType || !contract.sources.includes(event.source))
    return undefined;
  const schema: C['detail'] = contract.detail;
  return schema.safeParse(event.detail).data;
}

function nextOf<T>(
  listeners: Set<(event: Heard) => void>,
  find: (event: Heard) => T | undefined,
  withinMs: number,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    const done = (found: T | undefined): void => {
      clearTimeout(timer);
      listeners.delete(listener);
      resolve(found);
    };
    const listener = (event: Heard): void => {
      const found = find(event);
      if (found !== undefined) done(found);
    };
    const timer = setTimeout(() => done(undefined), withinMs);
    listeners.add(listener);
  });
}

async function receiveAll(
  from: { queues: SQSClient; QueueUrl: string | undefined; signal: AbortSignal },
  take: (event: Heard) => void,
): Promise<void> {
  const { queues, QueueUrl, signal } = from;
  while (!signal.aborted) {
    const messages = await receive(queues, QueueUrl, signal);
    const heardAt = Date.now();
    for (const { Body } of messages) {
      const body: unknown = JSON.parse(Body ?? '');
      take({ ...envelope.parse(body), heardAt });
    }
    if (messages.length === 0) continue;
    const entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await queues.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: entries }));
  }
}

async function receive(
  queues: SQSClient,
  QueueUrl: string | undefined,
  signal: AbortSignal,
): Promise<Message[]> {
  try {
    const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 });
    return (await queues.send(command, { abortSignal: signal })).Messages ?? [];
  } catch (error) {
    if (signal.aborted) return []; // The stop cut the long poll.
    throw error;
  }
}
