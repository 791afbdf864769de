import { describe, expect, it } from 'vitest';
import { codeOf } from '../code-of.ts';
import { directoryId, first, list, minute, stand, text } from '../stand.ts';

const imageId = 'wsi-power0001';
const wanted = {
  BundleName: 'Developers',
  BundleDescription: 'What developers need',
  ImageId: imageId,
  ComputeType: { Name: 'POWERPRO' },
  UserStorage: { Capacity: '200' },
};

function standWithBundles() {
  const made = stand();
  const { call } = made;
  const create = async (more: object = {}): Promise<string> => {
    const { WorkspaceBundle } = await call('CreateWorkspaceBundle', { ...wanted, ...more });
    return text(first(list([WorkspaceBundle])).BundleId) ?? '';
  };
  const bundle = async (id: string) =>
    list((await call('DescribeWorkspaceBundles', { BundleIds: [id] })).Bundles)[0];
  const desktopOf = async (id: string, userName = 'ada.berg') => {
    await call('CreateWorkspaces', {
      Workspaces: [{ DirectoryId: directoryId, UserName: userName, BundleId: id }],
    });
    made.clock.advance(20 * minute);
    return first(list((await call('DescribeWorkspaces', { BundleId: id })).Workspaces));
  };
  return { ...made, create, bundle, desktopOf };
}

describe('CreateWorkspaceBundle', () => {
  it('makes a bundle of an image, and desktops are made of it', async () => {
    const { call, create, bundle, desktopOf } = standWithBundles();
    const answer = await call('CreateWorkspaceBundle', {
      ...wanted,
      RootStorage: { Capacity: '300' },
      Tags: [{ Key: 'team', Value: 'one' }],
    });
    const made = first(list([answer.WorkspaceBundle]));
    expect(made).toMatchObject({
      Name: 'Developers',
      Owner: '000000000000',
      Description: 'What developers need',
      ImageId: imageId,
      RootStorage: { Capacity: '300' },
      UserStorage: { Capacity: '200' },
      ComputeType: { Name: 'POWERPRO' },
      State: 'AVAILABLE',
      BundleType: 'REGULAR',
    });
    const id = text(made.BundleId) ?? '';
    expect(id).toMatch(/^wsb-[0-9a-z]{9}$/);
    expect(await bundle(id)).toEqual(made);
    expect((await call('DescribeTags', { ResourceId: id })).TagList).toEqual([{ Key: 'team', Value: 'one' }]);
    expect(await desktopOf(id)).toMatchObject({
      BundleId: id,
      WorkspaceProperties: {
        ComputeTypeName: 'POWERPRO',
        RootVolumeSizeGib: 300,
        UserVolumeSizeGib: 200,
        OperatingSystemName: 'WINDOWS_11',
        Protocols: ['WSP'],
      },
    });
    // Without a root volume it has the image's.
    expect(await bundle(await create({ BundleName: 'Others' }))).toMatchObject({
      RootStorage: { Capacity: '175' },
    });
  });

  it.each([
    ['an image that nobody knows', { ImageId: 'wsi-000000000' }, 'ResourceNotFoundException'],
    ['no compute type', { ComputeType: {} }, 'InvalidParameterValuesException'],
    ['a size that is no number', { UserStorage: { Capacity: 'large' } }, 'InvalidParameterValuesException'],
    [
      'a volume smaller than the image',
      { UserStorage: { Capacity: '50' } },
      'InvalidParameterValuesException',
    ],
    [
      'a root volume smaller than the image',
      { RootStorage: { Capacity: '80' } },
      'InvalidParameterValuesException',
    ],
    ['a volume above 2000 GB', { RootStorage: { Capacity: '2001' } }, 'InvalidParameterValuesException'],
    [
      'a GPU that the image has no drivers for',
      { ComputeType: { Name: 'GRAPHICS_G4DN' } },
      'InvalidParameterValuesException',
    ],
    ['tags of AWS', { Tags: [{ Key: 'aws:a' }] }, 'InvalidParameterValuesException'],
    ['a name that AWS does not take', { BundleName: 'With spaces' }, 'ValidationException'],
  ])('refuses %s', async (_, more, code) => {
    const { call } = standWithBundles();
    expect(await codeOf(call('CreateWorkspaceBundle', { ...wanted, ...more }))).toBe(code);
    expect(list((await call('DescribeWorkspaceBundles')).Bundles)).toHaveLength(1);
  });

  it('has at least the volumes that its hardware comes with', async () => {
    const { call, clock } = standWithBundles();
    await call('ModifyAccount', {
      DedicatedTenancySupport: 'ENABLED',
      DedicatedTenancyManagementCidrRange: '198.19.0.0/16',
    });
    clock.advance(24 * 60 * minute);
    const of = async (process: string, name: string) => {
      const { ImageId } = await call('ImportWorkspaceImage', {
        Ec2ImageId: 'ami-0123456789abcdef0',
        IngestionProcess: process,
        ImageName: name,
        ImageDescription: name,
      });
      clock.advance(120 * minute);
      return (Name: string, root: number, user: number) =>
        codeOf(
          call('CreateWorkspaceBundle', {
            ...wanted,
            BundleName: `${Name}-${root}-${user}`,
            ImageId,
            ComputeType: { Name },
            RootStorage: { Capacity: String(root) },
            UserStorage: { Capacity: String(user) },
          }),
        );
    };
    const refused = 'InvalidParameterValuesException';
    const graphics = await of('BYOL_GRAPHICS_G4DN', 'graphics');
    expect(await graphics('GRAPHICS_G4DN', 80, 100)).toBe(refused);
    expect(await graphics('GRAPHICS_G4DN', 100, 50)).toBe(refused);
    expect(await graphics('GRAPHICS_G4DN', 100, 100)).toBe('done');
    expect(await graphics('STANDARD', 100, 100)).toBe(refused);
    const older = await of('BYOL_GRAPHICSPRO', 'older');
    expect(await older('GRAPHICS', 100, 100)).toBe(refused);
    expect(await older('GRAPHICSPRO', 100, 100)).toBe('done');
    const plain = await of('BYOL_REGULAR', 'plain');
    expect(await plain('GENERALPURPOSE_4XLARGE', 100, 100)).toBe(refused);
    expect(await plain('GENERALPURPOSE_4XLARGE', 175, 100)).toBe('done');
    expect(await plain('VALUE', 80, 10)).toBe('done');
  });

  it('refuses a name that is taken, until its bundle is deleted', async () => {
    const { call, create } = standWithBundles();
    const id = await create();
    expect(await codeOf(create())).toBe('ResourceAlreadyExistsException');
    await call('DeleteWorkspaceBundle', { BundleId: id });
    expect(await codeOf(create())).toBe('done');
  });

  it('makes at most 50, which are paged', async () => {
    const { call, create } = standWithBundles();
    for (let n = 1; n < 50; n++) await create({ BundleName: `bundle-${n}` });
    expect(await codeOf(create())).toBe('ResourceLimitExceededException');
    const page = await call('DescribeWorkspaceBundles');
    expect(list(page.Bundles)).toHaveLength(25);
    const rest = await call('DescribeWorkspaceBundles', { NextToken: page.NextToken });
    expect(list(rest.Bundles)).toHaveLength(25);
    expect(rest.NextToken).toBeUndefined();
    const foreign = call('DescribeWorkspaceBundles', { Owner: 'AMAZON', NextToken: page.NextToken });
    expect(await codeOf(foreign)).toBe('InvalidParameterValuesException');
  });
});

