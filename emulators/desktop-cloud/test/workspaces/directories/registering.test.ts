import { describe, expect, it } from 'vitest';
import { codesOf, directoryId, list, minute, refusal, text } from '../stand.ts';
import { standWithThree, unregistered } from './stand.ts';

const subnets = ['subnet-0000aaaa', 'subnet-0000bbbb'];
const dedicated = {
  DedicatedTenancySupport: 'ENABLED',
  DedicatedTenancyManagementCidrRange: '198.19.0.0/16',
};

describe('RegisterWorkspaceDirectory', () => {
  it('takes its time, and ends with a directory that can have desktops', async () => {
    const { call, clock, shown, directory } = standWithThree();
    const create = {
      Workspaces: [{ DirectoryId: unregistered, UserName: 'ada.berg', BundleId: 'wsb-standard1' }],
    };
    expect(await shown(unregistered)).toBeUndefined();
    expect(await call('RegisterWorkspaceDirectory', { DirectoryId: unregistered })).toEqual({
      DirectoryId: unregistered,
      State: 'REGISTERING',
    });
    expect(await directory(unregistered)).toMatchObject({ State: 'REGISTERING' });
    expect(codesOf(await call('CreateWorkspaces', create))).toEqual(['ResourceNotFound.Directory']);
    clock.advance(2 * minute);
    expect(await directory(unregistered)).toMatchObject({ State: 'REGISTERED' });
    expect(codesOf(await call('CreateWorkspaces', create))).toEqual([]);
  });

  it('has the defaults that Terraform finds on AWS', async () => {
    const { call, directory } = standWithThree();
    await call('RegisterWorkspaceDirectory', { DirectoryId: unregistered });
    const shown = await directory(unregistered);
    expect(shown).toMatchObject({
      DirectoryName: 'three.example.com',
      DirectoryType: 'SIMPLE_AD',
      CustomerUserName: 'Administrator',
      Tenancy: 'SHARED',
      UserIdentityType: 'AWS_DIRECTORY_SERVICE',
      WorkspaceType: 'PERSONAL',
      ipGroupIds: [],
      EndpointEncryptionMode: 'STANDARD_TLS',
      SelfservicePermissions: {
        RestartWorkspace: 'ENABLED',
        IncreaseVolumeSize: 'DISABLED',
        ChangeComputeType: 'DISABLED',
        SwitchRunningMode: 'DISABLED',
        RebuildWorkspace: 'DISABLED',
      },
      WorkspaceAccessProperties: {
        DeviceTypeWindows: 'ALLOW',
        DeviceTypeZeroClient: 'ALLOW',
        DeviceTypeWeb: 'DENY',
        DeviceTypeLinux: 'DENY',
      },
      WorkspaceCreationProperties: {
        EnableInternetAccess: false,
        EnableMaintenanceMode: true,
        UserEnabledAsLocalAdministrator: true,
      },
      SamlProperties: { Status: 'DISABLED', RelayStateParameterName: 'RelayState' },
      CertificateBasedAuthProperties: { Status: 'DISABLED' },
    });
    for (const member of ['Alias', 'RegistrationCode', 'IamRoleId', 'WorkspaceSecurityGroupId']) {
      expect(text(shown[member])).toMatch(/./);
    }
    expect(shown.SubnetIds).toHaveLength(2);
    expect(shown.DnsIpAddresses).toHaveLength(2);
  });

  it('takes subnets, self-service and tags', async () => {
    const { call, directory } = standWithThree();
    await call('RegisterWorkspaceDirectory', {
      DirectoryId: unregistered,
      SubnetIds: subnets,
      EnableSelfService: true,
      Tags: [{ Key: 'team', Value: 'one' }],
    });
    expect(await directory(unregistered)).toMatchObject({
      SubnetIds: subnets,
      SelfservicePermissions: { RebuildWorkspace: 'ENABLED', SwitchRunningMode: 'ENABLED' },
    });
    expect((await call('DescribeTags', { ResourceId: unregistered })).TagList).toEqual([
      { Key: 'team', Value: 'one' },
    ]);
  });

  it.each([
    ['an unknown one', { DirectoryId: 'd-9067999999' }, 'ResourceNotFoundException'],
    ['one that is registered', { DirectoryId: directoryId }, 'ResourceAlreadyExistsException'],
    ['none', {}, 'ValidationException'],
    [
      'one subnet',
      { DirectoryId: unregistered, SubnetIds: subnets.slice(1) },
      'InvalidParameterValuesException',
    ],
    [
      'the same subnet twice',
      { DirectoryId: unregistered, SubnetIds: [subnets[0], subnets[0]] },
      'OperationNotSupportedException',
    ],
    [
      'one for Pools',
      { WorkspaceType: 'POOLS', WorkspaceDirectoryName: 'pools' },
      'OperationNotSupportedException',
    ],
    [
      'tags of AWS',
      { DirectoryId: unregistered, Tags: [{ Key: 'aws:a' }] },
      'InvalidParameterValuesException',
    ],
    [
      'dedicated tenancy that the account does not have',
      { DirectoryId: unregistered, Tenancy: 'DEDICATED' },
      'InvalidParameterValuesException',
    ],
  ])('refuses %s', async (_, input, code) => {
    const { call, shown } = standWithThree();
    expect((await refusal(call('RegisterWorkspaceDirectory', input))).code).toBe(code);
    expect(await shown(unregistered)).toBeUndefined();
  });

  it('refuses one that is being registered', async () => {
    const { call, codeOf } = standWithThree();
    await call('RegisterWorkspaceDirectory', { DirectoryId: unregistered });
    expect(await codeOf('RegisterWorkspaceDirectory', { DirectoryId: unregistered })).toBe(
      'ResourceAlreadyExistsException',
    );
  });

  it('takes dedicated tenancy once the account has it', async () => {
    const { call, clock, directory } = standWithThree();
    await call('ModifyAccount', dedicated);
    clock.advance(24 * 60 * minute);
    await call('RegisterWorkspaceDirectory', { DirectoryId: unregistered, Tenancy: 'DEDICATED' });
    expect(await directory(unregistered)).toMatchObject({ Tenancy: 'DEDICATED' });
  });

  it('can end in ERROR, as a fault asks for; then it has to be deregistered first', async () => {
    const { call, clock, control, directory, shown, codeOf } = standWithThree();
    control.addFault({
      operation: 'RegisterWorkspaceDirectory',
      kind: 'endsInError',
      directoryId: unregistered,
      message: 'no such network',
    });
    const register = () => codeOf('RegisterWorkspaceDirectory', { DirectoryId: unregistered });
    await register();
    clock.advance(2 * minute);
    expect(await directory(unregistered)).toMatchObject({ State: 'ERROR', ErrorMessage: 'no such network' });
    expect(await register()).toBe('ResourceAlreadyExistsException');
    await call('DeregisterWorkspaceDirectory', { DirectoryId: unregistered });
    clock.advance(2 * minute);
    expect(await shown(unregistered)).toBeUndefined();
    expect(await register()).toBe('done');
    clock.advance(2 * minute);
    expect(await directory(unregistered)).toMatchObject({ State: 'REGISTERED' });
  });

  it('what somebody does by hand meanwhile stands', async () => {
    const { call, clock, control, directory, shown } = standWithThree();
    await call('RegisterWorkspaceDirectory', { DirectoryId: unregistered });
    control.directory(unregistered, { state: 'DEREGISTERED' });
    await call('DeregisterWorkspaceDirectory', { DirectoryId: directoryId });
    control.directory(directoryId, { state: 'REGISTERED' });
    clock.advance(2 * minute);
    expect(await shown(unregistered)).toBeUndefined();
    expect(await directory(directoryId)).toMatchObject({ State: 'REGISTERED' });
  });

  it('registers at most 50', async () => {
    const { call, codeOf, control } = standWithThree();
    for (let n = 10; n < 58; n++) {
      control.directory(`d-90670000${n}`, { state: 'REGISTERED', directoryName: `of-${n}.example.com` });
    }
    expect(await codeOf('RegisterWorkspaceDirectory', { DirectoryId: unregistered })).toBe(
      'ResourceLimitExceededException',
    );
    await call('DeregisterWorkspaceDirectory', { DirectoryId: 'd-9067000010' });
    expect(await codeOf('RegisterWorkspaceDirectory', { DirectoryId: unregistered })).toBe(
      'ResourceLimitExceededException',
    );
  });
});

