import { describe, expect, it } from 'vitest';
import { bundleId, codesOf, directoryId, first, idsOf, list, minute, refusal, stand } from './stand.ts';

const request = (UserName: string, more: object = {}) => ({
  DirectoryId: directoryId,
  BundleId: bundleId,
  UserName,
  ...more,
});

describe('A desktop is made', () => {
  it('is not known to Describe at once, stands after 20 minutes, and only then has an address and a name', async () => {
    const { call, clock, describe: look, stateOf } = stand();
    const answer = await call('CreateWorkspaces', { Workspaces: [request('ada.berg')] });
    const id = first(idsOf(answer.PendingRequests));
    expect(await stateOf(id)).toBeUndefined();
    clock.advance(minute);
    expect(await look(id)).toMatchObject({ State: 'PENDING', IpAddress: undefined, ComputerName: undefined });
    clock.advance(18.9 * minute);
    expect(await stateOf(id)).toBe('PENDING');
    clock.advance(0.2 * minute);
    expect(await look(id)).toMatchObject({
      State: 'AVAILABLE',
      IpAddress: expect.stringMatching(/^10\.0\./),
      ComputerName: expect.stringMatching(/^WSAMZN-/),
      WorkspaceProperties: { RunningMode: 'ALWAYS_ON', RootVolumeSizeGib: 80, UserVolumeSizeGib: 50 },
    });
  });

  it('takes 40 minutes with an encrypted volume', async () => {
    const { call, clock, stateOf } = stand();
    const answer = await call('CreateWorkspaces', {
      Workspaces: [
        request('ada.berg', {
          RootVolumeEncryptionEnabled: true,
          VolumeEncryptionKey: 'alias/aws/workspaces',
        }),
      ],
    });
    const id = first(idsOf(answer.PendingRequests));
    clock.advance(39 * minute);
    expect(await stateOf(id)).toBe('PENDING');
    clock.advance(1.1 * minute);
    expect(await stateOf(id)).toBe('AVAILABLE');
  });

  it('runs faster at a higher speed, and keeps its share of the road when the speed changes', async () => {
    const { call, clock, cloud, stateOf } = stand({ speed: 120 });
    const answer = await call('CreateWorkspaces', { Workspaces: [request('ada.berg')] });
    const id = first(idsOf(answer.PendingRequests));
    clock.advance(5_000); // half of 20 min / 120
    cloud.setSpeed(60);
    clock.advance(9_900); // the other half takes 10 s now
    expect(await stateOf(id)).toBe('PENDING');
    clock.advance(200);
    expect(await stateOf(id)).toBe('AVAILABLE');
  });

  it('keeps everything that was asked for', async () => {
    const { one, describe: look, call } = stand();
    const id = await one('ada.berg', {
      UserVolumeEncryptionEnabled: true,
      RootVolumeEncryptionEnabled: false,
      VolumeEncryptionKey: 'arn:aws:kms:us-east-1:000000000000:key/1',
      WorkspaceProperties: {
        RunningMode: 'AUTO_STOP',
        RunningModeAutoStopTimeoutInMinutes: 120,
        RootVolumeSizeGib: 175,
        UserVolumeSizeGib: 200,
        ComputeTypeName: 'POWER',
        Protocols: ['PCOIP'],
      },
      Tags: [{ Key: 'team', Value: 'one' }, { Key: 'empty' }],
    });
    expect(await look(id)).toMatchObject({
      UserVolumeEncryptionEnabled: true,
      RootVolumeEncryptionEnabled: false,
      VolumeEncryptionKey: 'arn:aws:kms:us-east-1:000000000000:key/1',
      WorkspaceProperties: {
        RunningMode: 'AUTO_STOP',
        RunningModeAutoStopTimeoutInMinutes: 120,
        RootVolumeSizeGib: 175,
        UserVolumeSizeGib: 200,
        ComputeTypeName: 'POWER',
        Protocols: ['PCOIP'],
      },
    });
    expect((await call('DescribeTags', { ResourceId: id })).TagList).toEqual([
      { Key: 'team', Value: 'one' },
      { Key: 'empty', Value: '' },
    ]);
  });
});

