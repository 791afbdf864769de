import { expect, test } from 'vitest';
import { definition, type Machine, read } from './definition.ts';
import { virtualSteps } from './virtual-steps.ts';

const times = { remindAfterSeconds: 10, expirySeconds: 30, overdueSeconds: 20, giveUpSeconds: 50 };
const noRetry = {
  ErrorEquals: ['States.TaskFailed'],
  IntervalSeconds: 1,
  BackoffRate: 2,
  MaxDelaySeconds: 60,
  MaxAttempts: 2,
};

const waiting = (more: Record<string, unknown> = {}): Machine =>
  read(
    JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'Ask',
      States: {
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
          Arguments: { FunctionName: 'f', Payload: { token: '{% $states.context.Task.Token %}' } },
          TimeoutSeconds: 60,
          Retry: [noRetry],
          Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Rest' }],
          End: true,
          ...more,
        },
        Rest: { Type: 'Wait', Seconds: 30, End: true },
      },
    }),
    {},
  );

const tokenIn = (payload: unknown): string =>
  typeof payload === 'object' && payload !== null && 'token' in payload ? String(payload.token) : '';

function stage(machine: Machine, answer: () => unknown = () => ({})) {
  const clock = { at: 0 };
  const tokens: string[] = [];
  const steps = virtualSteps(machine, clock, async (payload) => {
    tokens.push(tokenIn(payload));
    return answer();
  });
  return { ...steps, clock, tokens };
}

test('the definition is read with its times, and one that says more is refused', () => {
  const { States } = definition(times);
  expect(Object.keys(States)).toContain('AskApprovers');
  const text = JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'A',
    States: { A: { Type: 'Wait', Seconds: 1, End: true } },
  });
  expect(() => read(text, {})).not.toThrow();
  expect(() => read(text.replace('"Seconds"', '"HeartbeatSeconds":1,"Seconds"'), {})).toThrow(/Heartbeat/);
  expect(() => read(text.replace('"Wait"', '"Map"'), {})).toThrow(/Type/);
  expect(() => read(text.replace('"End":true', '"Next":"B"'), {})).toThrow('There is no state B');
  expect(() => read(text.replace('1,', `$${'{more}'},`), {})).toThrow('asks for more');
});

test('a token is good once, and not after its time', async () => {
  const { workflows, execution, passes, tokens } = stage(waiting());
  await workflows.start('one');
  await workflows.start('one');
  await passes(1000);
  expect(tokens).toHaveLength(1);
  await workflows.resume('made up', {});
  await passes(58_000);
  expect(execution('one')).toMatchObject({ status: 'RUNNING', state: 'Ask' });
  await passes(1000);
  await workflows.resume(tokens[0] ?? '', {});
  await passes(1000);
  expect(execution('one')).toMatchObject({ status: 'RUNNING', path: ['Ask', 'Rest'] });
  await passes(30_000);
  expect(execution('one')?.status).toBe('SUCCEEDED');
});

test('what fails is tried again with a new token, so often, and then the execution has failed', async () => {
  const { workflows, execution, passes, tokens, redrive } = stage(waiting(), () => {
    throw new TypeError('no');
  });
  await workflows.start('one');
  await passes(1000 + 2000 + 1);
  expect(new Set(tokens).size).toBe(3);
  expect(execution('one')).toMatchObject({ status: 'FAILED', error: 'TypeError' });
  redrive('one');
  await passes(1);
  expect(tokens).toHaveLength(4);
});

test('an answer that comes before the function is done counts', async () => {
  const clock = { at: 0 };
  const { workflows, execution, passes } = virtualSteps(waiting(), clock, async (payload) => {
    await workflows.resume(tokenIn(payload), { done: true });
    throw new Error('died afterwards');
  });
  await workflows.start('one');
  await passes(0);
  expect(execution('one')?.status).toBe('SUCCEEDED');
});