describe('UpdateWorkspaceBundle', () => {
  it('gives the bundle another image, and leaves desktops as they are', async () => {
    const { call, clock, create, bundle, desktopOf } = standWithBundles();
    const id = await create();
    const desktop = await desktopOf(id);
    clock.advance(minute);
    await call('CopyWorkspaceImage', {
      Name: 'newer',
      SourceImageId: imageId,
      SourceRegion: 'us-east-1',
    });
    const newer = list((await call('DescribeWorkspaceImages')).Images).find(({ Name }) => Name === 'newer');
    const update = { BundleId: id, ImageId: newer?.ImageId };
    expect(await codeOf(call('UpdateWorkspaceBundle', update))).toBe('ResourceUnavailableException');
    clock.advance(30 * minute);
    const before = await bundle(id);
    expect(await call('UpdateWorkspaceBundle', update)).toEqual({});
    const after = await bundle(id);
    expect(after).toMatchObject({ ImageId: newer?.ImageId, CreationTime: before?.CreationTime });
    expect(after?.LastUpdatedTime).not.toEqual(before?.LastUpdatedTime);
    expect(list((await call('DescribeWorkspaces')).Workspaces)).toMatchObject([
      { WorkspaceId: desktop.WorkspaceId, BundleId: id, State: 'AVAILABLE' },
    ]);
  });

  it('desktops that are made from then on have the system of the new image', async () => {
    const { call, clock, one, desktopOf } = standWithBundles();
    const WorkspaceId = await one('ben.berg', { BundleId: 'wsb-linux0001' });
    const { ImageId } = await call('CreateWorkspaceImage', {
      Name: 'ubuntu',
      Description: 'ubuntu',
      WorkspaceId,
    });
    clock.advance(45 * minute);
    await call('UpdateWorkspaceBundle', { BundleId: 'wsb-power0001', ImageId });
    expect(await desktopOf('wsb-power0001')).toMatchObject({
      WorkspaceProperties: { OperatingSystemName: 'UBUNTU_22_04', Protocols: ['WSP'] },
    });
  });

  it.each([
    ['none', {}, 'InvalidParameterValuesException'],
    ['one without an image', { BundleId: 'wsb-power0001' }, 'InvalidParameterValuesException'],
    ['one that nobody knows', { BundleId: 'wsb-000000000', ImageId: imageId }, 'ResourceNotFoundException'],
    ["one of Amazon's", { BundleId: 'wsb-standard1', ImageId: imageId }, 'AccessDeniedException'],
    [
      'an unknown image',
      { BundleId: 'wsb-power0001', ImageId: 'wsi-000000000' },
      'ResourceNotFoundException',
    ],
  ])('refuses %s', async (_, input, code) => {
    const { call } = standWithBundles();
    expect(await codeOf(call('UpdateWorkspaceBundle', input))).toBe(code);
  });
});

