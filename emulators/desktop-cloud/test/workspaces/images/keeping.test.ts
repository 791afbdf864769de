import { describe, expect, it } from 'vitest';
import { codeOf } from '../code-of.ts';
import { list, minute, stand } from '../stand.ts';
import { seeded, standWithDesktop } from './stand.ts';

const account = (n: number): string => String(200_000_000_000 + n);

describe('UpdateWorkspaceImagePermission', () => {
  it('lets accounts copy the image, which is told in pages', async () => {
    const { call } = stand();
    for (let n = 0; n < 30; n++) {
      await call('UpdateWorkspaceImagePermission', {
        ImageId: seeded,
        AllowCopyImage: true,
        SharedAccountId: account(n),
      });
    }
    const page = await call('DescribeWorkspaceImagePermissions', { ImageId: seeded });
    expect(page.ImageId).toBe(seeded);
    expect(list(page.ImagePermissions)).toHaveLength(25);
    const rest = await call('DescribeWorkspaceImagePermissions', {
      ImageId: seeded,
      NextToken: page.NextToken,
    });
    expect(list(rest.ImagePermissions).at(-1)).toEqual({ SharedAccountId: account(29) });
  });

  it.each([
    ['an image that nobody knows', { ImageId: 'wsi-000000000' }, 'ResourceNotFoundException'],
    ['the account itself', { SharedAccountId: '000000000000' }, 'InvalidParameterValuesException'],
    ['taking back what was not given', { AllowCopyImage: false }, 'InvalidParameterValuesException'],
  ])('refuses %s', async (_, more, code) => {
    const { call } = stand();
    const input = { ImageId: seeded, AllowCopyImage: true, SharedAccountId: account(1), ...more };
    expect(await codeOf(call('UpdateWorkspaceImagePermission', input))).toBe(code);
  });

  it('refuses an image that is not ready', async () => {
    const { call, create } = await standWithDesktop();
    const input = { ImageId: await create('gold'), AllowCopyImage: true, SharedAccountId: account(1) };
    expect(await codeOf(call('UpdateWorkspaceImagePermission', input))).toBe('ResourceUnavailableException');
  });

  it('an image that nobody knows has no permissions to tell', async () => {
    const { call } = stand();
    expect(await codeOf(call('DescribeWorkspaceImagePermissions', { ImageId: 'wsi-000000000' }))).toBe(
      'ResourceNotFoundException',
    );
  });
});

describe('DeleteWorkspaceImage', () => {
  it('is refused while the image is pending, shared, or has a bundle', async () => {
    const { call, clock, create, image } = await standWithDesktop();
    const id = await create('gold');
    const remove = (ImageId: string) => codeOf(call('DeleteWorkspaceImage', { ImageId }));
    expect(await remove(id)).toBe('InvalidResourceStateException');
    clock.advance(45 * minute);
    const share = (AllowCopyImage: boolean) =>
      call('UpdateWorkspaceImagePermission', { ImageId: id, AllowCopyImage, SharedAccountId: account(1) });
    await share(true);
    expect(await remove(id)).toBe('ResourceAssociatedException');
    await share(false);
    expect(await remove(id)).toBe('done');
    expect(await image(id)).toBeUndefined();
    expect(await remove(seeded)).toBe('ResourceAssociatedException');
    await call('DeleteWorkspaceBundle', { BundleId: 'wsb-power0001' });
    expect(await remove(seeded)).toBe('done');
    expect(await remove(seeded)).toBe('AccessDeniedException');
  });
});

