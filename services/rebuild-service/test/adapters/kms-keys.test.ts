import { AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import { expect, test } from 'vitest';
import { KMSClient, kmsKeys } from '../../src/adapters/kms-keys.ts';

const keysOf = (answer: () => unknown) => {
  const aws = scriptedAws(answer);
  return {
    keys: kmsKeys({ client: new KMSClient({ ...aws.config, maxAttempts: 1 }) }),
    calls: aws.calls,
  };
};

test('a key has the state that KMS says', async () => {
  const { keys, calls } = keysOf(() => ({ KeyMetadata: { KeyId: '1', KeyState: 'PendingDeletion' } }));
  expect(await keys.stateOf('alias/desktops')).toBe('PendingDeletion');
  expect(calls[0]?.input).toEqual({ KeyId: 'alias/desktops' });
});

test.each([
  ['NotFoundException', 'missing'],
  ['InvalidArnException', 'not a key'],
  ['AccessDeniedException', 'not readable for us'],
])('%s is a state, since no retry helps', async (code, state) => {
  const { keys } = keysOf(() => {
    throw new AwsRefusal(code);
  });
  expect(await keys.stateOf('alias/desktops')).toBe(state);
});

test('a fault that passes is thrown, so that nobody is told that the key is bad', async () => {
  const { keys } = keysOf(() => {
    throw new AwsRefusal('KMSInternalException', 'later', 500);
  });
  await expect(keys.stateOf('alias/desktops')).rejects.toThrow('later');
});
