import { describe, expect, it } from 'vitest';
import { directoryId, minute } from '../stand.ts';
import { standWithThree, unregistered } from './stand.ts';

const place = { accountId: '111111111111', region: 'eu-west-1' };
const authority = 'arn:aws:acm-pca:us-east-1:000000000000:certificate-authority/12345678';

describe('What a directory lets its users do', () => {
  it.each([
    [
      'ModifySelfservicePermissions',
      'SelfservicePermissions',
      { RebuildWorkspace: 'ENABLED', RestartWorkspace: 'DISABLED' },
      { IncreaseVolumeSize: 'DISABLED', EnableEndUserAdvisor: 'ENABLED' },
    ],
    [
      'ModifyWorkspaceAccessProperties',
      'WorkspaceAccessProperties',
      { DeviceTypeWeb: 'ALLOW', DeviceTypeOsx: 'DENY' },
      { DeviceTypeWindows: 'ALLOW', DeviceTypeLinux: 'DENY' },
    ],
    [
      'ModifyWorkspaceCreationProperties',
      'WorkspaceCreationProperties',
      { DefaultOu: 'OU=Desktops,OU=Berlin,DC=one,DC=example', EnableMaintenanceMode: false },
      { EnableInternetAccess: false, UserEnabledAsLocalAdministrator: true },
    ],
    [
      'ModifyStreamingProperties',
      'StreamingProperties',
      { StreamingExperiencePreferredProtocol: 'UDP', GlobalAccelerator: { Mode: 'ENABLED_AUTO' } },
      {},
    ],
  ])('%s changes what it names and leaves the rest', async (operation, member, wanted, rest) => {
    const { call, directory } = standWithThree();
    expect(await call(operation, { ResourceId: directoryId, [member]: wanted })).toEqual({});
    expect((await directory(directoryId))[member]).toMatchObject({ ...wanted, ...rest });
    expect((await directory('d-9067000002'))[member]).not.toMatchObject(wanted);
  });

  it('keeps its security group and takes another', async () => {
    const { call, directory } = standWithThree();
    const set = (WorkspaceCreationProperties: object) =>
      call('ModifyWorkspaceCreationProperties', { ResourceId: directoryId, WorkspaceCreationProperties });
    await set({ CustomSecurityGroupId: 'sg-0123456789abcdef0' });
    await set({ EnableInternetAccess: true, DefaultOu: '' });
    expect((await directory(directoryId)).WorkspaceCreationProperties).toMatchObject({
      CustomSecurityGroupId: 'sg-0123456789abcdef0',
      EnableInternetAccess: true,
    });
  });

  it.each(['Desktops', 'OU=Desktops', 'OU=Desktops,DC=example', 'DC=one,DC=example'])(
    'does not take %s for an organizational unit',
    async (DefaultOu) => {
      const { codeOf } = standWithThree();
      const input = { ResourceId: directoryId, WorkspaceCreationProperties: { DefaultOu } };
      expect(await codeOf('ModifyWorkspaceCreationProperties', input)).toBe(
        'InvalidParameterValuesException',
      );
    },
  );

  it('encrypts its endpoints as it is told', async () => {
    const { call, directory } = standWithThree();
    await call('ModifyEndpointEncryptionMode', {
      DirectoryId: directoryId,
      EndpointEncryptionMode: 'FIPS_VALIDATED',
    });
    expect(await directory(directoryId)).toMatchObject({ EndpointEncryptionMode: 'FIPS_VALIDATED' });
  });
});

