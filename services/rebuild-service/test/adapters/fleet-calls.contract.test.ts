import { seededUserNames } from '@cleandesk/desktop-cloud';
import { expect, onTestFinished, test } from 'vitest';
import { type Cloud, directoryId, openCloud, order } from './cloud.ts';
import { permitted, permittedUntil } from './permitted.ts';

const users = seededUserNames(25);

async function open(options?: Parameters<typeof openCloud>[0]): Promise<Cloud> {
  const cloud = await openCloud(options);
  onTestFinished(() => cloud.close());
  return cloud;
}

const kinds = (outcomes: Iterable<{ kind: string }>) => [...outcomes].map(({ kind }) => kind);

test('25 desktops are terminated by one call', async () => {
  const { fleet, desktops, calls } = await open();
  const ids = await desktops(users);
  const outcomes = await fleet.terminate(ids, permitted);
  expect(new Set(kinds(outcomes.values()))).toEqual(new Set(['accepted']));
  expect([...outcomes.keys()]).toEqual(ids);
  expect(calls()).toEqual(['TerminateWorkspaces']);
});

test('HTTP 200 is not success: each desktop has its own outcome', async () => {
  const { fleet, desktops, fault, calls } = await open();
  const ids = await desktops(users.slice(0, 4));
  fault({
    operation: 'TerminateWorkspaces',
    kind: 'failedRequest',
    code: 'No.Today',
    workspaceId: ids[2] ?? '',
  });
  const outcomes = await fleet.terminate(ids, permitted);
  expect(kinds(outcomes.values())).toEqual(['accepted', 'accepted', 'refused', 'accepted']);
  expect(outcomes.get(ids[2] ?? '')).toMatchObject({ code: 'No.Today' });
  expect(calls()).toHaveLength(1);
});

test('a group that AWS refuses as a whole is halved until the culprits stand alone', async () => {
  const { fleet, desktops, fault, calls } = await open();
  const ids = await desktops(users);
  for (const culprit of [ids[3], ids[20]]) {
    fault({
      operation: 'TerminateWorkspaces',
      kind: 'error',
      code: 'ValidationException',
      times: 100,
      workspaceId: culprit ?? '',
    });
  }
  const outcomes = await fleet.terminate(ids, permitted);
  const refused = [...outcomes].filter(([, { kind }]) => kind === 'refused').map(([id]) => id);
  expect(refused).toEqual([ids[3], ids[20]]);
  expect(outcomes.get(ids[3] ?? '')).toMatchObject({ code: 'ValidationException' });
  expect(calls().length).toBeLessThan(25);
});

test('what was throttled has not happened, and is tried again for a moment', async () => {
  const { fleet, desktops, fault, calls } = await open();
  const ids = await desktops(['ada.berg']);
  fault({ operation: 'TerminateWorkspaces', kind: 'throttle', times: 2 });
  expect(kinds((await fleet.terminate(ids, permitted)).values())).toEqual(['accepted']);
  expect(calls()).toHaveLength(3);
});

test('a call that stays throttled is left to a later run, which looks again', async () => {
  const { fleet, desktops, fault, calls, clock } = await open();
  const ids = await desktops(['ada.berg', 'ben.berg']);
  fault({ operation: 'TerminateWorkspaces', kind: 'throttle', times: 100 });
  const before = clock.now();
  expect(kinds((await fleet.terminate(ids, permitted)).values())).toEqual(['uncertain', 'uncertain']);
  expect(calls()).toHaveLength(3);
  expect(clock.now() - before).toBeLessThanOrEqual(2000);
});

test.each(['hangBefore', 'acceptThenHang'] as const)(
  'a call without an answer (%s) is uncertain and made only once',
  async (kind) => {
    const { fleet, desktops, fault, calls } = await open({ requestTimeoutMs: 300 });
    const [id = ''] = await desktops(['ada.berg']);
    fault({ operation: 'TerminateWorkspaces', kind });
    expect((await fleet.terminate([id], permitted)).get(id)).toMatchObject({ kind: 'uncertain' });
    expect(calls()).toEqual(['TerminateWorkspaces']);
    const { desktop } = await fleet.findOfUser({ directoryId, userName: 'ada.berg' });
    expect(desktop?.state).toBe(kind === 'hangBefore' ? 'AVAILABLE' : 'TERMINATING');
  },
);

