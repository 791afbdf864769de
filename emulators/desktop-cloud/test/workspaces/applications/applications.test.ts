import { describe, expect, it } from 'vitest';
import { codeOf } from '../code-of.ts';
import { first, list, minute, stand, text } from '../stand.ts';

const office = 'wsa-officeproplus2021';
const visio = 'wsa-visiopro2021';
const studio = 'wsa-visualstudioprofessional2022';

async function standWithDesktop(more: object = {}) {
  const made = stand();
  const WorkspaceId = await made.one('ada.berg', more);
  const { call, clock } = made;
  const associate = (ApplicationId: string) =>
    call('AssociateWorkspaceApplication', { WorkspaceId, ApplicationId });
  const disassociate = (ApplicationId: string) =>
    call('DisassociateWorkspaceApplication', { WorkspaceId, ApplicationId });
  const deploy = (Force = false) => call('DeployWorkspaceApplications', { WorkspaceId, Force });
  const states = async () => {
    const asked = { WorkspaceId, AssociatedResourceTypes: ['APPLICATION'] };
    const found = list((await call('DescribeWorkspaceAssociations', asked)).Associations);
    return Object.fromEntries(found.map((one) => [text(one.AssociatedResourceId), text(one.State)]));
  };
  const install = async (...ids: string[]) => {
    for (const id of ids) await associate(id);
    await deploy();
    clock.advance(15 * minute);
  };
  return { ...made, WorkspaceId, associate, disassociate, deploy, states, install };
}

/** What is on the other desktop still waits for its own deployment. */
async function expectWaiting(call: ReturnType<typeof stand>['call'], WorkspaceId: string) {
  const asked = { WorkspaceId, AssociatedResourceTypes: ['APPLICATION'] };
  expect(await call('DescribeWorkspaceAssociations', asked)).toMatchObject({
    Associations: [{ WorkspaceId, State: 'PENDING_INSTALL_DEPLOYMENT' }],
  });
}

