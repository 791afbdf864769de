import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/kernel.ts';
import { createScheduler } from '../../src/scheduler/index.ts';
import {
  busArn,
  busTarget,
  caller,
  functionArn,
  oneShot,
  queueArn,
  roleArn,
  stand,
  start,
  Targets,
} from './stand.ts';

const minute = 60_000;

describe('a one-shot', () => {
  it('puts its event on the bus at its time, once, and is gone', async () => {
    const { clock, targets, call } = stand();
    const made = await call('POST', '/schedules/grace-1', oneShot(start + 5_000));
    expect(made).toMatchObject({
      status: 200,
      body: { ScheduleArn: 'arn:aws:scheduler:eu-central-1:000000000000:schedule/default/grace-1' },
    });
    await clock.advanceAndSettle(4_999);
    expect(targets.delivered).toEqual([]);
    await clock.advanceAndSettle(10 * minute);
    expect(targets.delivered).toEqual([
      {
        to: 'bus',
        arn: busArn,
        at: start + 5_000,
        source: 'cleandesk.rebuild-service',
        detailType: 'GraceElapsed.v1',
        detail: '{"seat":"s-1"}',
      },
    ]);
    expect(await call('GET', '/schedules/grace-1')).toMatchObject({
      status: 404,
      error: 'ResourceNotFoundException',
    });
  });

  it('stays when nothing was said of its end, and does not run again', async () => {
    const { clock, targets, call } = stand();
    await call('POST', '/schedules/kept', oneShot(start + 1_000, { ActionAfterCompletion: 'NONE' }));
    await clock.advanceAndSettle(60 * minute);
    expect(targets.delivered).toHaveLength(1);
    expect((await call('GET', '/schedules/kept')).status).toBe(200);
  });

  it('does not run while it is disabled', async () => {
    const { clock, targets, call } = stand();
    await call('POST', '/schedules/off', oneShot(start + 1_000, { State: 'DISABLED' }));
    await clock.advanceAndSettle(60 * minute);
    expect(targets.delivered).toEqual([]);
  });

  it('runs at its new time after an update, and not at the old one', async () => {
    const { clock, targets, call } = stand();
    await call('POST', '/schedules/moved', oneShot(start + 1_000));
    await call('PUT', '/schedules/moved', oneShot(start + 30_000));
    await clock.advanceAndSettle(60 * minute);
    expect(targets.delivered.map(({ at }) => at)).toEqual([start + 30_000]);
  });

  it('reaches functions and queues too, with the context attributes filled in', async () => {
    const { clock, targets, call } = stand();
    await call(
      'POST',
      '/schedules/fn',
      oneShot(start + 1_000, { Target: { Arn: functionArn, RoleArn: roleArn } }),
    );
    await call(
      'POST',
      '/schedules/queue',
      oneShot(start + 1_000, {
        Target: { Arn: queueArn, RoleArn: roleArn, Input: 'due <aws.scheduler.scheduled-time>' },
      }),
    );
    await clock.advanceAndSettle(minute);
    expect(targets.delivered).toEqual([
      expect.objectContaining({
        to: 'function',
        payload: expect.stringContaining('"source":"aws.scheduler"'),
      }),
      expect.objectContaining({ to: 'queue', body: 'due 2026-11-21T05:00:01Z' }),
    ]);
  });
});

