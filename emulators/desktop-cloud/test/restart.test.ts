import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { VirtualClock } from '../src/clock.ts';
import { Control } from '../src/control/control.ts';
import { DesktopCloud } from '../src/desktop-cloud.ts';
import { Collection } from '../src/state/collection.ts';
import { Keeper } from '../src/state/keeper.ts';
import { does, histories, users } from './workspaces/doings.ts';
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

/** Another process with the same state, at the same moment; both go on. */
function restarted(before: DesktopCloud, formerDirectory: string) {
  const stateDirectory = store();
  cpSync(formerDirectory, stateDirectory, { recursive: true });
  const clock = new VirtualClock(before.clock.now());
  const cloud = new DesktopCloud({ clock, stateDirectory, settings: before.settings, random: () => 0.5 });
  return { clock, cloud };
}

/** What must be the same: everything but what a process counts for itself. */
function shown(cloud: DesktopCloud) {
  const { calls: _calls, ...state } = new Control(cloud).state({ ledger: false });
  return state;
}

describe('a restart', () => {
  it('changes nothing, whatever was under way', async () => {
    await fc.assert(
      fc.asyncProperty(histories(25), fc.nat({ max: 90 }), async (done, later) => {
        const stateDirectory = store();
        const made = stand({ stateDirectory, settings: { throttle: { enabled: false }, maintenance: true } });
        for (const doing of done) await does(made, doing);
        await Promise.resolve();
        const { cloud, clock } = restarted(made.cloud, stateDirectory);
        expect(shown(cloud)).toEqual(shown(made.cloud));
        expect(booked(cloud)).toEqual(booked(made.cloud));
        made.clock.advance(later * minute);
        clock.advance(later * minute);
        // Addresses and names are drawn anew; what happens, and when, is the same.
        expect(statesOf(cloud)).toEqual(statesOf(made.cloud));
        expect(seats(cloud)).toEqual(seats(made.cloud));
        cloud.close();
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('whose migration failed just before keeps the seat', async () => {
    const stateDirectory = store();
    const made = stand({ stateDirectory });
    const id = await made.one('ada.berg');
    made.clock.advance(31 * minute);
    made.control.addFault({ operation: 'MigrateWorkspace', kind: 'endsInError' });
    await made.call('MigrateWorkspace', { SourceWorkspaceId: id, BundleId: 'wsb-power0001' });
    made.clock.advance(61 * minute);
    await Promise.resolve();
    const { cloud, clock } = restarted(made.cloud, stateDirectory);
    clock.advance(10 * minute);
    expect(seats(cloud)).toContainEqual([id]);
    cloud.close();
  });

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

describe('the journal of desktops', () => {
  it('that a crash cut anywhere leaves no desktop on a way that nobody ends', async () => {
    const stateDirectory = store();
    const made = stand({ stateDirectory });
    const id = await made.one('ada.berg');
    await Promise.resolve();
    await made.call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: id }] });
    made.clock.advance(90 * minute);
    await Promise.resolve();
    const whole = readFileSync(join(stateDirectory, 'workspaces.jsonl'));
    const ends = [...whole.keys()].filter((index) => whole[index] === 0x0a).map((index) => index + 1);
    const cuts = fc.oneof(fc.integer({ min: 0, max: whole.length }), fc.constantFrom(...ends));
    fc.assert(
      fc.property(cuts, (cut) => {
        const again = store();
        writeFileSync(join(again, 'workspaces.jsonl'), whole.subarray(0, cut));
        const { cloud, clock } = restarted(made.cloud, again);
        clock.advance(300 * minute);
        for (const { State } of statesOf(cloud)) expect(['AVAILABLE', 'STOPPED']).toContain(State);
        cloud.close();
      }),
      { numRuns: 100 },
    );
  });

  it('is written by one process: another one is noticed before anything is lost', () => {
    const stateDirectory = store();
    const writers = [new Keeper(stateDirectory), new Keeper(stateDirectory)].map((keeper) => {
      const ward = keeper.ward('here');
      const counts = new Collection('counts', z.number(), ward.touch);
      ward.open([counts]);
      return { keeper, counts };
    });
    const [first, second] = writers;
    first?.counts.put('one', 1);
    first?.keeper.close();
    second?.counts.put('two', 2);
    expect(() => second?.keeper.close()).toThrow(/Another process writes to .*workspaces\.jsonl/);
  });

  it('does not grow with each start', async () => {
    const stateDirectory = store();
    for (let start = 0; start < 4; start += 1) {
      const keeper = new Keeper(stateDirectory);
      const ward = keeper.ward('here');
      const counts = new Collection('counts', z.number(), ward.touch);
      ward.open([counts]);
      for (let count = 0; count < 4_000; count += 1) {
        counts.put('one', count);
        await Promise.resolve();
      }
      keeper.close();
    }
    const lines = readFileSync(join(stateDirectory, 'workspaces.jsonl'), 'utf8').split('\n');
    expect(lines.length).toBeLessThan(10_000);
  });
});

/** Who has which desktop. */
const seats = (cloud: DesktopCloud) =>
  cloud
    .allBranches()
    .flatMap(({ fleet }) => users.map((user) => [...fleet.ofUser(directoryId, user)].map(({ id }) => id)));

/** What is to happen, and when. */
const booked = (cloud: DesktopCloud) =>
  cloud
    .allBranches()
    .map(({ agenda }) =>
      Object.fromEntries([...agenda.keys()].toSorted().map((key) => [key, agenda.write(key)])),
    );

const statesOf = (cloud: DesktopCloud) =>
  shown(cloud).desktops.map(({ UserName, State, session, snapshots, history }) => ({
    UserName,
    State,
    session,
    snapshots,
    history,
  }));
