import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BaseTargets } from '../../src/base/base-targets.ts';
import { BaseTopics } from '../../src/base/base-topics.ts';

import { EventDoor } from '../../src/base/event-door.ts';
import { systemClock } from '../../src/clock.ts';
import { isPlain } from '../../src/protocol/wire.ts';
import { eventually } from './running.ts';

type Seen = { url: string; headers: IncomingHttpHeaders; body: string };
const seen: Seen[] = [];
let answer = { status: 200, body: '{}' };

/** A base emulator that remembers what it was asked. */
const base = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    seen.push({ url: request.url ?? '', headers: request.headers, body });
    response.writeHead(answer.status).end(answer.body);
  });
});
const url = (): string => {
  const address = base.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
};

beforeAll(() => new Promise<void>((resolve) => base.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => base.close(() => resolve())));
beforeEach(() => {
  seen.length = 0;
  answer = { status: 200, body: '{}' };
});

const busArn = 'arn:aws:events:eu-west-1:000000000000:event-bus/cleandesk';
const event = { source: 'cleandesk.timer', detailType: 'GraceElapsed.v1', detail: '{"a":1}' };

describe('Targets of schedules in the base emulator', () => {
  it('an event goes to its bus, in its region', async () => {
    answer.body = '{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}';
    await new BaseTargets(url()).putEvent(busArn, event);
    expect(seen[0]?.headers).toMatchObject({
      'x-amz-target': 'AWSEvents.PutEvents',
      authorization: expect.stringContaining('/eu-west-1/events/'),
    });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      Entries: [
        {
          EventBusName: busArn,
          Source: 'cleandesk.timer',
          DetailType: 'GraceElapsed.v1',
          Detail: '{"a":1}',
        },
      ],
    });
  });

  it('an entry that the bus refused is a failure, although the call was answered with 200', async () => {
    answer.body = '{"FailedEntryCount":1,"Entries":[{"ErrorCode":"NotAuthorized"}]}';
    await expect(new BaseTargets(url()).putEvent(busArn, event)).rejects.toThrow('NotAuthorized');
  });

  it('a function is invoked asynchronously, a qualified one by its qualifier', async () => {
    const targets = new BaseTargets(url());
    await targets.invokeFunction('arn:aws:lambda:us-east-1:000000000000:function:watch', '{"x":1}');
    await targets.invokeFunction('arn:aws:lambda:us-east-1:000000000000:function:watch:live', '{}');
    expect(seen.map((one) => one.url)).toEqual([
      '/2015-03-31/functions/watch/invocations',
      '/2015-03-31/functions/watch/invocations?Qualifier=live',
    ]);
    expect(seen[0]).toMatchObject({ body: '{"x":1}', headers: { 'x-amz-invocation-type': 'Event' } });
  });

  it('a message goes to its queue, with group and attributes', async () => {
    const queueArn = 'arn:aws:sqs:us-east-1:000000000000:inbox.fifo';
    await new BaseTargets(url()).sendMessage(queueArn, 'hello', {
      groupId: 'g',
      attributes: { WHY: 'because' },
    });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      QueueUrl: `${url()}/000000000000/inbox.fifo`,
      MessageBody: 'hello',
      MessageGroupId: 'g',
      MessageAttributes: { WHY: { DataType: 'String', StringValue: 'because' } },
    });
  });

  it('a topic is told', async () => {
    const topicArn = 'arn:aws:sns:us-east-1:000000000000:people';
    await new BaseTopics(url()).publish(topicArn, { subject: 'ALARM', message: '{}' });
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toMatchObject({
      Action: 'Publish',
      TopicArn: topicArn,
      Subject: 'ALARM',
    });
  });

  it('a refusal is a failure', async () => {
    answer = { status: 404, body: 'no such queue' };
    const sent = new BaseTargets(url()).sendMessage('arn:aws:sqs:us-east-1:000000000000:gone', 'x');
    await expect(sent).rejects.toThrow('sqs answered 404: no such queue');
  });
});

describe('The door for events', () => {
  it('groups what waits within the limits of EventBridge, in order, a region at a time', async () => {
    const door = new EventDoor(url(), systemClock);
    const send = (n: number, region: string, size = 10) =>
      door.emit(
        { source: 'aws.test', detailType: 'T', time: 0, detail: { n, pad: 'x'.repeat(size) } },
        { region },
      );
    send(0, 'us-east-1');
    for (let n = 1; n <= 12; n++) send(n, 'us-east-1');
    send(13, 'eu-west-1');
    send(14, 'eu-west-1', 150_000);
    send(15, 'eu-west-1', 150_000);
    await eventually(async () => (door.counts.delivered === 16 ? true : undefined));
    const groups = seen.map(({ body }) => {
      const read: unknown = JSON.parse(body);
      const entries = isPlain(read) && Array.isArray(read.Entries) ? read.Entries.filter(isPlain) : [];
      return entries.map((entry) => Number(/"n":(\d+)/.exec(String(entry.Detail))?.[1]));
    });
    expect(groups).toEqual([[0], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [11, 12], [13, 14], [15]]);
    door.close();
  });
});