describe('An application', () => {
  it('is installed by a deployment, during which nobody can use the desktop', async () => {
    const { clock, control, associate, deploy, states, stateOf, WorkspaceId } = await standWithDesktop();
    expect((await associate(office)).Association).toMatchObject({
      AssociatedResourceId: office,
      AssociatedResourceType: 'APPLICATION',
      WorkspaceId,
      State: 'PENDING_INSTALL_DEPLOYMENT',
    });
    await associate(visio);
    control.session({ workspaceId: WorkspaceId, action: 'connect' });
    expect(await deploy()).toMatchObject({
      Deployment: { Associations: [{ State: 'PENDING_INSTALL' }, { State: 'PENDING_INSTALL' }] },
    });
    expect(await stateOf(WorkspaceId)).toBe('UPDATING');
    clock.advance(minute);
    expect(await states()).toEqual({ [office]: 'INSTALLING', [visio]: 'INSTALLING' });
    clock.advance(14 * minute);
    expect(await states()).toEqual({ [office]: 'COMPLETED', [visio]: 'COMPLETED' });
    expect(await stateOf(WorkspaceId)).toBe('AVAILABLE');
    expect(await deploy()).toEqual({ Deployment: { Associations: [] } });
    expect(await stateOf(WorkspaceId)).toBe('AVAILABLE');
  });

  it('comes to the desktop that it is deployed to, and to no other', async () => {
    const { call, clock, associate, deploy, states, standing } = await standWithDesktop();
    const [other = ''] = await standing(['ben.berg']);
    await associate(office);
    await call('AssociateWorkspaceApplication', { WorkspaceId: other, ApplicationId: office });
    await deploy();
    await expectWaiting(call, other);
    clock.advance(15 * minute);
    expect(await states()).toEqual({ [office]: 'COMPLETED' });
    await expectWaiting(call, other);
  });

  it('that is there stays there while another one comes', async () => {
    const { clock, install, associate, deploy, states } = await standWithDesktop();
    await install(office);
    await associate(visio);
    await deploy();
    clock.advance(minute);
    expect(await states()).toEqual({ [office]: 'COMPLETED', [visio]: 'INSTALLING' });
  });

  it('is taken away the same way, and is gone then', async () => {
    const { clock, install, disassociate, deploy, states } = await standWithDesktop();
    await install(office);
    expect((await disassociate(office)).Association).toMatchObject({ State: 'PENDING_UNINSTALL_DEPLOYMENT' });
    await deploy();
    clock.advance(minute);
    expect(await states()).toEqual({ [office]: 'UNINSTALLING' });
    clock.advance(14 * minute);
    expect(await states()).toEqual({});
    expect(await codeOf(disassociate(office))).toBe('ResourceNotFoundException');
  });

  it('can be taken back before its deployment', async () => {
    const { install, associate, disassociate, states } = await standWithDesktop();
    await associate(office);
    expect((await disassociate(office)).Association).toMatchObject({ State: 'REMOVED' });
    expect(await states()).toEqual({});
    await install(office);
    await disassociate(office);
    expect((await associate(office)).Association).toMatchObject({ State: 'COMPLETED' });
    expect(await states()).toEqual({ [office]: 'COMPLETED' });
  });

  it('comes to a stopped desktop, which stays stopped', async () => {
    const { clock, control, associate, deploy, states, stateOf, WorkspaceId } = await standWithDesktop();
    control.desktop(WorkspaceId, { state: 'STOPPED' });
    await associate(office);
    await deploy();
    clock.advance(15 * minute);
    expect(await states()).toEqual({ [office]: 'COMPLETED' });
    expect(await stateOf(WorkspaceId)).toBe('STOPPED');
  });

  it('ends in ERROR when the desktop is lost meanwhile; only by force is it tried again', async () => {
    const { call, clock, control, associate, deploy, states, WorkspaceId } = await standWithDesktop();
    await associate(office);
    await deploy();
    clock.advance(5 * minute);
    control.desktop(WorkspaceId, { state: 'ERROR' });
    clock.advance(10 * minute);
    expect(await states()).toEqual({ [office]: 'ERROR' });
    const asked = { WorkspaceId, AssociatedResourceTypes: ['APPLICATION'] };
    expect(first(list((await call('DescribeWorkspaceAssociations', asked)).Associations))).toMatchObject({
      StateReason: { ErrorCode: 'DeploymentError.WorkspaceUnreachable' },
    });
    control.desktop(WorkspaceId, { state: 'AVAILABLE' });
    expect(await deploy()).toEqual({ Deployment: { Associations: [] } });
    expect(await deploy(true)).toMatchObject({
      Deployment: { Associations: [{ State: 'PENDING_INSTALL' }] },
    });
    clock.advance(15 * minute);
    expect(await states()).toEqual({ [office]: 'COMPLETED' });
  });

  it('ends in ERROR, as a fault asks for', async () => {
    const { clock, control, associate, deploy, states, stateOf, WorkspaceId } = await standWithDesktop();
    control.addFault({
      operation: 'DeployWorkspaceApplications',
      kind: 'endsInError',
      message: 'no license',
    });
    expect(await deploy()).toEqual({ Deployment: { Associations: [] } });
    await associate(office);
    await deploy();
    clock.advance(15 * minute);
    expect(await states()).toEqual({ [office]: 'ERROR' });
    expect(await stateOf(WorkspaceId)).toBe('AVAILABLE');
    await deploy(true);
    clock.advance(15 * minute);
    expect(await states()).toEqual({ [office]: 'COMPLETED' });
  });

  it('is gone after a rebuild', async () => {
    const { call, clock, install, states, WorkspaceId } = await standWithDesktop();
    await install(office);
    await call('RebuildWorkspaces', { RebuildWorkspaceRequests: [{ WorkspaceId }] });
    clock.advance(30 * minute);
    expect(await states()).toEqual({});
    await install(office);
    expect(await states()).toEqual({ [office]: 'COMPLETED' });
  });

  it('is part of an image, and of its bundles', async () => {
    const { call, clock, install, WorkspaceId } = await standWithDesktop();
    await install(office);
    const image = { Name: 'gold', Description: 'gold', WorkspaceId };
    const { ImageId } = await call('CreateWorkspaceImage', image);
    clock.advance(45 * minute);
    const { WorkspaceBundle } = await call('CreateWorkspaceBundle', {
      BundleName: 'gold',
      BundleDescription: 'gold',
      ImageId,
      ComputeType: { Name: 'POWER' },
      UserStorage: { Capacity: '100' },
    });
    const BundleId = first(list([WorkspaceBundle])).BundleId;
    const AssociatedResourceTypes = ['APPLICATION'];
    expect(await call('DescribeImageAssociations', { ImageId, AssociatedResourceTypes })).toMatchObject({
      Associations: [{ ImageId, AssociatedResourceId: office, State: 'COMPLETED' }],
    });
    expect(await call('DescribeBundleAssociations', { BundleId, AssociatedResourceTypes })).toMatchObject({
      Associations: [{ BundleId, AssociatedResourceId: office, State: 'COMPLETED' }],
    });
    const all = { ApplicationId: office, AssociatedResourceTypes: ['WORKSPACE', 'BUNDLE', 'IMAGE'] };
    const found = list((await call('DescribeApplicationAssociations', all)).Associations);
    expect(found.map(({ AssociatedResourceId }) => AssociatedResourceId)).toEqual([
      WorkspaceId,
      BundleId,
      ImageId,
    ]);
    const page = await call('DescribeApplicationAssociations', { ...all, MaxResults: 2 });
    const rest = await call('DescribeApplicationAssociations', { ...all, NextToken: page.NextToken });
    expect(list(rest.Associations)).toHaveLength(1);
    const none = { ApplicationId: visio, AssociatedResourceTypes: ['WORKSPACE', 'BUNDLE', 'IMAGE'] };
    expect((await call('DescribeApplicationAssociations', none)).Associations).toEqual([]);
  });

  it('of a desktop that is gone is nowhere', async () => {
    const { call, clock, cloud, install, one, WorkspaceId } = await standWithDesktop();
    await install(office);
    await call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId }] });
    clock.advance(10 * minute);
    const all = { ApplicationId: office, AssociatedResourceTypes: ['WORKSPACE'] };
    expect((await call('DescribeApplicationAssociations', all)).Associations).toEqual([]);
    const of = { WorkspaceId, AssociatedResourceTypes: ['APPLICATION'] };
    expect(await codeOf(call('DescribeWorkspaceAssociations', of))).toBe('ResourceNotFoundException');
    const next = await one('ada.berg');
    await call('AssociateWorkspaceApplication', { WorkspaceId: next, ApplicationId: office });
    const kept = cloud.branch({ accountId: '000000000000', region: 'us-east-1' }).applicationAssociations;
    expect(kept.values()).toMatchObject([{ workspaceId: next }]);
  });
});

