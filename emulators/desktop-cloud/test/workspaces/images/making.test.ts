import { describe, expect, it } from 'vitest';
import { codeOf } from '../code-of.ts';
import { list, minute, type stand, text } from '../stand.ts';
import { seeded, standWithDesktop } from './stand.ts';

describe('CreateWorkspaceImage', () => {
  it('suspends the desktop until the image is ready', async () => {
    const { call, clock, desktopId, image, stateOf } = await standWithDesktop();
    const answer = await call('CreateWorkspaceImage', {
      Name: 'gold',
      Description: 'The golden image',
      WorkspaceId: desktopId,
      Tags: [{ Key: 'team', Value: 'one' }],
    });
    expect(answer).toMatchObject({
      Name: 'gold',
      Description: 'The golden image',
      OperatingSystem: { Type: 'WINDOWS' },
      State: 'PENDING',
      RequiredTenancy: 'DEFAULT',
      OwnerAccountId: '000000000000',
    });
    const id = text(answer.ImageId) ?? '';
    expect(id).toMatch(/^wsi-[0-9a-z]{9}$/);
    expect(await stateOf(desktopId)).toBe('SUSPENDED');
    clock.advance(44 * minute);
    expect(await image(id)).toMatchObject({ State: 'PENDING' });
    expect(await stateOf(desktopId)).toBe('SUSPENDED');
    clock.advance(minute);
    expect(await image(id)).toMatchObject({
      State: 'AVAILABLE',
      Created: answer.Created,
      Updates: { UpdateAvailable: false },
    });
    expect(await stateOf(desktopId)).toBe('AVAILABLE');
    expect((await call('DescribeTags', { ResourceId: id })).TagList).toEqual([{ Key: 'team', Value: 'one' }]);
  });

  it('a bundle of it makes desktops like the one it was made of', async () => {
    const { call, clock, ready } = await standWithDesktop({ BundleId: 'wsb-linux0001' });
    const ImageId = await ready('ubuntu');
    const { WorkspaceBundle } = await call('CreateWorkspaceBundle', {
      BundleName: 'ubuntu',
      BundleDescription: 'Ubuntu',
      ImageId,
      ComputeType: { Name: 'POWER' },
      UserStorage: { Capacity: '50' },
    });
    const BundleId = list([WorkspaceBundle])[0]?.BundleId;
    await call('CreateWorkspaces', {
      Workspaces: [{ DirectoryId: 'd-9067000002', UserName: 'ada.berg', BundleId }],
    });
    clock.advance(20 * minute);
    expect(list((await call('DescribeWorkspaces', { BundleId })).Workspaces)).toMatchObject([
      { WorkspaceProperties: { OperatingSystemName: 'UBUNTU_22_04', Protocols: ['WSP'] } },
    ]);
  });

  it('is refused for a desktop that is unknown, encrypted or not available', async () => {
    const { call, control, desktopId, standing } = await standWithDesktop();
    const of = (WorkspaceId: string) =>
      codeOf(call('CreateWorkspaceImage', { Name: 'gold', Description: 'gold', WorkspaceId }));
    expect(await of('ws-000000000')).toBe('ResourceNotFoundException');
    const [encrypted = ''] = await standing(['ben.berg'], {
      RootVolumeEncryptionEnabled: true,
      VolumeEncryptionKey: 'key',
    });
    expect(await of(encrypted)).toBe('OperationNotSupportedException');
    control.desktop(desktopId, { state: 'STOPPED' });
    expect(await of(desktopId)).toBe('InvalidResourceStateException');
    control.desktop(desktopId, {
      state: 'AVAILABLE',
      members: { ModificationStates: [{ Resource: 'ROOT_VOLUME', State: 'UPDATE_IN_PROGRESS' }] },
    });
    expect(await of(desktopId)).toBe('InvalidResourceStateException');
  });

  it('is refused for a name that is taken, also while the desktop is suspended', async () => {
    const { create } = await standWithDesktop();
    await create('gold');
    expect(await codeOf(create('gold'))).toBe('ResourceAlreadyExistsException');
    expect(await codeOf(create('silver'))).toBe('InvalidResourceStateException');
  });

  it('leaves a desktop alone that somebody put into another state meanwhile', async () => {
    const { clock, control, create, desktopId, image, stateOf } = await standWithDesktop();
    const id = await create('gold');
    control.desktop(desktopId, { state: 'ERROR' });
    clock.advance(45 * minute);
    expect(await image(id)).toMatchObject({ State: 'AVAILABLE' });
    expect(await stateOf(desktopId)).toBe('ERROR');
  });

  it('can end in ERROR, as a fault asks for; the desktop comes back', async () => {
    const { clock, control, create, desktopId, image, stateOf } = await standWithDesktop();
    control.addFault({
      operation: 'CreateWorkspaceImage',
      kind: 'endsInError',
      code: 'OSNotSupported',
      message: 'not this one',
    });
    const id = await create('gold');
    clock.advance(45 * minute);
    expect(await image(id)).toMatchObject({
      State: 'ERROR',
      ErrorCode: 'OSNotSupported',
      ErrorMessage: 'not this one',
    });
    expect(await stateOf(desktopId)).toBe('AVAILABLE');
  });

  it('so can a copy', async () => {
    const { call, clock, control, image } = await standWithDesktop();
    control.addFault({ operation: 'CopyWorkspaceImage', kind: 'endsInError', message: 'no space' });
    const { ImageId } = await call('CopyWorkspaceImage', {
      Name: 'copy',
      SourceImageId: seeded,
      SourceRegion: 'us-east-1',
    });
    clock.advance(30 * minute);
    expect(await image(text(ImageId) ?? '')).toMatchObject({ State: 'ERROR', ErrorMessage: 'no space' });
  });

  it('makes at most 40, which are paged', async () => {
    const { call, image } = await standWithDesktop();
    const copy = (n: number) =>
      call('CopyWorkspaceImage', { Name: `copy-${n}`, SourceImageId: seeded, SourceRegion: 'us-east-1' });
    for (let n = 1; n < 40; n++) await copy(n);
    expect(await codeOf(copy(40))).toBe('ResourceLimitExceededException');
    const page = await call('DescribeWorkspaceImages');
    expect(list(page.Images)).toHaveLength(25);
    const rest = await call('DescribeWorkspaceImages', { NextToken: page.NextToken });
    expect(list(rest.Images)).toHaveLength(15);
    expect(list((await call('DescribeWorkspaceImages', { MaxResults: 3 })).Images)).toHaveLength(3);
    expect(await image('wsi-000000000')).toBeUndefined();
  });
});

