import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { DescribeTagsCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import { expect, test } from 'vitest';
import { onCalls } from '../src/index.ts';

function clientsThat(answers: (n: number) => unknown) {
  let calls = 0;
  let called = 0;
  let told = 0;
  const aws = scriptedAws(() => {
    calls += 1;
    return answers(calls);
  });
  const clients = {
    workspaces: new WorkSpacesClient({ ...aws.config, maxAttempts: 3 }),
    tagging: new ResourceGroupsTaggingAPIClient({ ...aws.config, maxAttempts: 1 }),
  };
  onCalls(clients, {
    called: () => {
      called += 1;
    },
    throttled: () => {
      told += 1;
    },
  });
  const ask = () => clients.workspaces.send(new DescribeTagsCommand({ ResourceId: 'ws-00000001' }));
  return { ask, called: () => called, told: () => told };
}

test('each answer that asks for fewer calls is told, also of those that the SDK repeats', async () => {
  const { ask, called, told } = clientsThat((n) => {
    if (n < 3) throw new AwsRefusal('ThrottlingException', 'Rate exceeded');
    return { TagList: [] };
  });
  expect((await ask()).TagList).toEqual([]);
  expect(told()).toBe(2);
  expect(called()).toBe(3);
});

test('no other refusal is told, and it arrives as it was', async () => {
  const { ask, told } = clientsThat(() => {
    throw new AwsRefusal('ResourceNotFoundException', 'It is gone.');
  });
  await expect(ask()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(told()).toBe(0);
});
