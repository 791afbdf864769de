import * as fc from 'fast-check';
import { ControlFault } from '../../src/control/control.ts';
import { AwsFault } from '../../src/kernel.ts';
import type { Desktop } from '../../src/workspaces/desktops/desktop.ts';
import { bundleId, directoryId, minute, type Stand } from './stand.ts';

export const home = { accountId: '000000000000', region: 'us-east-1' };
export const away = { accountId: '000000000000', region: 'eu-west-1' };
export const users = ['ada.berg', 'ben.berg', 'cleo.berg'] as const;

/** Something that somebody does with the desktop of a user, or time that passes. */
export type Doing = { kind: string; of: number };

const verbs = ['Rebuild', 'Reboot', 'Start', 'Stop', 'Terminate'] as const;
const visits = ['connect', 'disconnect', 'drop', 'fail'] as const;
const oneOf = (...kinds: readonly string[]) =>
  fc.record({ kind: fc.constantFrom(...kinds), of: fc.nat({ max: users.length - 1 }) });
const passing = (kind: string, max: number) =>
  fc.record({ kind: fc.constant(kind), of: fc.integer({ min: 1, max }) });

const anything: fc.Arbitrary<Doing> = fc.oneof(
  oneOf(...verbs),
  oneOf(...visits),
  passing('minutes', 90),
  passing('days', 5),
  oneOf('create', 'create', 'tag', 'untag', 'force'),
  oneOf('restore', 'migrate', 'standby', 'keep', 'giveBack', 'suspend', 'resume'),
  oneOf('autoStop', 'alwaysOn', 'grow', 'larger', 'smaller'),
  oneOf('stick', 'unstick', 'failNext', 'noSnapshot'),
);

/** Desktops that have stood for a while. */
const beginning: readonly Doing[] = [
  ...users.map((_user, of) => ({ kind: 'create', of })),
  { kind: 'minutes', of: 75 },
];

/** Whatever can be done to desktops, up to so many doings in any order, and minutes or days in between. */
export const histories = (maxLength: number): fc.Arbitrary<Doing[]> =>
  fc.array(anything, { minLength: 1, maxLength, size: 'max' }).map((more) => [...beginning, ...more]);

const forced = ['ERROR', 'UNHEALTHY', 'STOPPED'] as const;

/** Does it. What AWS or the control refuses stays undone. */
export async function does(made: Stand, doing: Doing): Promise<void> {
  try {
    await attempt(made, doing);
  } catch (error) {
    if (!(error instanceof AwsFault || error instanceof ControlFault)) throw error;
  }
}

async function attempt(made: Stand, { kind, of }: Doing): Promise<void> {
  const { call, clock, cloud, control } = made;
  const UserName = users[of] ?? users[0];
  if (kind === 'minutes') return clock.advance(of * minute);
  if (kind === 'days') return clock.advance(of * 24 * 60 * minute);
  if (kind === 'create') {
    const WorkspaceProperties = { RunningMode: of === 0 ? 'AUTO_STOP' : 'ALWAYS_ON' };
    const Workspaces = [{ DirectoryId: directoryId, BundleId: bundleId, UserName, WorkspaceProperties }];
    await call('CreateWorkspaces', { Workspaces });
    return;
  }
  if (kind === 'unstick') {
    control.clearFaults();
    return;
  }
  const { fleet, lifecycle } = cloud.branch(home);
  // The newest one: while a desktop is being migrated there are two.
  const desktop = [...fleet.desktops].findLast((one) => one.userName === UserName);
  if (desktop === undefined) return;
  const WorkspaceId = desktop.id;
  switch (kind) {
    case 'tag':
      await call('CreateTags', { ResourceId: WorkspaceId, Tags: [{ Key: 'a', Value: 'b' }] });
      break;
    case 'untag':
      await call('DeleteTags', { ResourceId: WorkspaceId, TagKeys: ['a'] });
      break;
    case 'force':
      if (!['TERMINATING', 'TERMINATED'].includes(desktop.state)) {
        control.desktop(WorkspaceId, { state: forced[of] });
      }
      break;
    case 'suspend':
      if (['AVAILABLE', 'STOPPED'].includes(desktop.state)) lifecycle.suspend(desktop);
      break;
    case 'resume':
      lifecycle.resume(desktop);
      break;
    case 'restore':
      await call('RestoreWorkspace', { WorkspaceId });
      break;
    case 'migrate':
      await call('MigrateWorkspace', { SourceWorkspaceId: WorkspaceId, BundleId: 'wsb-power0001' });
      break;
    case 'standby':
      await call(
        'CreateStandbyWorkspaces',
        {
          PrimaryRegion: home.region,
          StandbyWorkspaces: [
            {
              PrimaryWorkspaceId: WorkspaceId,
              DirectoryId: directoryId,
              DataReplication: of === 0 ? 'NO_REPLICATION' : 'PRIMARY_AS_SOURCE',
            },
          ],
        },
        away,
      );
      break;
    case 'keep':
      await call('ModifyWorkspaceState', { WorkspaceId, WorkspaceState: 'ADMIN_MAINTENANCE' });
      break;
    case 'giveBack':
      await call('ModifyWorkspaceState', { WorkspaceId, WorkspaceState: 'AVAILABLE' });
      break;
    case 'stick':
    case 'failNext':
    case 'noSnapshot':
      await withFault(made, kind, desktop);
      break;
    default:
      await modifyOrVisit(made, kind, WorkspaceId);
  }
}

const changes: Readonly<Record<string, object>> = {
  autoStop: { RunningMode: 'AUTO_STOP', RunningModeAutoStopTimeoutInMinutes: 120 },
  alwaysOn: { RunningMode: 'ALWAYS_ON' },
  grow: { UserVolumeSizeGib: 100 },
  larger: { ComputeTypeName: 'POWERPRO' },
  smaller: { ComputeTypeName: 'VALUE' },
};

async function modifyOrVisit({ call, control }: Stand, kind: string, WorkspaceId: string): Promise<void> {
  const WorkspaceProperties = changes[kind];
  if (WorkspaceProperties !== undefined) {
    await call('ModifyWorkspaceProperties', { WorkspaceId, WorkspaceProperties });
  } else if (/^[A-Z]/.test(kind)) {
    await call(`${kind}Workspaces`, { [`${kind}WorkspaceRequests`]: [{ WorkspaceId }] });
  } else {
    control.session({ workspaceId: WorkspaceId, action: kind });
  }
}

/** A fault and what it meets. What it did not meet is taken away, as faults do not outlive a restart. */
async function withFault(
  { call, clock, cloud, control }: Stand,
  kind: string,
  { id }: Desktop,
): Promise<void> {
  const RebuildWorkspaceRequests = [{ WorkspaceId: id }];
  if (kind === 'noSnapshot') {
    control.addFault({ operation: 'Snapshot', kind, workspaceId: id });
    clock.advance(13 * 60 * minute);
  } else {
    const fault = kind === 'stick' ? 'staysIn' : 'endsInError';
    control.addFault({ operation: 'RebuildWorkspaces', kind: fault, workspaceId: id });
    await call('RebuildWorkspaces', { RebuildWorkspaceRequests });
  }
  cloud.faults.clear();
}
