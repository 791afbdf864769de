import { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { OutgoingEvent } from '@cleandesk/contracts';
import { AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { TimerTaken, timerName, timers } from '../src/index.ts';

const now = Date.UTC(2026, 7, 1, 10, 0, 0, 123);
const look: OutgoingEvent = {
  source: 'cleandesk.rebuild-service',
  detailType: 'LookCameDue.v1',
  detail: { about: 'x', attempt: 1 },
};
const schedule = z
  .object({ ScheduleExpression: z.string(), Target: z.looseObject({ Input: z.string() }) })
  .loose();

function scheduler(
  answer: (operation: string, call: number) => unknown = () => ({ ScheduleArn: 'arn' }),
  deadLetterArn?: string,
) {
  const aws = scriptedAws(({ operation }) => answer(operation, aws.calls.length));
  const ours = timers({
    client: new SchedulerClient({ ...aws.config, maxAttempts: 1 }),
    groupName: 'cleandesk',
    busArn: 'arn:aws:events:eu-central-1:123456789012:event-bus/cleandesk',
    roleArn: 'arn:aws:iam::123456789012:role/timers',
    shortestMs: 60_000,
    clock: { now: () => now },
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  });
  const created = () =>
    aws.calls
      .filter(({ operation }) => operation.startsWith('POST'))
      .map(({ input }) => schedule.parse(input));
  return { timers: ours, calls: aws.calls, created };
}
const conflict = () => {
  throw new AwsRefusal('ConflictException', 'exists', 409);
};
const standing = (event: OutgoingEvent) => ({
  Name: 'a',
  Target: {
    Arn: 'arn',
    RoleArn: 'arn',
    EventBridgeParameters: { Source: event.source, DetailType: event.detailType },
    Input: JSON.stringify(event.detail),
  },
});

test('a schedule fires once, ends on the bus, deletes itself, and has a dead-letter queue', async () => {
  const { timers, calls } = scheduler(undefined, 'arn:aws:sqs:eu-central-1:123456789012:dead');
  await timers.set({ name: 'a', dueAt: now + 600_000, event: look });
  expect(calls[0]?.operation).toBe('POST /schedules/a');
  expect(calls[0]?.input).toMatchObject({
    GroupName: 'cleandesk',
    ScheduleExpression: 'at(2026-08-01T10:10:01)',
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: 'arn:aws:events:eu-central-1:123456789012:event-bus/cleandesk',
      RoleArn: 'arn:aws:iam::123456789012:role/timers',
      EventBridgeParameters: { Source: 'cleandesk.rebuild-service', DetailType: 'LookCameDue.v1' },
      Input: '{"about":"x","attempt":1}',
      DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-central-1:123456789012:dead' },
    },
  });
});

test('a timer is never set early, nor sooner than the shortest time, and less than a second late', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: now - 1e9, max: now + 1e9 }), async (dueAt) => {
      const { timers, created } = scheduler();
      await timers.set({ name: 'a', dueAt, event: look });
      const text = /^at\((.*)\)$/.exec(created()[0]?.ScheduleExpression ?? '')?.[1];
      const late = Date.parse(`${text}Z`) - Math.max(dueAt, now + 60_000);
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(1000);
    }),
    { numRuns: 50 },
  );
});

test('a conflict with the same event is success', async () => {
  const { timers, calls } = scheduler((operation) =>
    operation.startsWith('POST') ? conflict() : standing(look),
  );
  await timers.set({
    name: 'a',
    dueAt: now,
    event: { ...look, detail: { ...look.detail, correlationId: 'another' } },
  });
  expect(calls.map(({ operation }) => operation)).toEqual(['POST /schedules/a', 'GET /schedules/a']);
});

test('a conflict with another event is told', async () => {
  const { timers } = scheduler((operation) =>
    operation.startsWith('POST') ? conflict() : standing({ ...look, detail: { about: 'y', attempt: 1 } }),
  );
  await expect(timers.set({ name: 'a', dueAt: now, event: look })).rejects.toThrow(TimerTaken);
});

test('what was in the way and fired meanwhile is set again', async () => {
  const { timers, calls } = scheduler((operation, call) => {
    if (operation.startsWith('GET')) throw new AwsRefusal('ResourceNotFoundException', 'gone', 404);
    return call === 1 ? conflict() : { ScheduleArn: 'arn' };
  });
  await timers.set({ name: 'a', dueAt: now, event: look });
  expect(calls.map(({ operation }) => operation.slice(0, 4))).toEqual(['POST', 'GET ', 'POST']);
});

test('a refusal of the Scheduler is thrown', async () => {
  const { timers } = scheduler(() => {
    throw new AwsRefusal('ServiceQuotaExceededException', 'too many', 402);
  });
  await expect(timers.set({ name: 'a', dueAt: now, event: look })).rejects.toMatchObject({
    name: 'ServiceQuotaExceededException',
  });
});

test('names fit the Scheduler, name nobody, and differ when their parts do', () => {
  const part = fc.oneof(fc.string(), fc.integer());
  fc.assert(
    fc.property(fc.array(part), fc.array(part), (a, b) => {
      expect(timerName(...a)).toMatch(/^[0-9a-zA-Z-_.]{1,64}$/);
      expect(timerName(...a) === timerName(...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
  expect(timerName('ab', 'c')).not.toBe(timerName('a', 'bc'));
});
