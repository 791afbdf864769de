import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { AwsRefusal, scriptedAws } from '../src/index.ts';

const put = (Detail: string) => new PutEventsCommand({ Entries: [{ Source: 's', DetailType: 't', Detail }] });

test('a call comes as the SDK sends it, and its answer as AWS would send it', async () => {
  const aws = scriptedAws(() => ({ FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] }));
  const answer = await new EventBridgeClient(aws.config).send(put('{}'));
  expect(answer.Entries).toEqual([{ EventId: 'e-1' }]);
  expect(aws.calls).toEqual([
    { operation: 'PutEvents', input: { Entries: [{ Source: 's', DetailType: 't', Detail: '{}' }] } },
  ]);
});

test("a refusal becomes the SDK's error, with its code and status", async () => {
  const aws = scriptedAws(() => {
    throw new AwsRefusal('AccessDeniedException', 'not you', 403);
  });
  await expect(new EventBridgeClient(aws.config).send(put('{}'))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: 'not you',
    $metadata: { httpStatusCode: 403 },
  });
});

test('what AWS would try again, the SDK tries again', async () => {
  const aws = scriptedAws(() => {
    if (aws.calls.length < 3) throw new AwsRefusal('InternalException', 'oops', 500);
    return { FailedEntryCount: 0, Entries: [] };
  });
  await new EventBridgeClient(aws.config).send(put('{}'));
  expect(aws.calls).toHaveLength(3);
});

test('a mistake of the test itself is not taken for an answer of AWS', async () => {
  const aws = scriptedAws(() => {
    throw new TypeError('the script is wrong');
  });
  await expect(new EventBridgeClient({ ...aws.config, maxAttempts: 1 }).send(put('{}'))).rejects.toThrow(
    'the script is wrong',
  );
});