describe('Imports', () => {
  const own = {
    DedicatedTenancySupport: 'ENABLED',
    DedicatedTenancyManagementCidrRange: '198.19.0.0/16',
  };
  const plain = {
    Ec2ImageId: 'ami-0123456789abcdef0',
    IngestionProcess: 'BYOL_REGULAR_WSP',
    ImageName: 'byol',
    ImageDescription: 'our own',
  };
  const custom = {
    ImageName: 'byol',
    ImageDescription: 'our own',
    ComputeType: 'BASE',
    Protocol: 'DCV',
    ImageSource: { Ec2ImageId: 'ami-0123456789abcdef0' },
    InfrastructureConfigurationArn:
      'arn:aws:imagebuilder:us-east-1:000000000000:infrastructure-configuration/own',
    Platform: 'WINDOWS',
    OsVersion: 'Windows_11',
  };
  async function standWithLicenses() {
    const made = stand();
    await made.call('ModifyAccount', own);
    made.clock.advance(24 * 60 * minute);
    const image = async (id: unknown) =>
      list((await made.call('DescribeWorkspaceImages', { ImageIds: [id] })).Images)[0];
    return { ...made, image };
  }

  it.each([
    ['ImportWorkspaceImage', plain],
    ['ImportCustomWorkspaceImage', custom],
  ])('%s needs an account with licenses of its own', async (operation, input) => {
    expect(await codeOf(stand().call(operation, input))).toBe('OperationNotSupportedException');
    const { call } = await standWithLicenses();
    expect(await codeOf(call(operation, input))).toBe('done');
    expect(await codeOf(call(operation, input))).toBe('ResourceAlreadyExistsException');
  });

  it('an image comes in after a while, and wants hardware of its own', async () => {
    const { call, clock, image } = await standWithLicenses();
    const { ImageId } = await call('ImportWorkspaceImage', plain);
    expect(await image(ImageId)).toMatchObject({ State: 'PENDING', RequiredTenancy: 'DEDICATED' });
    clock.advance(120 * minute);
    expect(await image(ImageId)).toMatchObject({ State: 'AVAILABLE', OperatingSystem: { Type: 'WINDOWS' } });
    const copy = { Name: 'copy', SourceImageId: ImageId, SourceRegion: 'us-east-1' };
    expect(await codeOf(call('CopyWorkspaceImage', copy, { region: 'eu-west-1' }))).toBe(
      'OperationNotSupportedException',
    );
  });

  it('an image of EC2 Image Builder tells how far it has come', async () => {
    const { call, clock, image } = await standWithLicenses();
    const { ImageId, State } = await call('ImportCustomWorkspaceImage', custom);
    expect(State).toBe('PENDING');
    const seen = async () => {
      const told = await call('DescribeCustomWorkspaceImageImport', { ImageId });
      return [told.State, told.ProgressPercentage];
    };
    expect(await seen()).toEqual(['PENDING', 0]);
    clock.advance(90 * minute);
    expect(await seen()).toEqual(['IMAGE_TESTING_GENERALIZATION', 50]);
    expect(await image(ImageId)).toMatchObject({ State: 'PENDING' });
    clock.advance(90 * minute);
    expect(await seen()).toEqual(['COMPLETED', 100]);
    expect(await image(ImageId)).toMatchObject({ State: 'AVAILABLE' });
    clock.advance(90 * minute);
    expect(await seen()).toEqual(['COMPLETED', 100]);
    expect(await call('DescribeCustomWorkspaceImageImport', { ImageId })).toMatchObject({
      ImageSource: custom.ImageSource,
      InfrastructureConfigurationArn: custom.InfrastructureConfigurationArn,
    });
  });

  it.each([
    [
      'ImportWorkspaceImage',
      { ...plain, IngestionProcess: 'BYOL_REGULAR_BYOP' },
      'OperationNotSupportedException',
    ],
    [
      'ImportWorkspaceImage',
      { ...plain, Applications: ['Microsoft_Office_2016', 'Microsoft_Office_2019'] },
      'InvalidParameterValuesException',
    ],
    ['ImportCustomWorkspaceImage', { ...custom, Protocol: 'BYOP' }, 'OperationNotSupportedException'],
    ['ImportCustomWorkspaceImage', { ...custom, Protocol: 'PCOIP' }, 'InvalidParameterValuesException'],
    ['ImportCustomWorkspaceImage', { ...custom, ImageSource: {} }, 'InvalidParameterValuesException'],
  ])('%s refuses %j', async (operation, input, code) => {
    const { call } = await standWithLicenses();
    expect(await codeOf(call(operation, input))).toBe(code);
  });

  it('an image that was not imported so has no import to tell', async () => {
    const { call } = stand();
    const of = (ImageId: string) => codeOf(call('DescribeCustomWorkspaceImageImport', { ImageId }));
    expect(await of(seeded)).toBe('ResourceNotFoundException');
    expect(await of('wsi-000000000')).toBe('ResourceNotFoundException');
  });
});
