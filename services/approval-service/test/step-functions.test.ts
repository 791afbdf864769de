import { SFNClient } from '@aws-sdk/client-sfn';
import { AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import { expect, test } from 'vitest';
import { stepFunctions } from '../src/adapters/step-functions.ts';

const stateMachineArn = 'arn:aws:states:eu-central-1:123456789012:stateMachine:requests';

function workflows(answer: () => unknown) {
  const aws = scriptedAws(answer);
  const client = new SFNClient({ ...aws.config, maxAttempts: 1 });
  return { calls: aws.calls, port: stepFunctions({ client, stateMachineArn }) };
}
const refuse = (code: string) => () => {
  throw new AwsRefusal(code, 'no', 400);
};

test('an execution has its request’s name, and nothing else of it', async () => {
  const { calls, port } = workflows(() => ({ executionArn: 'arn', startDate: 0 }));
  await port.start('01J');
  expect(calls).toEqual([
    { operation: 'StartExecution', input: { stateMachineArn, name: '01J', input: '{"requestId":"01J"}' } },
  ]);
});

test('one that was started before is started', async () => {
  await expect(workflows(refuse('ExecutionAlreadyExists')).port.start('01J')).resolves.toBeUndefined();
  await expect(workflows(refuse('StateMachineDoesNotExist')).port.start('01J')).rejects.toThrow('no');
});

test.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])('%s: nobody waits any more', async (code) => {
  await expect(workflows(refuse(code)).port.resume('token', {})).resolves.toBeUndefined();
});

test('an answer is JSON, and one that did not arrive is thrown', async () => {
  const { calls, port } = workflows(() => ({}));
  await port.resume('token', { status: 'doing' });
  expect(calls).toEqual([
    { operation: 'SendTaskSuccess', input: { taskToken: 'token', output: '{"status":"doing"}' } },
  ]);
  await expect(workflows(refuse('ThrottlingException')).port.resume('token', {})).rejects.toThrow('no');
});