describe('A directory of an identity provider', () => {
  const customer = {
    UserIdentityType: 'CUSTOMER_MANAGED',
    WorkspaceDirectoryName: 'people',
    WorkspaceDirectoryDescription: 'Our own people',
    SubnetIds: subnets,
  };
  const center = {
    ...customer,
    UserIdentityType: 'AWS_IAM_IDENTITY_CENTER',
    IdcInstanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  };

  it('is made by its registration, and is gone with it', async () => {
    const { call, clock, control, shown } = standWithThree();
    const { DirectoryId } = await call('RegisterWorkspaceDirectory', customer);
    const id = text(DirectoryId) ?? '';
    expect(id).toMatch(/^wsd-[0-9a-z]{9}$/);
    clock.advance(2 * minute);
    expect(await shown(id)).toMatchObject({
      State: 'REGISTERED',
      DirectoryType: 'CUSTOMER_MANAGED',
      UserIdentityType: 'CUSTOMER_MANAGED',
      WorkspaceDirectoryName: 'people',
      WorkspaceDirectoryDescription: 'Our own people',
    });
    await call('DeregisterWorkspaceDirectory', { DirectoryId: id });
    clock.advance(2 * minute);
    expect(await shown(id)).toBeUndefined();
    expect((await refusal(call('DescribeTags', { ResourceId: id }))).code).toBe('ResourceNotFoundException');
    const { directories } = control.state({ ledger: false });
    expect(directories.map(({ directoryId: one }) => one)).not.toContain(id);
  });

  it('is found by its name and its identity type', async () => {
    const { call } = standWithThree();
    const { DirectoryId } = await call('RegisterWorkspaceDirectory', center);
    const found = async (input: object) =>
      list((await call('DescribeWorkspaceDirectories', input)).Directories).map((one) => one.DirectoryId);
    expect(await found({ WorkspaceDirectoryNames: ['people'] })).toEqual([DirectoryId]);
    const byType = (...Values: string[]) => found({ Filters: [{ Name: 'USER_IDENTITY_TYPE', Values }] });
    expect(await byType('AWS_IAM_IDENTITY_CENTER')).toEqual([DirectoryId]);
    expect(await byType('AWS_DIRECTORY_SERVICE')).toEqual(['d-9067000001', 'd-9067000002']);
    expect(await byType('AWS_DIRECTORY_SERVICE', 'AWS_IAM_IDENTITY_CENTER')).toHaveLength(3);
    expect(await found({ Filters: [{ Name: 'WORKSPACE_TYPE', Values: ['POOLS'] }] })).toEqual([]);
  });

  it.each([
    ['an id', { ...customer, DirectoryId: unregistered }],
    ['no name', { ...customer, WorkspaceDirectoryName: undefined }],
    ['no subnets', { ...customer, SubnetIds: undefined }],
    ['no instance of the identity center', { ...center, IdcInstanceArn: undefined }],
  ])('is not made with %s', async (_, input) => {
    const { codeOf } = standWithThree();
    expect(await codeOf('RegisterWorkspaceDirectory', input)).toBe('InvalidParameterValuesException');
  });

  it('is the only one with its name', async () => {
    const { call, codeOf } = standWithThree();
    await call('RegisterWorkspaceDirectory', customer);
    expect(await codeOf('RegisterWorkspaceDirectory', customer)).toBe('ResourceAlreadyExistsException');
  });
});

