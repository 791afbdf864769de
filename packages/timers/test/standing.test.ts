import { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { OutgoingEvent } from '@cleandesk/contracts';
import { AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { TimerTaken, timers } from '../src/index.ts';

const second = 1000;
const minute = 60 * second;
const start = Date.UTC(2026, 7, 1, 10);
const eventOf = (about: string, correlationId = 'c-1'): OutgoingEvent => ({
  source: 'cleandesk.rebuild-service',
  detailType: 'ObservationCameDue.v1',
  detail: { about, correlationId },
});

/** What AWS does with the next call: answers; takes it and is not heard; refuses it. */
type Answer = 'answers' | 'is not heard' | 'refuses';

const created = z.object({
  ScheduleExpression: z.string(),
  Target: z.looseObject({ Input: z.string() }),
});

/** A Scheduler whose schedules go when they fire, and which people may delete from. */
function scheduler() {
  const schedules = new Map<string, { body: z.output<typeof created>; at: number }>();
  const world: { now: number; answer: Answer } = { now: start, answer: 'answers' };
  /** Held until somebody lets them go on. */
  let held: Promise<void> | undefined;
  const aws = scriptedAws(async ({ operation, input }) => {
    await held;
    const [method, path = ''] = operation.split(' ');
    const name = path.replace('/schedules/', '').replace(/\?.*/, '');
    if (world.answer === 'refuses') throw new AwsRefusal('ThrottlingException', 'slower', 429);
    const found = schedules.get(name);
    if (method === 'GET') {
      if (found === undefined) throw new AwsRefusal('ResourceNotFoundException', 'gone', 404);
      return { Name: name, ...found.body };
    }
    if (found !== undefined) throw new AwsRefusal('ConflictException', 'exists', 409);
    const body = created.parse(input);
    const text = body.ScheduleExpression.slice(3, -1);
    schedules.set(name, { body, at: Date.parse(`${text}Z`) });
    if (world.answer === 'is not heard') throw new AwsRefusal('InternalServerException', 'lost', 500);
    return { ScheduleArn: 'arn' };
  });
  const process = () =>
    timers({
      client: new SchedulerClient({ ...aws.config, maxAttempts: 1 }),
      groupName: 'cleandesk',
      busArn: 'arn:aws:events:eu-central-1:123456789012:event-bus/cleandesk',
      roleArn: 'arn:aws:iam::123456789012:role/timers',
      shortestMs: minute,
      clock: { now: () => world.now },
    });
  const pass = (ms: number): void => {
    world.now += ms;
    for (const [name, { at }] of schedules) if (at <= world.now) schedules.delete(name);
  };
  const hold = (): (() => void) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    held = promise;
    return () => {
      held = undefined;
      resolve();
    };
  };
  return { world, schedules, calls: aws.calls, process, pass, hold };
}

const dueAt = start + 5 * minute;

test('a thousand desktops that share a timer ask the Scheduler once', async () => {
  const { calls, process, hold } = scheduler();
  const one = process();
  const release = hold();
  const all = Array.from({ length: 1000 }, (_, n) =>
    one.set({ name: 'a', dueAt, event: eventOf('x', `c-${n}`) }),
  );
  release();
  await Promise.all(all);
  await one.set({ name: 'a', dueAt, event: eventOf('x') });
  expect(calls).toHaveLength(1);
});

test('each process asks for itself, and once: the second one learns when the timer of the first one fires', async () => {
  const { calls, process, pass, schedules } = scheduler();
  const [one, other] = [process(), process()];
  await one.set({ name: 'a', dueAt: start, event: eventOf('x') });
  pass(30 * second);
  await other.set({ name: 'a', dueAt, event: eventOf('x') });
  await other.set({ name: 'a', dueAt, event: eventOf('x') });
  expect(calls.map(({ operation }) => operation.slice(0, 4))).toEqual(['POST', 'POST', 'GET ']);
  pass(30 * second);
  expect(schedules.size).toBe(0);
  await other.set({ name: 'a', dueAt, event: eventOf('x') });
  expect(schedules.get('a')?.at).toBe(dueAt);
});

test('another event under a name that is known is told of', async () => {
  const { process } = scheduler();
  const one = process();
  await one.set({ name: 'a', dueAt, event: eventOf('x') });
  await expect(one.set({ name: 'a', dueAt, event: eventOf('y') })).rejects.toThrow(TimerTaken);
  await one.set({ name: 'a', dueAt, event: eventOf('x') });
});

test('what failed is told to all who waited for it, and is tried anew by the next', async () => {
  const { world, process, schedules, hold } = scheduler();
  const one = process();
  world.answer = 'refuses';
  const release = hold();
  const both = [1, 2].map(() => one.set({ name: 'a', dueAt, event: eventOf('x') }));
  release();
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  world.answer = 'answers';
  await one.set({ name: 'a', dueAt, event: eventOf('x') });
  expect(schedules.has('a')).toBe(true);
});

test('one that somebody deleted is set again a minute later', async () => {
  const { process, schedules, pass } = scheduler();
  const one = process();
  await one.set({ name: 'a', dueAt, event: eventOf('x') });
  schedules.clear();
  pass(minute);
  await one.set({ name: 'a', dueAt, event: eventOf('x') });
  expect(schedules.has('a')).toBe(true);
});

type Step =
  | { do: 'set'; process: number; name: string; inMs: number }
  | { do: 'pass'; ms: number }
  | { do: 'answer'; answer: Answer };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('set' as const),
      process: fc.nat({ max: 1 }),
      name: fc.constantFrom('a', 'b'),
      inMs: fc.integer({ min: -minute, max: 4 * minute }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 2 * minute }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      answer: fc.constantFrom<Answer>('answers', 'answers', 'is not heard', 'refuses'),
    }),
  },
);

test('whatever was set before, fired, failed or was not heard: when a timer is said to stand, it does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const { world, process, schedules, pass } = scheduler();
      const processes = [process(), process()];
      const untrue: string[] = [];
      for (const one of steps) {
        if (one.do === 'pass') pass(one.ms);
        else if (one.do === 'answer') world.answer = one.answer;
        else {
          const order = { name: one.name, dueAt: world.now + one.inMs, event: eventOf(one.name) };
          const said = await processes[one.process]?.set(order).then(
            () => 'stands',
            () => 'failed',
          );
          const stands = (schedules.get(one.name)?.at ?? 0) > world.now;
          // It fails only where AWS does.
          if (said === 'stands' ? !stands : world.answer === 'answers') untrue.push(`${one.name} ${said}`);
        }
      }
      expect(untrue).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