describe('An item that cannot be made stands in FailedRequests beside what is pending', () => {
  it.each([
    ['ResourceNotFound.User', request('nobody.here')],
    ['ResourceNotFound.Directory', request('ben.berg', { DirectoryId: 'd-9067999999' })],
    ['ResourceNotFound.Bundle', request('ben.berg', { BundleId: 'wsb-000000000' })],
    ['ResourceExists.WorkSpace', request('ADA.berg')],
    [
      'AutoStopTimeoutIsNotApplicableForAnAlwaysOnWorkspace',
      request('ben.berg', { WorkspaceProperties: { RunningModeAutoStopTimeoutInMinutes: 60 } }),
    ],
    [
      'AutoStopTimeoutIsNotDefaultForManualWorkspace',
      request('ben.berg', {
        WorkspaceProperties: { RunningMode: 'MANUAL', RunningModeAutoStopTimeoutInMinutes: 60 },
      }),
    ],
  ])('%s', async (code, failing) => {
    const { call } = stand();
    const answer = await call('CreateWorkspaces', { Workspaces: [request('ada.berg'), failing] });
    expect(idsOf(answer.PendingRequests)).toHaveLength(1);
    expect(codesOf(answer)).toEqual([code]);
    expect(first(list(answer.FailedRequests)).WorkspaceRequest).toEqual(failing);
  });

  it('also where the directory was deregistered or the bundle deleted', async () => {
    const { call, control } = stand();
    control.directory(directoryId, { state: 'DEREGISTERED' });
    expect(codesOf(await call('CreateWorkspaces', { Workspaces: [request('ada.berg')] }))).toEqual([
      'ResourceNotFound.Directory',
    ]);
    expect((await call('DescribeWorkspaceDirectories', { DirectoryIds: [directoryId] })).Directories).toEqual(
      [],
    );
    control.directory(directoryId, { state: 'REGISTERED' });
    control.bundle(bundleId, { deleted: true });
    expect(codesOf(await call('CreateWorkspaces', { Workspaces: [request('ada.berg')] }))).toEqual([
      'ResourceNotFound.Bundle',
    ]);
    expect((await call('DescribeWorkspaceBundles', { BundleIds: [bundleId] })).Bundles).toEqual([]);
  });

  it('a user may have desktops in two directories', async () => {
    const { call } = stand();
    const answer = await call('CreateWorkspaces', {
      Workspaces: [request('ada.berg'), request('ada.berg', { DirectoryId: 'd-9067000002' })],
    });
    expect(idsOf(answer.PendingRequests)).toHaveLength(2);
  });

  it('user-decoupled desktops need a name and take no seat', async () => {
    const { call } = stand();
    const answer = await call('CreateWorkspaces', {
      Workspaces: [
        request('[UNDEFINED]', { WorkspaceName: 'kiosk-1' }),
        request('[UNDEFINED]', { WorkspaceName: 'kiosk-2' }),
        request('[UNDEFINED]'),
      ],
    });
    expect(idsOf(answer.PendingRequests)).toHaveLength(2);
    expect(codesOf(answer)).toHaveLength(1);
  });
});

describe('A call that is not right is refused as a whole', () => {
  it.each([
    ['no items', {}, "Value null at 'workspaces' failed to satisfy constraint: Member must not be null"],
    [
      'an empty list',
      { Workspaces: [] },
      "Value '[]' at 'workspaces' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      '26 items',
      { Workspaces: Array.from({ length: 26 }, () => request('ada.berg')) },
      'Member must have length less than or equal to 25',
    ],
    [
      'a bundle id that is none',
      { Workspaces: [request('ada.berg', { BundleId: 'standard' })] },
      "Value 'standard' at 'workspaces.1.member.bundleId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^wsb-[0-9a-z]{8,63}$",
    ],
    [
      'an unknown running mode',
      { Workspaces: [request('ada.berg', { WorkspaceProperties: { RunningMode: 'SOMETIMES' } })] },
      'Member must satisfy enum value set: [AUTO_STOP, ALWAYS_ON, MANUAL]',
    ],
  ])('%s', async (_, input, message) => {
    const { call } = stand();
    const fault = await refusal(call('CreateWorkspaces', input));
    expect(fault.code).toBe('ValidationException');
    expect(fault.message).toContain(message);
  });

  it('a wrong type is a SerializationException', async () => {
    const { call } = stand();
    const fault = await refusal(
      call('CreateWorkspaces', { Workspaces: [request('ada.berg', { BundleId: 7 })] }),
    );
    expect(fault.code).toBe('SerializationException');
  });

  it.each([
    ['a tag of AWS', [{ Key: 'aws:own', Value: '1' }]],
    ['51 tags', Array.from({ length: 51 }, (_, n) => ({ Key: `key-${n}`, Value: '' }))],
    ['the same tag twice', [{ Key: 'a' }, { Key: 'a' }]],
  ])('%s', async (_, Tags) => {
    const { call } = stand();
    const fault = await refusal(call('CreateWorkspaces', { Workspaces: [request('ada.berg', { Tags })] }));
    expect(fault.code).toBe('InvalidParameterValuesException');
  });
});
