import type { MessageOptions, TargetInvoker } from '../kernel.ts';
import { isPlain } from '../protocol/wire.ts';
import { arnParts, post } from './post.ts';

/** Targets of schedules in the base emulator: event buses, functions (asynchronously) and queues. */
export class BaseTargets implements TargetInvoker {
  private readonly base: string;

  /** `base`: the endpoint of the base emulator, e.g. `http://127.0.0.1:4566`. */
  constructor(base: string) {
    this.base = base;
  }

  async putEvent(
    busArn: string,
    event: { source: string; detailType: string; detail: string },
  ): Promise<void> {
    const { region } = arnParts(busArn);
    const answer = await post(`${this.base}/`, region, 'events', {
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSEvents.PutEvents' },
      body: JSON.stringify({
        Entries: [
          { EventBusName: busArn, Source: event.source, DetailType: event.detailType, Detail: event.detail },
        ],
      }),
    });
    const result: unknown = JSON.parse(answer);
    // EventBridge answers 200 also to an entry that it did not take.
    if (isPlain(result) && result.FailedEntryCount !== 0 && result.FailedEntryCount !== undefined) {
      throw new Error(`the bus refused the event: ${answer.slice(0, 500)}`);
    }
  }

  async invokeFunction(functionArn: string, payload: string): Promise<void> {
    const { region, resource } = arnParts(functionArn);
    const [, name = '', qualifier] = resource.split(':');
    const query = qualifier === undefined ? '' : `?Qualifier=${encodeURIComponent(qualifier)}`;
    const path = `/2015-03-31/functions/${encodeURIComponent(name)}/invocations${query}`;
    await post(`${this.base}${path}`, region, 'lambda', {
      headers: { 'content-type': 'application/json', 'x-amz-invocation-type': 'Event' },
      body: payload,
    });
  }

  async sendMessage(queueArn: string, body: string, options: MessageOptions = {}): Promise<void> {
    const { region, accountId, resource } = arnParts(queueArn);
    await post(`${this.base}/`, region, 'sqs', {
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
      body: JSON.stringify({
        QueueUrl: `${this.base}/${accountId}/${resource}`,
        MessageBody: body,
        MessageGroupId: options.groupId,
        MessageAttributes: attributes(options.attributes),
      }),
    });
  }
}

const attributes = (given: Record<string, string> | undefined) =>
  given === undefined
    ? undefined
    : Object.fromEntries(
        Object.entries(given).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      );
