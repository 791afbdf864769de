import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { VirtualClock } from '../../src/clock.ts';
import { DesktopCloud } from '../../src/desktop-cloud.ts';
import { AwsFault } from '../../src/kernel.ts';
import { minute, type Stand, stand } from './stand.ts';

const place = { accountId: '000000000000', region: 'us-east-1' };
const friend = '111111111111';
const directories = ['d-9067000001', 'd-9067000002', 'd-9067000003'];
const applications = ['wsa-officeproplus2021', 'wsa-visiopro2021', 'wsa-visiostandard2021'];
const names = ['one', 'two', 'three'];

const kinds = [
  'RegisterWorkspaceDirectory',
  'DeregisterWorkspaceDirectory',
  'ModifyEndpointEncryptionMode',
  'CreateWorkspaces',
  'RebuildWorkspaces',
  'TerminateWorkspaces',
  'CreateWorkspaceImage',
  'CopyWorkspaceImage',
  'DeleteWorkspaceImage',
  'UpdateWorkspaceImagePermission',
  'CreateWorkspaceBundle',
  'UpdateWorkspaceBundle',
  'DeleteWorkspaceBundle',
  'AssociateWorkspaceApplication',
  'DisassociateWorkspaceApplication',
  'DeployWorkspaceApplications',
  'forced by hand',
  'time passes',
] as const;
/** What needs others to have been done before is tried more often. */
const often = kinds.filter((kind) => kind.endsWith('Application') || kind === 'time passes');
const histories = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds, ...often), a: fc.nat(7), b: fc.nat(7), c: fc.nat(90) }),
  { minLength: 10, maxLength: 80 },
);
type Doing = { kind: (typeof kinds)[number]; a: number; b: number; c: number };

const store = mkdtempSync(join(tmpdir(), 'desktop-cloud-'));
afterAll(() => rmSync(store, { recursive: true, force: true }));

const pick = <T>(items: readonly T[], n: number): T | undefined => items[n % Math.max(1, items.length)];

/** What is asked for: mostly of what there is, so that it is often done. */
function inputOf({ cloud }: Stand, { kind, a, b }: Doing): object {
  const branch = cloud.branch(place);
  const { images, fleet } = branch;
  const own = branch.bundles.values().filter(({ owner }) => owner === place.accountId);
  const DirectoryId = pick(directories, a);
  const WorkspaceId = pick([...fleet.desktops], a)?.id ?? 'ws-000000000';
  const ImageId = pick([...images.keys()], b) ?? 'wsi-000000000';
  const BundleId = pick(own, a)?.bundleId ?? 'wsb-000000000';
  const ApplicationId = pick(applications, b);
  const name = `${pick(names, a)}-${b}`;
  switch (kind) {
    case 'RegisterWorkspaceDirectory':
    case 'DeregisterWorkspaceDirectory':
      return { DirectoryId };
    case 'ModifyEndpointEncryptionMode':
      return { DirectoryId, EndpointEncryptionMode: 'FIPS_VALIDATED' };
    case 'CreateWorkspaces': {
      const bundle = b % 2 === 0 ? BundleId : 'wsb-standard1';
      return { Workspaces: [{ DirectoryId, UserName: pick(['ada.berg', 'ben.berg'], b), BundleId: bundle }] };
    }
    case 'RebuildWorkspaces':
      return { RebuildWorkspaceRequests: [{ WorkspaceId }] };
    case 'TerminateWorkspaces':
      return { TerminateWorkspaceRequests: [{ WorkspaceId }] };
    case 'CreateWorkspaceImage':
      return { Name: name, Description: name, WorkspaceId };
    case 'CopyWorkspaceImage':
      return { Name: name, SourceImageId: ImageId, SourceRegion: place.region };
    case 'DeleteWorkspaceImage':
      return { ImageId };
    case 'UpdateWorkspaceImagePermission':
      return { ImageId, AllowCopyImage: a % 2 === 0, SharedAccountId: friend };
    case 'CreateWorkspaceBundle': {
      const sizes = { RootStorage: { Capacity: '175' }, UserStorage: { Capacity: '100' } };
      return { BundleName: name, BundleDescription: name, ImageId, ComputeType: { Name: 'POWER' }, ...sizes };
    }
    case 'UpdateWorkspaceBundle':
      return { BundleId, ImageId };
    case 'DeleteWorkspaceBundle':
      return { BundleId };
    case 'AssociateWorkspaceApplication':
    case 'DisassociateWorkspaceApplication':
      return { WorkspaceId, ApplicationId };
    case 'DeployWorkspaceApplications':
      return { WorkspaceId, Force: b % 2 === 0 };
    case 'forced by hand':
    case 'time passes':
      return {};
  }
}

