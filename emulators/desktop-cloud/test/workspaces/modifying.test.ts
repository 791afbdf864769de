import { describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/seed.ts';
import { codesOf, first, list, minute, refusal, stand } from './stand.ts';

const hour = 60 * minute;

/** A desktop that stands for some hours, and how it is modified. */
async function standing(properties: object = {}, seed = defaultSeed()) {
  const made = stand({ seed });
  const id = await made.one('ada.berg', { WorkspaceProperties: properties });
  made.clock.advance(7 * hour);
  const modify = (WorkspaceProperties: object) =>
    made.call('ModifyWorkspaceProperties', { WorkspaceId: id, WorkspaceProperties });
  const look = async () => {
    const { State, ModificationStates, WorkspaceProperties } = await made.describe(id);
    return { State, under: list(ModificationStates), WorkspaceProperties };
  };
  return { ...made, id, modify, look };
}
/** Bundles with a root volume that AWS does not list. */
function oddly(rootGib: number) {
  const seed = defaultSeed();
  return { ...seed, bundles: seed.bundles.map((each) => ({ ...each, rootGib })) };
}
const codeOf = async (call: Promise<unknown>) => (await refusal(call)).code;

describe('The compute type', () => {
  it('changes and closes the session; meanwhile nothing is rebuilt or restarted', async () => {
    const { call, clock, control, id, modify, look } = await standing();
    control.session({ workspaceId: id, action: 'connect' });
    await modify({ ComputeTypeName: 'POWER' });
    expect(control.oneDesktop(id).session).toBeNull();
    const requests = [{ WorkspaceId: id }];
    for (const [operation, member] of [
      ['RebuildWorkspaces', 'RebuildWorkspaceRequests'],
      ['RebootWorkspaces', 'RebootWorkspaceRequests'],
    ] as const) {
      expect(codesOf(await call(operation, { [member]: requests }))).toEqual([
        'OperationInProgress.Workspace',
      ]);
    }
    expect(await codeOf(call('RestoreWorkspace', { WorkspaceId: id }))).toBe(
      'OperationNotSupportedException',
    );
    const migrate = { SourceWorkspaceId: id, BundleId: 'wsb-power0001' };
    expect(await codeOf(call('MigrateWorkspace', migrate))).toBe('OperationInProgressException');
    clock.advance(hour);
    expect(await look()).toMatchObject({ under: [], WorkspaceProperties: { ComputeTypeName: 'POWER' } });
  });

  it('gets larger once in 6 hours, smaller once in 30 days', async () => {
    const { clock, modify } = await standing();
    await modify({ ComputeTypeName: 'PERFORMANCE' });
    clock.advance(hour);
    expect(await codeOf(modify({ ComputeTypeName: 'POWER' }))).toBe('InvalidResourceStateException');
    await modify({ ComputeTypeName: 'STANDARD' });
    clock.advance(24 * hour);
    await modify({ ComputeTypeName: 'POWER' });
    clock.advance(24 * hour);
    expect(await codeOf(modify({ ComputeTypeName: 'STANDARD' }))).toBe('InvalidResourceStateException');
    clock.advance(29 * 24 * hour);
    expect(await modify({ ComputeTypeName: 'STANDARD' })).toEqual({});
  });

  it('of a new desktop gets no larger for 6 hours', async () => {
    const { one, call, clock } = stand();
    const WorkspaceId = await one('ada.berg');
    const modify = () =>
      call('ModifyWorkspaceProperties', { WorkspaceId, WorkspaceProperties: { ComputeTypeName: 'POWER' } });
    expect(await codeOf(modify())).toBe('InvalidResourceStateException');
    clock.advance(6 * hour);
    expect(await modify()).toEqual({});
  });

  it('needs volumes that are large enough for it, and of those of a bundle of its own asks no more', async () => {
    const { modify } = await standing();
    expect(await codeOf(modify({ ComputeTypeName: 'GENERALPURPOSE_4XLARGE' }))).toBe(
      'InvalidParameterValuesException',
    );
    const odd = await standing({}, oddly(60));
    expect(await odd.modify({ ComputeTypeName: 'POWER' })).toEqual({});
  });

  it.each(['GRAPHICS_G4DN', 'GRAPHICSPRO'])('does not become %s', async (ComputeTypeName) => {
    const { modify } = await standing();
    expect(await codeOf(modify({ ComputeTypeName }))).toBe('UnsupportedWorkspaceConfigurationException');
  });
});

describe('The running mode', () => {
  it('AUTO_STOP arms the timeout, ALWAYS_ON disarms it', async () => {
    const { clock, control, id, modify, look } = await standing();
    await modify({ RunningMode: 'AUTO_STOP' });
    expect(await look()).toMatchObject({
      under: [],
      WorkspaceProperties: { RunningMode: 'AUTO_STOP', RunningModeAutoStopTimeoutInMinutes: 60 },
    });
    clock.advance(hour);
    await modify({ RunningMode: 'ALWAYS_ON' });
    const { WorkspaceProperties } = await look();
    expect(WorkspaceProperties).not.toHaveProperty('RunningModeAutoStopTimeoutInMinutes');
    clock.advance(24 * hour);
    expect((await look()).State).toBe('AVAILABLE');
    expect(control.oneDesktop(id).history.map(({ state }) => state)).toEqual(['PENDING', 'AVAILABLE']);
  });

  it('a longer timeout counts from the change; who is connected is not stopped', async () => {
    const { clock, control, id, modify, stateOf } = await standing({ RunningMode: 'AUTO_STOP' });
    expect(await stateOf(id)).toBe('STOPPED');
    control.session({ workspaceId: id, action: 'connect' });
    clock.advance(2 * minute);
    await modify({ RunningModeAutoStopTimeoutInMinutes: 180 });
    clock.advance(10 * hour);
    expect(await stateOf(id)).toBe('AVAILABLE');
    control.session({ workspaceId: id, action: 'disconnect' });
    clock.advance(182 * minute);
    expect(await stateOf(id)).toBe('AVAILABLE');
    clock.advance(4 * minute);
    expect(await stateOf(id)).toBe('STOPPED');
    control.session({ workspaceId: id, action: 'connect' });
    clock.advance(2 * minute);
    control.session({ workspaceId: id, action: 'disconnect' });
    await modify({ RunningModeAutoStopTimeoutInMinutes: 60 });
    clock.advance(64 * minute);
    expect(await stateOf(id)).toBe('STOPPING');
  });

  it('a stopped desktop that becomes ALWAYS_ON starts, also one that is just stopping', async () => {
    const { call, clock, id, modify, stateOf } = await standing({ RunningMode: 'AUTO_STOP' });
    await modify({ RunningMode: 'ALWAYS_ON' });
    expect(await stateOf(id)).toBe('STARTING');
    clock.advance(2 * minute);
    await modify({ RunningMode: 'MANUAL' });
    await call('StopWorkspaces', { StopWorkspaceRequests: [{ WorkspaceId: id }] });
    clock.advance(minute);
    await modify({ RunningMode: 'ALWAYS_ON' });
    clock.advance(1.1 * minute);
    expect(await stateOf(id)).toBe('STARTING');
  });

  it('a second change at once meets OperationInProgressException, a moment later none', async () => {
    const { clock, modify } = await standing();
    await modify({ RunningMode: 'AUTO_STOP' });
    const again = () => modify({ RunningModeAutoStopTimeoutInMinutes: 120 });
    expect(await codeOf(again())).toBe('OperationInProgressException');
    clock.advance(0.5 * minute);
    expect(await again()).toEqual({});
  });

  it.each([
    { RunningMode: 'AUTO_STOP', RunningModeAutoStopTimeoutInMinutes: 90 },
    { RunningMode: 'AUTO_STOP', RunningModeAutoStopTimeoutInMinutes: 0 },
    { RunningModeAutoStopTimeoutInMinutes: 60 },
    { RunningMode: 'MANUAL', RunningModeAutoStopTimeoutInMinutes: 60 },
    { OperatingSystemName: 'WINDOWS_11' },
  ])('is refused: %j', async (properties) => {
    const { modify } = await standing();
    expect(await codeOf(modify(properties))).toBe('InvalidParameterValuesException');
  });
});

describe('Other properties', () => {
  it('a PCoIP bundle gives WSP as well, another bundle only its own', async () => {
    const { clock, modify, look } = await standing();
    await modify({ Protocols: ['WSP'] });
    expect((await look()).under).toMatchObject([{ Resource: 'PROTOCOL' }]);
    clock.advance(hour);
    expect(await look()).toMatchObject({ WorkspaceProperties: { Protocols: ['WSP'] } });
    const { one, call } = stand();
    const WorkspaceId = await one('ben.berg', { BundleId: 'wsb-linux0001' });
    const WorkspaceProperties = { Protocols: ['PCOIP'] };
    expect(await codeOf(call('ModifyWorkspaceProperties', { WorkspaceId, WorkspaceProperties }))).toBe(
      'UnsupportedWorkspaceConfigurationException',
    );
  });

  it('the accelerator at once, nested virtualization in its time', async () => {
    const { clock, modify, look } = await standing();
    await modify({ GlobalAccelerator: { Mode: 'DISABLED' }, NestedVirtualizationEnabled: true });
    expect(await look()).toMatchObject({
      under: [{ Resource: 'NESTED_VIRTUALIZATION' }],
      WorkspaceProperties: { GlobalAccelerator: { Mode: 'DISABLED' }, NestedVirtualizationEnabled: false },
    });
    clock.advance(hour);
    expect(await look()).toMatchObject({ WorkspaceProperties: { NestedVirtualizationEnabled: true } });
  });

  it('what is as it should be already is not under way', async () => {
    const { modify, look } = await standing();
    await modify({ RootVolumeSizeGib: 80, ComputeTypeName: 'STANDARD', UserVolumeSizeGib: 50 });
    expect((await look()).under).toEqual([]);
  });

  it('are changed in AVAILABLE and STOPPED only, the running mode whenever there is a desktop', async () => {
    const { control, id, modify } = await standing();
    for (const state of ['ERROR', 'ADMIN_MAINTENANCE', 'MAINTENANCE', 'UNHEALTHY', 'IMPAIRED']) {
      control.desktop(id, { state });
      expect(await codeOf(modify({ ComputeTypeName: 'POWER' }))).toBe('InvalidResourceStateException');
    }
    expect(await modify({ RunningMode: 'AUTO_STOP' })).toEqual({});
    control.desktop(id, { state: 'SUSPENDED' });
    expect(await codeOf(modify({ RunningMode: 'ALWAYS_ON' }))).toBe('InvalidResourceStateException');
  });

  it('a call that names nothing, or nobody, is refused', async () => {
    const { call, id } = await standing();
    const modify = (WorkspaceId: string, more = {}) =>
      codeOf(call('ModifyWorkspaceProperties', { WorkspaceId, ...more }));
    expect(await modify(id)).toBe('InvalidParameterValuesException');
    expect(await modify('ws-000000000', { WorkspaceProperties: {} })).toBe('ResourceNotFoundException');
    expect(await modify(id, { DataReplication: 'PRIMARY_AS_SOURCE' })).toBe(
      'UnsupportedWorkspaceConfigurationException',
    );
  });
});

describe('A change that comes to nothing', () => {
  it('reads UPDATE_FAILED until the next one, and everything is as it was', async () => {
    const { call, clock, control, id, modify, look } = await standing();
    control.addFault({ operation: 'ModifyWorkspaceProperties', kind: 'endsInError' });
    await modify({ ComputeTypeName: 'POWER' });
    clock.advance(hour);
    expect(await look()).toMatchObject({
      State: 'AVAILABLE',
      under: [{ Resource: 'COMPUTE_TYPE', State: 'UPDATE_FAILED' }],
      WorkspaceProperties: { ComputeTypeName: 'STANDARD' },
    });
    expect(
      codesOf(await call('RebootWorkspaces', { RebootWorkspaceRequests: [{ WorkspaceId: id }] })),
    ).toEqual([]);
    clock.advance(10 * minute);
    await modify({ UserVolumeSizeGib: 100 });
    expect((await look()).under).toEqual([{ Resource: 'USER_VOLUME', State: 'UPDATE_INITIATED' }]);
  });

  it('or that its desktop does not live to see is told of no more', async () => {
    const { call, id, modify, look } = await standing();
    await modify({ ComputeTypeName: 'POWER' });
    await call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: id }] });
    expect(await look()).toMatchObject({ State: 'TERMINATING', under: [] });
  });
});