describe('SAML 2.0', () => {
  const address = 'https://idp.example.com/start';
  const set = (SamlProperties: object, PropertiesToDelete?: string[]) => ({
    ResourceId: directoryId,
    SamlProperties,
    PropertiesToDelete,
  });

  it('is enabled with an address, which can be deleted once it is disabled', async () => {
    const { call, directory, codeOf } = standWithThree();
    expect(await codeOf('ModifySamlProperties', set({ Status: 'ENABLED' }))).toBe(
      'InvalidParameterValuesException',
    );
    await call('ModifySamlProperties', set({ Status: 'ENABLED', UserAccessUrl: address }));
    expect((await directory(directoryId)).SamlProperties).toEqual({
      Status: 'ENABLED',
      UserAccessUrl: address,
      RelayStateParameterName: 'RelayState',
    });
    expect(await codeOf('ModifySamlProperties', set({}, ['SAML_PROPERTIES_USER_ACCESS_URL']))).toBe(
      'InvalidParameterValuesException',
    );
    await call(
      'ModifySamlProperties',
      set({ Status: 'DISABLED' }, [
        'SAML_PROPERTIES_USER_ACCESS_URL',
        'SAML_PROPERTIES_RELAY_STATE_PARAMETER_NAME',
      ]),
    );
    expect((await directory(directoryId)).SamlProperties).toEqual({ Status: 'DISABLED' });
  });

  it('comes before certificates, which need an authority', async () => {
    const { call, directory, codeOf } = standWithThree();
    const certificates = (CertificateBasedAuthProperties: object, PropertiesToDelete?: string[]) => ({
      ResourceId: directoryId,
      CertificateBasedAuthProperties,
      PropertiesToDelete,
    });
    const operation = 'ModifyCertificateBasedAuthProperties';
    const enabled = certificates({ Status: 'ENABLED', CertificateAuthorityArn: authority });
    expect(await codeOf(operation, enabled)).toBe('OperationNotSupportedException');
    await call('ModifySamlProperties', set({ Status: 'ENABLED', UserAccessUrl: address }));
    expect(await codeOf(operation, certificates({ Status: 'ENABLED' }))).toBe(
      'InvalidParameterValuesException',
    );
    await call(operation, enabled);
    expect((await directory(directoryId)).CertificateBasedAuthProperties).toEqual({
      Status: 'ENABLED',
      CertificateAuthorityArn: authority,
    });
    await call(
      operation,
      certificates({ Status: 'DISABLED' }, ['CERTIFICATE_BASED_AUTH_PROPERTIES_CERTIFICATE_AUTHORITY_ARN']),
    );
    expect((await directory(directoryId)).CertificateBasedAuthProperties).toEqual({ Status: 'DISABLED' });
  });
});

describe('A directory that WorkSpaces does not have', () => {
  const changes: [string, object][] = [
    ['ModifySelfservicePermissions', { SelfservicePermissions: {} }],
    ['ModifyWorkspaceAccessProperties', { WorkspaceAccessProperties: {} }],
    ['ModifyWorkspaceCreationProperties', { WorkspaceCreationProperties: {} }],
    ['ModifySamlProperties', {}],
    ['ModifyCertificateBasedAuthProperties', {}],
    ['ModifyStreamingProperties', {}],
  ];
  it.each(changes)('%s does not find it', async (operation, input) => {
    const { codeOf } = standWithThree();
    for (const ResourceId of [unregistered, 'd-9067999999']) {
      expect(await codeOf(operation, { ...input, ResourceId })).toBe('ResourceNotFoundException');
    }
  });
});

it('accounts and regions have their own directories', async () => {
  const { call, clock, codeOf } = standWithThree();
  expect(await codeOf('RegisterWorkspaceDirectory', { DirectoryId: unregistered })).toBe('done');
  const elsewhere = await call(
    'ModifyEndpointEncryptionMode',
    { DirectoryId: directoryId, EndpointEncryptionMode: 'FIPS_VALIDATED' },
    place,
  );
  expect(elsewhere).toEqual({});
  clock.advance(2 * minute);
  const seen = async (context: object) =>
    (await call('DescribeWorkspaceDirectories', {}, context)).Directories;
  expect(await seen(place)).toHaveLength(2);
  expect(await seen({})).toHaveLength(3);
  expect(await seen({})).toContainEqual(expect.objectContaining({ EndpointEncryptionMode: 'STANDARD_TLS' }));
  expect(await seen({})).not.toContainEqual(
    expect.objectContaining({ EndpointEncryptionMode: 'FIPS_VALIDATED' }),
  );
});
