import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { VirtualClock } from '../../src/clock.ts';
import { DesktopCloud } from '../../src/desktop-cloud.ts';
import { standWithDesktop } from './images/stand.ts';
import { directoryId, minute } from './stand.ts';

const store = mkdtempSync(join(tmpdir(), 'desktop-cloud-'));
afterEach(() => rmSync(store, { recursive: true, force: true }));

it('directories, bundles, images and applications go on after a restart', async () => {
  const made = await standWithDesktop({ stateDirectory: join(store, 'first') });
  const { call, clock, control, create, desktopId } = made;
  const unregistered = 'd-9067000003';
  control.directory(unregistered, { state: 'DEREGISTERED', directoryName: 'three.example.com' });
  await call('RegisterWorkspaceDirectory', { DirectoryId: unregistered, EnableSelfService: true });
  await call('ModifyStreamingProperties', {
    ResourceId: directoryId,
    StreamingProperties: { StreamingExperiencePreferredProtocol: 'TCP' },
  });
  await call('AssociateWorkspaceApplication', {
    WorkspaceId: desktopId,
    ApplicationId: 'wsa-officeproplus2021',
  });
  await call('DeployWorkspaceApplications', { WorkspaceId: desktopId });
  clock.advance(20 * minute);
  await create('gold');
  await call('CreateWorkspaceBundle', {
    BundleName: 'own',
    BundleDescription: 'own',
    ImageId: 'wsi-power0001',
    ComputeType: { Name: 'POWER' },
    UserStorage: { Capacity: '100' },
  });
  await call('DeregisterWorkspaceDirectory', { DirectoryId: 'd-9067000002' });
  await Promise.resolve();
  const shown = async (cloud: DesktopCloud) => {
    const api = cloud.apis.get('WorkspacesService');
    if (api === undefined) throw new Error('WorkSpaces is not there');
    const ask = (operation: string, input: object = {}) => cloud.call(api, operation, () => input);
    return Promise.all([
      ask('DescribeWorkspaceDirectories'),
      ask('DescribeWorkspaceBundles'),
      ask('DescribeWorkspaceImages'),
      ask('DescribeWorkspaces'),
      ask('DescribeWorkspaceAssociations', {
        WorkspaceId: desktopId,
        AssociatedResourceTypes: ['APPLICATION'],
      }),
    ]);
  };
  const later = new VirtualClock(clock.now());
  cpSync(join(store, 'first'), join(store, 'again'), { recursive: true });
  const again = new DesktopCloud({
    clock: later,
    stateDirectory: join(store, 'again'),
    settings: { throttle: { enabled: false } },
    checkAnswers: true,
  });
  const before = await shown(made.cloud);
  expect(JSON.stringify(before)).toContain('DEREGISTERING');
  expect(JSON.stringify(before)).toContain('SUSPENDED');
  expect(await shown(again)).toEqual(before);
  clock.advance(50 * minute);
  later.advance(50 * minute);
  const after = await shown(made.cloud);
  expect(JSON.stringify(after)).not.toContain('DEREGISTERING');
  expect(JSON.stringify(after)).not.toContain('SUSPENDED');
  expect(await shown(again)).toEqual(after);
  again.close();
});