describe('AssociateWorkspaceApplication', () => {
  it.each([
    ['an application that nobody knows', {}, 'wsa-000000000', 'ResourceNotFoundException'],
    ['one that can only be uninstalled', {}, 'wsa-officeproplus2019', 'ApplicationNotSupportedException'],
    [
      'one for another system',
      { BundleId: 'wsb-linux0001' },
      office,
      'OperatingSystemNotCompatibleException',
    ],
    [
      'one that needs more',
      { WorkspaceProperties: { ComputeTypeName: 'VALUE' } },
      office,
      'ComputeNotCompatibleException',
    ],
    ['Visual Studio on Standard', {}, studio, 'ComputeNotCompatibleException'],
  ])('refuses %s', async (_, more, id, code) => {
    const { associate } = await standWithDesktop(more);
    expect(await codeOf(associate(id))).toBe(code);
  });

  it('refuses other editions and versions, but not what belongs to no suite', async () => {
    const { associate } = await standWithDesktop({ WorkspaceProperties: { ComputeTypeName: 'POWER' } });
    await associate(office);
    expect(await codeOf(associate(office))).toBe('ResourceAlreadyExistsException');
    expect(await codeOf(associate('wsa-visiostandard2021'))).toBe('IncompatibleApplicationsException');
    expect(await codeOf(associate('wsa-visiopro2024'))).toBe('IncompatibleApplicationsException');
    expect(await codeOf(associate(visio))).toBe('done');
    expect(await codeOf(associate(studio))).toBe('done');
  });

  it('needs a desktop that rests', async () => {
    const { call, clock, associate, deploy, disassociate, WorkspaceId } = await standWithDesktop();
    clock.advance(24 * 60 * minute);
    await associate(office);
    await call('RebootWorkspaces', { RebootWorkspaceRequests: [{ WorkspaceId }] });
    for (const attempt of [associate(visio), disassociate(office), deploy()]) {
      expect(await codeOf(attempt)).toBe('ResourceInUseException');
    }
    clock.advance(5 * minute);
    await call('ModifyWorkspaceProperties', {
      WorkspaceId,
      WorkspaceProperties: { ComputeTypeName: 'PERFORMANCE' },
    });
    expect(await codeOf(associate(visio))).toBe('ResourceInUseException');
    const unknown = { WorkspaceId: 'ws-000000000', ApplicationId: office };
    expect(await codeOf(call('AssociateWorkspaceApplication', unknown))).toBe('ResourceNotFoundException');
  });
});