describe('a target that refuses', () => {
  it('is tried again with growing pauses until it takes the event', async () => {
    const { clock, targets, call } = stand();
    targets.refusals = 3;
    await call('POST', '/schedules/retried', oneShot(start + 1_000));
    await clock.advanceAndSettle(10 * minute);
    expect(targets.delivered.map(({ at }) => at)).toEqual([start + 1_000 + 7_000]);
    expect(targets.attempts).toBe(4);
  });

  it('loses the payload to the dead-letter queue when the attempts are used up', async () => {
    const { clock, targets, call, scheduler } = stand();
    targets.refusals = 99;
    const RetryPolicy = { MaximumRetryAttempts: 2 };
    const Target = busTarget({ RetryPolicy, DeadLetterConfig: { Arn: queueArn } });
    await call('POST', '/schedules/dead', oneShot(start + 1_000, { Target }));
    await clock.advanceAndSettle(10 * minute);
    expect(targets.attempts).toBe(3);
    expect(targets.delivered).toEqual([
      expect.objectContaining({
        to: 'queue',
        arn: queueArn,
        body: '{"seat":"s-1"}',
        options: {
          attributes: {
            ERROR_CODE: 'Error',
            ERROR_MESSAGE: 'the target is out of order',
            EXECUTION_ID: expect.any(String),
            EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
            IS_PAYLOAD_TRUNCATED: 'false',
            RETRY_ATTEMPTS: '2',
            SCHEDULED_TIME: '2026-11-21T05:00:01Z',
            SCHEDULE_ARN: 'arn:aws:scheduler:eu-central-1:000000000000:schedule/default/dead',
            TARGET_ARN: busArn,
          },
        },
      }),
    ]);
    expect(scheduler.list()).toEqual([]);
    expect(scheduler.lost()).toBe(0);
  });

  it('is given up when the event has grown too old', async () => {
    const { clock, targets, call, scheduler } = stand();
    targets.refusals = 99;
    const Target = busTarget({ RetryPolicy: { MaximumEventAgeInSeconds: 60 } });
    await call('POST', '/schedules/old', oneShot(start + 1_000, { Target }));
    await clock.advanceAndSettle(60 * minute);
    // 0, 1, 3, 7, 15, 31 s after it came due; the next would be at 63 s.
    expect(targets.attempts).toBe(6);
    expect(scheduler.lost()).toBe(1);
  });
});

describe('a recurring schedule', () => {
  const recurring = (ScheduleExpression: string, more: Record<string, unknown> = {}) => ({
    ScheduleExpression,
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: busTarget(),
    ...more,
  });

  it('with a rate runs at once and then at that rate', async () => {
    const { clock, targets, call } = stand();
    await call('POST', '/schedules/sweep', recurring('rate(2 minutes)'));
    await clock.advanceAndSettle(5 * minute);
    expect(targets.delivered.map(({ at }) => (at - start) / minute)).toEqual([0, 2, 4]);
  });

  it('with a rate and a start date counts from there, until its end', async () => {
    const { clock, targets, call } = stand();
    const dates = { StartDate: start / 1_000 + 90, EndDate: start / 1_000 + 300 };
    await call(
      'POST',
      '/schedules/sweep',
      recurring('rate(1 minute)', { ...dates, ActionAfterCompletion: 'DELETE' }),
    );
    await clock.advanceAndSettle(60 * minute);
    expect(targets.delivered.map(({ at }) => (at - start) / 1_000)).toEqual([90, 150, 210, 270]);
    expect((await call('GET', '/schedules/sweep')).status).toBe(404);
  });

  it('runs once, not a hundred times, after the machine has slept', async () => {
    const machine = sleepingMachine();
    const targets = new Targets(() => machine.clock.now());
    const scheduler = createScheduler({ clock: machine.clock, invoker: targets });
    const StartDate = start / 1_000 + 60;
    await caller(scheduler)('POST', '/schedules/sweep', recurring('rate(1 minute)', { StartDate }));
    await machine.sleep(100 * minute + 1_000);
    expect(targets.delivered).toHaveLength(1);
    expect(scheduler.list()).toMatchObject([{ nextRun: '2026-11-21T06:41:00.000Z' }]);
  });

  it('with a cron expression follows its time zone', async () => {
    const { clock, targets, call } = stand();
    await call(
      'POST',
      '/schedules/daily',
      recurring('cron(0 18 ? * MON-FRI *)', { ScheduleExpressionTimezone: 'America/New_York' }),
    );
    await clock.advanceAndSettle(4 * 24 * 60 * minute);
    expect(targets.delivered.map(({ at }) => new Date(at).toISOString())).toEqual([
      '2026-11-23T23:00:00.000Z',
      '2026-11-24T23:00:00.000Z',
    ]);
  });
});

/** A machine whose lid is closed: time goes on, and what came due meanwhile runs when it wakes. */
function sleepingMachine() {
  let now = start;
  const pending = new Set<{ at: number; run: () => void }>();
  const clock: Clock = {
    now: () => now,
    at(at, run) {
      const work = { at, run };
      pending.add(work);
      return () => pending.delete(work);
    },
  };
  const sleep = async (ms: number): Promise<void> => {
    now += ms;
    for (let due = 1; due > 0; ) {
      const ready = [...pending].filter(({ at }) => at <= now);
      due = ready.length;
      for (const work of ready) {
        pending.delete(work);
        work.run();
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { clock, sleep };
}
