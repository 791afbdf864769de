import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { type AwsCall, scriptedAws } from '@cleandesk/testkit';
import { pace, workspacesReader } from '../src/index.ts';
import { virtualClock } from './virtual-clock.ts';

/** A reader whose AWS is a function, on time that passes only while somebody waits. */
export function readerOf(
  answer: (call: AwsCall, n: number) => unknown,
  options: { patienceMs?: number } = {},
) {
  const clock = virtualClock();
  const calls: (AwsCall & { at: number })[] = [];
  const aws = scriptedAws((call) => {
    calls.push({ ...call, at: clock.now() });
    return answer(call, calls.length);
  });
  const reader = workspacesReader({
    workspaces: new WorkSpacesClient({ ...aws.config, maxAttempts: 1 }),
    tagging: new ResourceGroupsTaggingAPIClient({ ...aws.config, maxAttempts: 1 }),
    pace: pace({ perSecond: 2, burst: 5, clock }),
    account: { accountId: '123456789012', partition: 'aws' },
    clock,
    ...options,
  });
  return { reader, calls, clock, inputs: () => calls.map(({ input }) => input) };
}

export const idOf = (n: number) => `ws-${String(n).padStart(8, '0')}`;
export const ids = (count: number) => Array.from({ length: count }, (_, n) => idOf(n));
/** A WorkSpace as DescribeWorkspaces tells of it. */
export const workspace = (WorkspaceId: string, more: Record<string, unknown> = {}) => ({
  WorkspaceId,
  DirectoryId: 'd-90670a1b2c',
  UserName: 'alice',
  BundleId: 'wsb-abcd12345',
  State: 'AVAILABLE',
  WorkspaceProperties: { RunningMode: 'ALWAYS_ON' },
  ...more,
});
