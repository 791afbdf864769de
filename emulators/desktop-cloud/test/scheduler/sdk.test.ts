import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConflictException,
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListTagsForResourceCommand,
  paginateListSchedules,
  ResourceNotFoundException,
  SchedulerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateScheduleCommand,
  ValidationException,
} from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDesktopCloud, startDesktopCloud } from '../../src/server.ts';
import { eventually } from '../server/running.ts';
import { busArn, functionArn, queueArn, roleArn } from './stand.ts';

type Heard = { at: number; url: string; target: string; body: string };

/** Stands where the base emulator stands, and takes all that is delivered. */
const heard: Heard[] = [];
const base = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on('end', () => {
    heard.push({
      at: Date.now(),
      url: request.url ?? '',
      target: String(request.headers['x-amz-target']),
      body,
    });
    response.setHeader('content-type', 'application/json').end('{"FailedEntryCount":0,"Entries":[]}');
  });
});

let cloud: RunningDesktopCloud;
let scheduler: SchedulerClient;
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    base.listen(0, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = base.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  cloud = await startDesktopCloud({ port: 0, baseUrl: `http://127.0.0.1:${address.port}` });
  const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
  scheduler = new SchedulerClient({
    endpoint: cloud.url,
    region: 'eu-central-1',
    credentials,
    maxAttempts: 1,
  });
});
afterAll(async () => {
  await cloud.close();
  base.closeAllConnections();
  base.close();
});

const soon = (ms: number): string => `at(${new Date(Date.now() + ms).toISOString().slice(0, 19)})`;
const window = { FlexibleTimeWindow: { Mode: 'OFF' as const } };
const inbox = { Arn: queueArn, RoleArn: roleArn, Input: 'due' };
const far = { ...window, ScheduleExpression: 'at(2999-01-01T00:00:00)', Target: inbox };

describe('the JS SDK', () => {
  it('sees its timers fire within a second, at the bus, at a function and at a queue', async () => {
    const ScheduleExpression = soon(2_000);
    const dueAt = Date.parse(`${ScheduleExpression.slice(3, -1)}Z`);
    const once = { ...window, ScheduleExpression, ActionAfterCompletion: 'DELETE' as const };
    const EventBridgeParameters = { DetailType: 'GraceElapsed.v1', Source: 'cleandesk.rebuild-service' };
    const bus = { Arn: busArn, RoleArn: roleArn, Input: '{"seat":"s-1"}', EventBridgeParameters };
    await scheduler.send(new CreateScheduleCommand({ ...once, Name: 'bus', Target: bus }));
    const code = { Arn: functionArn, RoleArn: roleArn, Input: '{}' };
    await scheduler.send(new CreateScheduleCommand({ ...once, Name: 'function', Target: code }));
    await scheduler.send(new CreateScheduleCommand({ ...once, Name: 'queue', Target: inbox }));
    await eventually(async () => (heard.length === 3 ? true : undefined));
    for (const { at } of heard) {
      expect(at).toBeGreaterThanOrEqual(dueAt);
      expect(at - dueAt).toBeLessThan(1_000);
    }
    const [event] = heard.filter(({ target }) => target === 'AWSEvents.PutEvents');
    expect(JSON.parse(event?.body ?? '')).toEqual({
      Entries: [
        {
          EventBusName: busArn,
          Source: 'cleandesk.rebuild-service',
          DetailType: 'GraceElapsed.v1',
          Detail: '{"seat":"s-1"}',
        },
      ],
    });
    expect(heard.map(({ url }) => url).sort()).toEqual(['/', '/', '/2015-03-31/functions/watch/invocations']);
    await eventually(() =>
      scheduler.send(new GetScheduleCommand({ Name: 'bus' })).then(
        () => undefined,
        (error: unknown) => (error instanceof ResourceNotFoundException ? true : undefined),
      ),
    );
  }, 20_000);

  it('knows the errors by class', async () => {
    const create = (more: object) =>
      scheduler.send(new CreateScheduleCommand({ ...far, Name: 'known', ...more }));
    await create({});
    await expect(create({})).rejects.toBeInstanceOf(ConflictException);
    await expect(
      create({ Name: 'past', ScheduleExpression: 'at(2020-01-01T00:00:00)' }),
    ).rejects.toBeInstanceOf(ValidationException);
    await expect(create({ GroupName: 'nowhere' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Schedule group nowhere does not exist.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('may send the same creation twice, as it does when an answer is lost', async () => {
    const command = { ...far, Name: 'twice', ClientToken: 'token-1' };
    const first = await scheduler.send(new CreateScheduleCommand(command));
    const second = await scheduler.send(new CreateScheduleCommand(command));
    expect(second.ScheduleArn).toBe(first.ScheduleArn);
  });

  it('reads back what it wrote, dates too', async () => {
    const StartDate = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 60_000);
    const ScheduleExpression = 'cron(0 3 ? * MON-FRI *)';
    const given = {
      ...window,
      Name: 'nightly',
      ScheduleExpression,
      ScheduleExpressionTimezone: 'Europe/Berlin',
      StartDate,
    };
    await scheduler.send(new CreateScheduleCommand({ ...far, ...given, State: 'DISABLED' }));
    await scheduler.send(new UpdateScheduleCommand({ ...far, ...given, Description: 'changed' }));
    const read = await scheduler.send(new GetScheduleCommand({ Name: 'nightly' }));
    expect(read).toMatchObject({ ...given, Description: 'changed', State: 'ENABLED', Target: inbox });
    expect(read.CreationDate).toBeInstanceOf(Date);
  });

  it('leads a group through its life, page by page', async () => {
    const group = await scheduler.send(
      new CreateScheduleGroupCommand({ Name: 'timers', Tags: [{ Key: 'a', Value: '1' }] }),
    );
    const ResourceArn = group.ScheduleGroupArn;
    await scheduler.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'b', Value: '2' }] }));
    await scheduler.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
    const { Tags } = await scheduler.send(new ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toEqual([{ Key: 'b', Value: '2' }]);
    for (let index = 0; index < 7; index += 1) {
      await scheduler.send(new CreateScheduleCommand({ ...far, Name: `s-${index}`, GroupName: 'timers' }));
    }
    const names: (string | undefined)[] = [];
    for await (const page of paginateListSchedules(
      { client: scheduler, pageSize: 3 },
      { GroupName: 'timers' },
    )) {
      names.push(...(page.Schedules ?? []).map(({ Name }) => Name));
    }
    expect(names).toEqual(['s-0', 's-1', 's-2', 's-3', 's-4', 's-5', 's-6']);
    await scheduler.send(new DeleteScheduleGroupCommand({ Name: 'timers' }));
    await expect(scheduler.send(new GetScheduleGroupCommand({ Name: 'timers' }))).rejects.toBeInstanceOf(
      ResourceNotFoundException,
    );
  });
});