test.each(['TerminateWorkspaces', 'RebuildWorkspaces', 'RebootWorkspaces', 'CreateWorkspaces'])(
  '%s that ends in a fault of AWS is uncertain and made only once',
  async (operation) => {
    const { fleet, desktops, fault, calls } = await open();
    const [id = ''] = await desktops(['ada.berg']);
    fault({ operation, kind: 'error', code: 'InternalServerException', times: 5 });
    const outcomes = {
      TerminateWorkspaces: async () => [...(await fleet.terminate([id], permitted)).values()],
      RebuildWorkspaces: async () => [await fleet.rebuild(id, permitted)],
      RebootWorkspaces: async () => [...(await fleet.reboot([id])).values()],
      CreateWorkspaces: () => fleet.create([order('ben.berg')]),
    };
    const call = Object.entries(outcomes).find(([name]) => name === operation)?.[1];
    expect(kinds((await call?.()) ?? [])).toEqual(['uncertain']);
    expect(calls()).toEqual([operation]);
  },
);

test('a desktop is rebuilt when it has a snapshot, and refused when it has none', async () => {
  const { fleet, desktops, control, clock } = await open();
  const [id = ''] = await desktops(['ada.berg']);
  control.snapshots({ workspaceId: id, takenAt: null });
  expect(await fleet.rebuild(id, permitted)).toMatchObject({
    kind: 'refused',
    code: 'ResourceNotFound.Snapshot',
  });
  control.snapshots({ workspaceId: id, takenAt: clock.now() });
  expect(await fleet.rebuild(id, permitted)).toEqual({ kind: 'accepted' });
  expect((await fleet.observe([id])).get(id)?.desktop).toMatchObject({ state: 'REBUILDING' });
});

test('an operation that AWS does not support for a desktop is refused', async () => {
  const { fleet, desktops, fault } = await open();
  const [id = ''] = await desktops(['ada.berg']);
  fault({ operation: 'RebuildWorkspaces', kind: 'error', code: 'OperationNotSupportedException' });
  expect(await fleet.rebuild(id, permitted)).toMatchObject({
    kind: 'refused',
    code: 'OperationNotSupportedException',
  });
});

test('desktops are rebooted together', async () => {
  const { fleet, desktops, calls } = await open();
  const ids = await desktops(['ada.berg', 'ben.berg']);
  const outcomes = await fleet.reboot([...ids, 'ws-notthere1']);
  expect(kinds(outcomes.values())).toEqual(['accepted', 'accepted', 'refused']);
  expect(calls()).toHaveLength(1);
});

test('desktops are created together, each outcome with its own user', async () => {
  const { fleet, desktops, calls } = await open();
  await desktops(['ben.berg']);
  const outcomes = await fleet.create([order('ada.berg'), order('BEN.berg'), order('cleo.berg')]);
  expect(kinds(outcomes)).toEqual(['accepted', 'refused', 'accepted']);
  expect(outcomes[1]).toMatchObject({ code: 'ResourceExists.WorkSpace' });
  expect(calls()).toEqual(['CreateWorkspaces']);
});

test('one bad order does not keep the others from their desktops', async () => {
  const { fleet, calls } = await open();
  const bad = order('dan.berg', { tags: { 'aws:reserved': 'x' } });
  const orders = users.slice(0, 8).map((userName) => (userName === 'dan.berg' ? bad : order(userName)));
  const outcomes = await fleet.create(orders);
  expect(kinds(outcomes).filter((kind) => kind === 'accepted')).toHaveLength(7);
  expect(outcomes[3]).toMatchObject({ kind: 'refused', code: 'InvalidParameterValuesException' });
  // Halving takes seven; two more ask without protocols, for all and for the bad one.
  expect(calls()).toHaveLength(9);
});

