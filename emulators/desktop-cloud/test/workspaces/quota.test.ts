import { expect, it } from 'vitest';
import { bundleId, directoryId, idsOf, minute, refusal, stand } from './stand.ts';

it('An account has as many WorkSpaces in a Region as its quota says; without one as many as it wants', async () => {
  const { call, clock, control, one } = stand({
    settings: { throttle: { enabled: false }, workspacesQuota: 2 },
  });
  const first = await one('ada.berg');
  const create = (...userNames: string[]) =>
    call('CreateWorkspaces', {
      Workspaces: userNames.map((UserName) => ({ DirectoryId: directoryId, BundleId: bundleId, UserName })),
    });
  const { code } = await refusal(create('ben.berg', 'cleo.berg'));
  expect(code).toBe('ResourceLimitExceededException');
  expect(idsOf((await create('ben.berg')).PendingRequests)).toHaveLength(1);
  const standby = { PrimaryWorkspaceId: first, DirectoryId: directoryId };
  control.settings({ workspacesQuota: 0 });
  const abroad = call(
    'CreateStandbyWorkspaces',
    { PrimaryRegion: 'us-east-1', StandbyWorkspaces: [standby] },
    { region: 'eu-west-1' },
  );
  expect((await refusal(abroad)).code).toBe('ResourceLimitExceededException');
  control.settings({ workspacesQuota: 2 });
  await call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: first }] });
  clock.advance(7 * minute);
  expect(idsOf((await create('cleo.berg')).PendingRequests)).toHaveLength(1);
});
