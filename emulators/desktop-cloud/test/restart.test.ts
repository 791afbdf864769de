import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../src/clock.ts';
import { Control, ControlFault } from '../src/control/control.ts';
import { DesktopCloud } from '../src/desktop-cloud.ts';
import { bundleId, directoryId, minute, stand } from './workspaces/stand.ts';

const directories: string[] = [];
const store = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'desktop-cloud-'));
  directories.push(made);
  return made;
};
afterEach(() => {
  for (const one of directories.splice(0)) rmSync(one, { recursive: true, force: true });
});

/** Another process with the same state, at the same moment. */
function restarted(before: DesktopCloud, stateDirectory: string) {
  const clock = new VirtualClock(before.clock.now());
  const cloud = new DesktopCloud({ clock, stateDirectory, settings: before.settings, random: () => 0.5 });
  return { clock, cloud };
}

/** What must be the same: everything but what a process counts for itself. */
function shown(cloud: DesktopCloud) {
  const { calls: _calls, ...state } = new Control(cloud).state({ ledger: false });
  return state;
}

const users = ['ada.berg', 'ben.berg', 'cleo.berg'];
const doings = fc.oneof(
  fc.record({
    kind: fc.constantFrom('Rebuild', 'Reboot', 'Start', 'Stop', 'Terminate'),
    of: fc.nat({ max: 2 }),
  }),
  fc.record({
    kind: fc.constantFrom('connect', 'disconnect', 'drop', 'fail'),
    of: fc.nat({ max: 2 }),
  }),
  fc.record({ kind: fc.constant('pass'), of: fc.integer({ min: 1, max: 90 }) }),
  fc.record({ kind: fc.constantFrom('create', 'tag', 'untag', 'error'), of: fc.nat({ max: 2 }) }),
);
type Doing = { kind: string; of: number };

describe('a restart', () => {
  it('changes nothing, whatever was under way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(doings, { maxLength: 25 }), fc.nat({ max: 90 }), async (done, later) => {
        const stateDirectory = store();
        const made = stand({ stateDirectory });
        for (const doing of done) await does(made, doing);
        await Promise.resolve();
        const { cloud, clock } = restarted(made.cloud, stateDirectory);
        expect(shown(cloud)).toEqual(shown(made.cloud));
        made.clock.advance(later * minute);
        clock.advance(later * minute);
        // Addresses and names are drawn anew; what happens, and when, is the same.
        expect(statesOf(cloud)).toEqual(statesOf(made.cloud));
        cloud.close();
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('what came due meanwhile happens at once, at the speed of before', async () => {
    const stateDirectory = store();
    const made = stand({ stateDirectory });
    await made.call('CreateWorkspaces', {
      Workspaces: [{ DirectoryId: directoryId, BundleId: bundleId, UserName: 'ada.berg' }],
    });
    await Promise.resolve();
    const clock = new VirtualClock(made.clock.now() + 60 * minute);
    const cloud = new DesktopCloud({ clock, stateDirectory });
    clock.advance(0);
    expect(statesOf(cloud)).toMatchObject([{ UserName: 'ada.berg', State: 'AVAILABLE' }]);
    cloud.close();
  });

  it('other accounts and regions stand as they stood', async () => {
    const stateDirectory = store();
    const made = stand({ stateDirectory });
    const place = { accountId: '111111111111', region: 'eu-west-1' };
    const Workspaces = [{ DirectoryId: directoryId, BundleId: bundleId, UserName: 'ada.berg' }];
    await made.call('CreateWorkspaces', { Workspaces }, place);
    await Promise.resolve();
    const { cloud } = restarted(made.cloud, stateDirectory);
    expect([...cloud.branch(place).fleet.desktops]).toHaveLength(1);
    expect([...made.cloud.branch({ ...place, region: 'us-east-1' }).fleet.desktops]).toHaveLength(0);
    cloud.close();
  });
});

const statesOf = (cloud: DesktopCloud) =>
  shown(cloud).desktops.map(({ UserName, State, session, snapshots, history }) => ({
    UserName,
    State,
    session,
    snapshots,
    history,
  }));

async function does({ call, control, clock, cloud }: ReturnType<typeof stand>, { kind, of }: Doing) {
  const UserName = users[of] ?? '';
  const [desktop] = [
    ...cloud.branch({ accountId: '000000000000', region: 'us-east-1' }).fleet.desktops,
  ].filter((one) => one.userName === UserName);
  if (kind === 'pass') return clock.advance(of * minute);
  if (kind === 'create') {
    const WorkspaceProperties = { RunningMode: of === 0 ? 'AUTO_STOP' : 'ALWAYS_ON' };
    const Workspaces = [{ DirectoryId: directoryId, BundleId: bundleId, UserName, WorkspaceProperties }];
    await call('CreateWorkspaces', { Workspaces });
    return;
  }
  if (desktop === undefined) return;
  const WorkspaceId = desktop.id;
  if (kind === 'tag') await call('CreateTags', { ResourceId: WorkspaceId, Tags: [{ Key: 'a', Value: 'b' }] });
  else if (kind === 'untag') await call('DeleteTags', { ResourceId: WorkspaceId, TagKeys: ['a'] });
  else if (kind === 'error') control.desktop(WorkspaceId, { state: 'ERROR' });
  else if (/^[A-Z]/.test(kind)) {
    await call(`${kind}Workspaces`, { [`${kind}WorkspaceRequests`]: [{ WorkspaceId }] });
  } else {
    try {
      control.session({ workspaceId: WorkspaceId, action: kind });
    } catch (error) {
      if (!(error instanceof ControlFault)) throw error;
    }
  }
}