test('a desktop is made without the protocols that AWS does not take for its bundle, and with all else', async () => {
  const { fleet, control, cloud, clock, notes } = await open();
  control.settings({ protocolsOnlyForPcoipBundles: true });
  const orders = [
    order('ada.berg'),
    order('ben.berg', { bundleId: 'wsb-power0001' }),
    order('cleo.berg', { bundleId: 'wsb-power0001', protocols: ['PCOIP'], operatingSystem: 'UBUNTU_22_04' }),
  ];
  const outcomes = await fleet.create(orders);
  const without = outcomes.map((outcome) => outcome.kind === 'accepted' && outcome.without);
  expect(without).toEqual([undefined, ['protocols'], ['protocols']]);
  expect(notes).toHaveLength(2);
  clock.advance(60_000);
  const branch = cloud.branch({ accountId: '000000000000', region: 'us-east-1' });
  for (const [index, { spec }] of orders.entries()) {
    const outcome = outcomes[index];
    const made = branch.fleet.get(outcome?.kind === 'accepted' ? (outcome.workspaceId ?? '') : '');
    expect(made).toMatchObject({
      bundleId: spec.bundleId,
      volumeEncryptionKey: 'alias/desktops',
      rootVolumeEncrypted: true,
      userVolumeEncrypted: true,
      properties: {
        RunningMode: 'AUTO_STOP',
        RunningModeAutoStopTimeoutInMinutes: 120,
        RootVolumeSizeGib: 175,
        UserVolumeSizeGib: 100,
        ComputeTypeName: 'POWER',
        Protocols: ['WSP'],
      },
    });
    expect(made?.tags.get('Cost')).toBe('R&D');
  }
});

test('a create whose answer is lost is found by the tag of its attempt', async () => {
  const { fleet, fault, clock } = await open({ requestTimeoutMs: 300 });
  fault({ operation: 'CreateWorkspaces', kind: 'acceptThenHang' });
  expect(kinds(await fleet.create([order('ada.berg')]))).toEqual(['uncertain']);
  expect(await fleet.create([order('ada.berg')])).toMatchObject([{ code: 'ResourceExists.WorkSpace' }]);
  clock.advance(60_000);
  const found = await fleet.findOfUser({ directoryId, userName: 'ada.berg' });
  expect(found).toMatchObject({ attemptTag: order('ada.berg').attemptTag, desktop: { state: 'PENDING' } });
});

test("AWS's rate is borne: at two calls a second everything still happens once", async () => {
  const { fleet, desktops, control, calls } = await open();
  const ids = await desktops(users.slice(0, 8));
  control.settings({ throttle: { enabled: true, perSecond: 2, burst: 1 } });
  const outcomes = [];
  for (const id of ids) outcomes.push(...(await fleet.terminate([id], permitted)).values());
  expect(new Set(kinds(outcomes))).toEqual(new Set(['accepted']));
  expect(calls().length).toBeGreaterThan(8);
});

test('a desktop is tagged as a group’s by a call of its own, which can wait for others, and keeps all other tags', async () => {
  const { fleet, desktops, fault, calls, ranks, cloud, clock } = await open();
  const [id = '', other = ''] = await desktops(users.slice(0, 2), {
    tags: { Automation: 'Managed', DirectoryGroup: 'sales', Cost: 'R&D' },
  });
  const orders = [id, other].map((workspaceId) => ({ workspaceId, group: 'support' }));
  expect(kinds((await fleet.tag(orders, permittedUntil(clock.now() + 5000))).values())).toEqual([
    'accepted',
    'accepted',
  ]);
  expect(calls()).toEqual(['CreateTags', 'CreateTags']);
  expect(ranks()).toEqual(['later', 'later']);
  const tags = cloud.branch({ accountId: '000000000000', region: 'us-east-1' }).fleet.get(id)?.tags;
  expect(Object.fromEntries(tags ?? [])).toMatchObject({ DirectoryGroup: 'support', Cost: 'R&D' });
  fault({ operation: 'CreateTags', kind: 'error', code: 'AccessDeniedException' });
  expect([...(await fleet.tag(orders, permitted)).values()]).toMatchObject([
    { kind: 'refused', code: 'AccessDeniedException' },
    { kind: 'accepted' },
  ]);
});

test('nobody is tagged by a look that is old', async () => {
  const { fleet, desktops, calls, clock } = await open();
  const [workspaceId = ''] = await desktops(['ada.berg']);
  const late = await fleet.tag([{ workspaceId, group: 'support' }], permittedUntil(clock.now() - 1));
  expect(kinds(late.values())).toEqual(['notTried']);
  expect(calls()).toEqual([]);
});