describe('DeleteWorkspaceBundle', () => {
  it('is refused while desktops are based on it', async () => {
    const { call, clock, create, bundle, desktopOf } = standWithBundles();
    const id = await create();
    const { WorkspaceId } = await desktopOf(id);
    const remove = () => codeOf(call('DeleteWorkspaceBundle', { BundleId: id }));
    expect(await remove()).toBe('ResourceAssociatedException');
    await call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId }] });
    expect(await remove()).toBe('ResourceAssociatedException');
    clock.advance(10 * minute);
    expect(await remove()).toBe('done');
    expect(await bundle(id)).toBeUndefined();
    expect(await remove()).toBe('ResourceNotFoundException');
    expect(await codeOf(call('DescribeTags', { ResourceId: id }))).toBe('ResourceNotFoundException');
  });

  it.each([
    ['none', {}, 'InvalidParameterValuesException'],
    ['one that nobody knows', { BundleId: 'wsb-000000000' }, 'ResourceNotFoundException'],
    ["one of Amazon's", { BundleId: 'wsb-standard1' }, 'AccessDeniedException'],
  ])('refuses %s', async (_, input, code) => {
    const { call } = standWithBundles();
    expect(await codeOf(call('DeleteWorkspaceBundle', input))).toBe(code);
  });
});

describe("Amazon's bundles", () => {
  it('have ids and names of their own, and are found by the names that Terraform asks for', async () => {
    const { call } = standWithBundles();
    const all: Record<string, unknown>[] = [];
    let token: string | undefined;
    do {
      const page = await call('DescribeWorkspaceBundles', { Owner: 'AMAZON', NextToken: token });
      all.push(...list(page.Bundles));
      token = text(page.NextToken);
    } while (token !== undefined);
    expect(new Set(all.map(({ BundleId }) => BundleId)).size).toBe(all.length);
    expect(new Set(all.map(({ Name }) => Name)).size).toBe(all.length);
    expect(all).toContainEqual(
      expect.objectContaining({
        BundleId: 'wsb-93xk71ss4',
        Name: 'Standard with Windows 10 (Server 2022 based) (WSP)',
        ComputeType: { Name: 'STANDARD' },
      }),
    );
    const types = new Set(all.map(({ ComputeType }) => JSON.stringify(ComputeType)));
    for (const name of [
      'VALUE',
      'POWERPRO',
      'GENERALPURPOSE_8XLARGE',
      'GRAPHICS_G4DN',
      'GRAPHICS_G6_XLARGE',
    ]) {
      expect(types).toContain(JSON.stringify({ Name: name }));
    }
  });

  it('that somebody took away by hand are nowhere', async () => {
    const { call, control, bundle } = standWithBundles();
    control.bundle('wsb-standard1', { deleted: true });
    expect(await bundle('wsb-standard1')).toBeUndefined();
    const tags = call('DescribeTags', { ResourceId: 'wsb-standard1' });
    expect(await codeOf(tags)).toBe('ResourceNotFoundException');
    const update = { BundleId: 'wsb-standard1', ImageId: imageId };
    expect(await codeOf(call('UpdateWorkspaceBundle', update))).toBe('ResourceNotFoundException');
  });

  it('are not told with an id and an owner at once', async () => {
    const { call } = standWithBundles();
    const both = call('DescribeWorkspaceBundles', { BundleIds: ['wsb-standard1'], Owner: 'AMAZON' });
    expect(await codeOf(both)).toBe('InvalidParameterValuesException');
    expect(list((await call('DescribeWorkspaceBundles', { Owner: '111111111111' })).Bundles)).toEqual([]);
  });
});