describe('DeregisterWorkspaceDirectory', () => {
  it('takes its time; then nobody knows the directory, and it can be registered as new', async () => {
    const { call, clock, shown, directory, codeOf } = standWithThree();
    await call('CreateTags', { ResourceId: directoryId, Tags: [{ Key: 'a', Value: 'b' }] });
    const logUpload = async () =>
      list((await call('DescribeClientProperties', { ResourceIds: [directoryId] })).ClientPropertiesList);
    const LoginMessage = { en_US: 'Hello' };
    await call('ModifyClientProperties', {
      ResourceId: directoryId,
      ClientProperties: { LogUploadEnabled: 'DISABLED' },
    });
    await call('ImportClientBranding', { ResourceId: directoryId, DeviceTypeWeb: { LoginMessage } });
    await call('CreateConnectClientAddIn', {
      ResourceId: directoryId,
      Name: 'Connect',
      URL: 'https://connect.example.com',
    });
    await call('ModifyWorkspaceAccessProperties', {
      ResourceId: directoryId,
      WorkspaceAccessProperties: { DeviceTypeWeb: 'ALLOW' },
    });
    expect(await call('DeregisterWorkspaceDirectory', { DirectoryId: directoryId })).toEqual({});
    expect(await directory(directoryId)).toMatchObject({ State: 'DEREGISTERING' });
    for (const operation of ['RegisterWorkspaceDirectory', 'DeregisterWorkspaceDirectory']) {
      expect(await codeOf(operation, { DirectoryId: directoryId })).toBe('InvalidResourceStateException');
    }
    clock.advance(2 * minute);
    expect(await shown(directoryId)).toBeUndefined();
    expect(await codeOf('DescribeTags', { ResourceId: directoryId })).toBe('ResourceNotFoundException');
    expect(await codeOf('DeregisterWorkspaceDirectory', { DirectoryId: directoryId })).toBe(
      'ResourceNotFoundException',
    );
    await call('RegisterWorkspaceDirectory', { DirectoryId: directoryId });
    clock.advance(2 * minute);
    expect(await directory(directoryId)).toMatchObject({
      State: 'REGISTERED',
      WorkspaceAccessProperties: { DeviceTypeWeb: 'DENY' },
    });
    expect((await call('DescribeTags', { ResourceId: directoryId })).TagList).toEqual([]);
    expect(await logUpload()).toMatchObject([{ ClientProperties: { LogUploadEnabled: 'ENABLED' } }]);
    expect(await call('DescribeClientBranding', { ResourceId: directoryId })).toEqual({});
    expect(await call('DescribeConnectClientAddIns', { ResourceId: directoryId })).toMatchObject({
      AddIns: [],
    });
  });

  it('is refused while a desktop is there, also one that is terminating', async () => {
    const { call, clock, one, codeOf } = standWithThree();
    const id = await one('ada.berg');
    const deregister = () => codeOf('DeregisterWorkspaceDirectory', { DirectoryId: directoryId });
    expect(await deregister()).toBe('OperationNotSupportedException');
    await call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: id }] });
    expect(await deregister()).toBe('OperationNotSupportedException');
    clock.advance(10 * minute);
    expect(await deregister()).toBe('done');
  });

  it('is refused for what nobody knows', async () => {
    const { codeOf } = standWithThree();
    for (const DirectoryId of ['d-9067999999', unregistered]) {
      expect(await codeOf('DeregisterWorkspaceDirectory', { DirectoryId })).toBe('ResourceNotFoundException');
    }
  });
});