describe('CopyWorkspaceImage', () => {
  const friend = { accountId: '111111111111' };
  const elsewhere = { region: 'eu-west-1' };

  it('copies from another Region of the account', async () => {
    const { call, clock, image, ready } = await standWithDesktop();
    const SourceImageId = await ready('gold');
    const { ImageId } = await call(
      'CopyWorkspaceImage',
      { Name: 'gold', Description: 'from afar', SourceImageId, SourceRegion: 'us-east-1' },
      elsewhere,
    );
    const id = text(ImageId) ?? '';
    expect(await image(id)).toBeUndefined();
    expect(await image(id, elsewhere)).toMatchObject({ State: 'PENDING', Description: 'from afar' });
    clock.advance(30 * minute);
    expect(await image(id, elsewhere)).toMatchObject({ State: 'AVAILABLE', Name: 'gold' });
  });

  it('copies what another account lets it copy', async () => {
    const { call, image, ready } = await standWithDesktop();
    const SourceImageId = await ready('gold');
    const copy = () =>
      call('CopyWorkspaceImage', { Name: 'mine', SourceImageId, SourceRegion: 'us-east-1' }, friend);
    const shared = async () =>
      list((await call('DescribeWorkspaceImages', { ImageType: 'SHARED' }, friend)).Images);
    expect(await codeOf(copy())).toBe('ResourceNotFoundException');
    expect(await shared()).toEqual([]);
    const share = (AllowCopyImage: boolean) =>
      call('UpdateWorkspaceImagePermission', {
        ImageId: SourceImageId,
        AllowCopyImage,
        SharedAccountId: friend.accountId,
      });
    await share(true);
    expect(await shared()).toMatchObject([{ ImageId: SourceImageId, OwnerAccountId: '000000000000' }]);
    expect(await image(SourceImageId, friend)).toMatchObject({ OwnerAccountId: '000000000000' });
    const owned = list((await call('DescribeWorkspaceImages', {}, friend)).Images);
    expect(owned.map(({ ImageId }) => ImageId)).toEqual([seeded]);
    const { ImageId } = await copy();
    expect(await image(text(ImageId) ?? '', friend)).toMatchObject({ OwnerAccountId: '111111111111' });
    await share(false);
    expect(await shared()).toEqual([]);
    expect(await codeOf(copy())).toBe('ResourceNotFoundException');
  });

  it('is refused for a name that is taken, and for an image that is not ready', async () => {
    const { call, create } = await standWithDesktop();
    const SourceImageId = await create('gold');
    const copy = (Name: string) =>
      codeOf(call('CopyWorkspaceImage', { Name, SourceImageId, SourceRegion: 'us-east-1' }));
    expect(await copy('gold')).toBe('ResourceAlreadyExistsException');
    expect(await copy('silver')).toBe('ResourceUnavailableException');
  });
});

describe('CreateUpdatedWorkspaceImage', () => {
  const update = (call: ReturnType<typeof stand>['call'], SourceImageId: string) =>
    call('CreateUpdatedWorkspaceImage', { Name: 'newer', Description: 'newer', SourceImageId });

  it('makes another image, and leaves the old one', async () => {
    const { call, clock, image, ready } = await standWithDesktop({ BundleId: 'wsb-fb2xfp6r8' });
    const old = await ready('gold');
    const { ImageId } = await update(call, old);
    clock.advance(45 * minute);
    expect(await image(text(ImageId) ?? '')).toMatchObject({ State: 'AVAILABLE', Name: 'newer' });
    expect(await image(old)).toMatchObject({ State: 'AVAILABLE' });
  });

  it('is refused for other systems, for what is not ready, and for what nobody knows', async () => {
    const { call, create } = await standWithDesktop({ BundleId: 'wsb-fb2xfp6r8' });
    expect(await codeOf(update(call, seeded))).toBe('OperationNotSupportedException');
    expect(await codeOf(update(call, await create('gold')))).toBe('InvalidResourceStateException');
    expect(await codeOf(update(call, 'wsi-000000000'))).toBe('ResourceNotFoundException');
  });
});