describe('DescribeApplications', () => {
  const names = async (input: object) =>
    list((await stand().call('DescribeApplications', input)).Applications).map(({ Name }) => Name);

  it('lists what Amazon offers, in pages', async () => {
    const { call } = stand();
    const page = await call('DescribeApplications', { MaxResults: 5 });
    expect(list(page.Applications)).toHaveLength(5);
    expect(first(list(page.Applications))).toMatchObject({
      ApplicationId: office,
      Name: 'Microsoft Office LTSC Professional Plus 2021',
      LicenseType: 'LICENSED',
      Owner: 'AMAZON',
      State: 'AVAILABLE',
    });
    const rest = await call('DescribeApplications', { NextToken: page.NextToken });
    expect(list(rest.Applications)).toHaveLength(11);
  });

  it('filters by all that it is asked for', async () => {
    expect(await names({ ComputeTypeNames: ['STANDARD'] })).toHaveLength(14);
    expect(await names({ ComputeTypeNames: ['VALUE'] })).toEqual([]);
    expect(await names({ OperatingSystemNames: ['WINDOWS_SERVER_2016'] })).toEqual([
      'Microsoft Office Professional Plus 2016',
    ]);
    expect(await names({ OperatingSystemNames: ['UBUNTU_22_04'] })).toEqual([]);
    expect(await names({ LicenseType: 'UNLICENSED' })).toEqual([]);
    expect(await names({ Owner: '000000000000' })).toEqual([]);
    expect(await names({ ApplicationIds: [visio] })).toEqual(['Microsoft Visio LTSC Professional 2021']);
    expect(await codeOf(stand().call('DescribeApplications', { ApplicationIds: ['wsa-000000000'] }))).toBe(
      'ResourceNotFoundException',
    );
  });

  it.each([
    ['DescribeImageAssociations', { ImageId: 'wsi-000000000' }],
    ['DescribeBundleAssociations', { BundleId: 'wsb-000000000' }],
    ['DescribeApplicationAssociations', { ApplicationId: 'wsa-000000000' }],
  ])('%s knows only what there is', async (operation, input) => {
    const asked = { ...input, AssociatedResourceTypes: ['APPLICATION'] };
    const types =
      operation === 'DescribeApplicationAssociations' ? { AssociatedResourceTypes: ['IMAGE'] } : {};
    expect(await codeOf(stand().call(operation, { ...asked, ...types }))).toBe('ResourceNotFoundException');
  });
});