/** @returns whether it was done */
async function does(made: Stand, doing: Doing): Promise<boolean> {
  if (doing.kind === 'time passes') {
    made.clock.advance(doing.c * minute);
    return true;
  }
  if (doing.kind === 'forced by hand') {
    const desktop = pick([...made.cloud.branch(place).fleet.desktops], doing.a);
    if (desktop !== undefined)
      made.control.desktop(desktop.id, { state: doing.b < 4 ? 'ERROR' : 'AVAILABLE' });
    return desktop !== undefined;
  }
  try {
    await made.call(doing.kind, inputOf(made, doing));
    return true;
  } catch (error) {
    if (error instanceof AwsFault && !error.code.startsWith('Internal')) return false;
    throw error;
  }
}

/** What holds at any time. */
function holds(cloud: DesktopCloud): void {
  const { bundles, images, fleet, directories: all, applicationAssociations } = cloud.branch(place);
  const own = bundles.values().filter(({ owner }) => owner === place.accountId);
  expect(own.filter(({ imageId }) => !images.has(imageId))).toEqual([]);
  const desktops = [...fleet.desktops];
  expect(desktops.filter(({ bundleId }) => !bundles.has(bundleId))).toEqual([]);
  expect(desktops.filter(({ directoryId }) => all.get(directoryId)?.state !== 'REGISTERED')).toEqual([]);
  const pending = images.values().filter(({ state }) => state === 'PENDING');
  const suspended = desktops.filter(({ state }) => state === 'SUSPENDED');
  expect(suspended.filter(({ id }) => !pending.some((image) => image.sourceDesktopId === id))).toEqual([]);
  const texts = images.values().map(({ name }) => name);
  expect(new Set(texts).size).toBe(texts.length);
  const associations = applicationAssociations.values();
  const going = associations.filter(({ state }) => state.includes('UNINSTALL'));
  const coming = associations.filter(
    ({ state }) => state.includes('INSTALL') && !state.includes('UNINSTALL'),
  );
  expect(going.filter(({ wanted }) => wanted !== 'removed')).toEqual([]);
  expect(coming.filter(({ wanted }) => wanted !== 'installed')).toEqual([]);
}

/** What is under way comes to an end. */
function rests(cloud: DesktopCloud): void {
  const { images, fleet, directories: all, applicationAssociations } = cloud.branch(place);
  expect(images.values().filter(({ state }) => state === 'PENDING')).toEqual([]);
  expect(all.values().filter(({ state }) => state.endsWith('ING'))).toEqual([]);
  for (const { state } of fleet.desktops) expect(['AVAILABLE', 'ERROR']).toContain(state);
  for (const { state } of applicationAssociations.values()) {
    expect(['COMPLETED', 'ERROR', 'PENDING_INSTALL_DEPLOYMENT', 'PENDING_UNINSTALL_DEPLOYMENT']).toContain(
      state,
    );
  }
}

/** All of it, as it would be written down; addresses and names of computers are drawn anew after a restart. */
function told(cloud: DesktopCloud): unknown {
  const { directories: all, bundles, images, applicationAssociations, fleet } = cloud.branch(place);
  return [
    ...[all, bundles, images, applicationAssociations].map((one) => one.values()),
    [...fleet.desktops].map(({ id, state }) => ({ id, state })),
  ];
}

it('whatever is done, nothing lacks what it is made of, all comes to rest, and a restart changes nothing', async () => {
  const done = new Map<string, number>();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const stateDirectory = join(store, String(run++));
      const made = stand({ stateDirectory });
      made.control.directory('d-9067000003', { state: 'DEREGISTERED', directoryName: 'three.example.com' });
      await made.standing(['ada.berg']);
      for (const doing of history) {
        if (await does(made, doing)) done.set(doing.kind, (done.get(doing.kind) ?? 0) + 1);
        holds(made.cloud);
      }
      await Promise.resolve();
      const clock = new VirtualClock(made.clock.now());
      const copy = `${stateDirectory}-again`;
      cpSync(stateDirectory, copy, { recursive: true });
      const again = new DesktopCloud({
        clock,
        stateDirectory: copy,
        settings: made.cloud.settings,
        random: () => 0.5,
      });
      expect(told(again)).toEqual(told(made.cloud));
      for (const one of [made.clock, clock]) one.advance(24 * 60 * minute);
      holds(made.cloud);
      rests(made.cloud);
      expect(told(again)).toEqual(told(made.cloud));
      again.close();
      made.cloud.close();
    }),
    { numRuns: 300 },
  );
  for (const kind of kinds) expect([kind, (done.get(kind) ?? 0) > 10]).toEqual([kind, true]);
}, 120_000);