describe('ADMIN_MAINTENANCE', () => {
  it('is left alone: no login, no AutoStop, nothing but what ends it', async () => {
    const { call, clock, control, id, one, stateOf } = await standing();
    const auto = await one('ben.berg', { WorkspaceProperties: { RunningMode: 'AUTO_STOP' } });
    clock.advance(10 * minute);
    const set = (WorkspaceId: string, WorkspaceState: string) =>
      call('ModifyWorkspaceState', { WorkspaceId, WorkspaceState });
    control.session({ workspaceId: auto, action: 'connect' });
    for (const one of [id, auto]) expect(await set(one, 'ADMIN_MAINTENANCE')).toEqual({});
    expect(control.oneDesktop(auto).session).toBeNull();
    for (const [operation, member] of [
      ['RebuildWorkspaces', 'RebuildWorkspaceRequests'],
      ['RebootWorkspaces', 'RebootWorkspaceRequests'],
      ['StartWorkspaces', 'StartWorkspaceRequests'],
      ['StopWorkspaces', 'StopWorkspaceRequests'],
    ] as const) {
      const answer = await call(operation, { [member]: [{ WorkspaceId: auto }] });
      expect(codesOf(answer)).toEqual(['InvalidState.Workspace']);
    }
    expect(await codeOf(call('RestoreWorkspace', { WorkspaceId: id }))).toBe(
      'OperationNotSupportedException',
    );
    expect(() => control.session({ workspaceId: auto, action: 'connect' })).toThrow('ADMIN_MAINTENANCE');
    clock.advance(12 * hour);
    expect(await stateOf(auto)).toBe('ADMIN_MAINTENANCE');
    await set(auto, 'AVAILABLE');
    clock.advance(62 * minute);
    expect(await stateOf(auto)).toBe('AVAILABLE');
    clock.advance(4 * minute);
    expect(await stateOf(auto)).toBe('STOPPED');
    expect(await codeOf(set(auto, 'ADMIN_MAINTENANCE'))).toBe('InvalidResourceStateException');
    expect(await codeOf(set('ws-000000000', 'AVAILABLE'))).toBe('ResourceNotFoundException');
  });

  it('asked for twice changes nothing the second time', async () => {
    const { call, control, id } = await standing();
    const before = control.moves(0).total;
    for (let n = 0; n < 2; n += 1) {
      await call('ModifyWorkspaceState', { WorkspaceId: id, WorkspaceState: 'ADMIN_MAINTENANCE' });
    }
    expect(control.moves(0).total).toBe(before + 1);
    expect(first(control.moves(before).moves)).toMatchObject({ state: 'ADMIN_MAINTENANCE' });
  });
});
