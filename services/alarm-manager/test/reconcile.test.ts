import { describe, expect, test } from 'vitest';
import { recur, type WalkingWorld } from '../src/app/recur.ts';
import { byDirectory, byTag, fakeWorld, idOf, idsOf, minutes } from './fakes/world.ts';

const ours = { Cleandesk: 'rebuild' };
let events = 0;
/** An event of the recurring timer, or of a run that goes on. */
const due = (task: 'reconcile' | 'sweep', cursor?: string) => {
  events += 1;
  return { task, id: `e-${events}`, cursor, correlationId: 'c-1' };
};
const run = (world: WalkingWorld) => recur(due('reconcile'), world, minutes);

describe('a reconcile run', () => {
  test('finds the 300 of 10,000 desktops that are ours in a few calls, and asks no desktop for its tags', async () => {
    const { world, fleet, alarms } = fakeWorld();
    for (const [n, workspaceId] of idsOf(10_000).entries())
      fleet.add({ workspaceId }, n % 100 < 3 ? ours : { Team: 'other' });
    await run(world);
    expect(alarms.ids()).toHaveLength(300);
    expect(fleet.calls).toEqual({ list: 12, look: 12, tagsOf: 0, exactTags: 0, connections: 0 });
    expect(alarms.calls).toEqual({ put: 300, standing: 12, list: 3, remove: 0 });
    await run(world);
    expect(alarms.calls.put).toBe(300);
    expect(fleet.calls.look).toBe(24);
  });

  test('is measured when it has come to its end, with how many desktops each policy has', async () => {
    const { world, fleet, measured } = fakeWorld();
    for (const workspaceId of idsOf(30)) fleet.add({ workspaceId }, ours);
    await run(world);
    expect(measured).toEqual([
      { name: 'ManagedDesktops', value: 30, policy: 'tagged' },
      { name: 'WalkCompleted', value: 1, walk: 'reconcile' },
    ]);
    fleet.fail('list', new Error('AWS is away'));
    await expect(run(world)).rejects.toThrow('AWS is away');
    expect(measured).toHaveLength(2);
  });

  test('with a policy by directory takes one tag call a page at most, and none where tags say nothing', async () => {
    const { world, fleet, alarms } = fakeWorld({ policies: [byDirectory] });
    for (const workspaceId of idsOf(100)) fleet.add({ workspaceId });
    for (const workspaceId of idsOf(100, 100)) fleet.add({ workspaceId, directoryId: 'd-9067000002' });
    await run(world);
    expect(alarms.ids()).toEqual(idsOf(100));
    expect(fleet.calls).toMatchObject({ list: 4, tagsOf: 0, exactTags: 0 });
    const both = fakeWorld({ policies: [byTag, byDirectory] });
    for (const workspaceId of idsOf(100)) both.fleet.add({ workspaceId });
    await run(both.world);
    expect(both.alarms.ids()).toEqual(idsOf(100));
    expect(both.fleet.calls).toMatchObject({ list: 5, tagsOf: 4, exactTags: 0 });
  });

  test('puts right an alarm whose period or topic is another, and says so', async () => {
    const topicArn = 'arn:aws:sns:eu-central-1:123456789012:people';
    const { world, fleet, alarms, told } = fakeWorld({ topicArn });
    for (const workspaceId of idsOf(3)) fleet.add({ workspaceId }, ours);
    alarms.byHand({ workspaceId: idOf(0), ours: true, actions: [topicArn] });
    alarms.byHand({ workspaceId: idOf(1), ours: true, actions: [topicArn], periodSeconds: 60 });
    alarms.byHand({ workspaceId: idOf(2), ours: true });
    await run(world);
    expect(told()).toEqual([`DesktopWatched ${idOf(1)} reconciled`, `DesktopWatched ${idOf(2)} reconciled`]);
    expect((await alarms.standing([idOf(2)])).get(idOf(2))?.actions).toEqual([topicArn]);
  });

  test('removes the alarms of desktops that are gone or no longer ours', async () => {
    const { world, fleet, alarms, told } = fakeWorld();
    for (const workspaceId of idsOf(4)) fleet.add({ workspaceId }, ours);
    await run(world);
    fleet.end(idOf(0), 'gone');
    fleet.end(idOf(1), 'going');
    fleet.change(idOf(2), { tags: {} });
    await run(world);
    expect(alarms.ids()).toEqual([idOf(3)]);
    expect(told().filter((line) => line.startsWith('DesktopUnwatched'))).toEqual([
      `DesktopUnwatched ${idOf(0)} gone`,
      `DesktopUnwatched ${idOf(1)} gone`,
      `DesktopUnwatched ${idOf(2)} unmanaged`,
    ]);
  });

  test('removes 350 orphans in calls of at most 25 desktops each', async () => {
    const { world, alarms } = fakeWorld();
    for (const workspaceId of idsOf(350)) alarms.byHand({ workspaceId, ours: true });
    await run(world);
    expect(alarms.ids()).toEqual([]);
  });

  test("leaves a person's alarm on a desktop that is none of ours alone, and removes it when the desktop is gone", async () => {
    const { world, fleet, alarms } = fakeWorld();
    fleet.add({ workspaceId: idOf(1) });
    alarms.byHand({ workspaceId: idOf(1) });
    await run(world);
    expect(alarms.ids()).toEqual([idOf(1)]);
    fleet.end(idOf(1), 'gone');
    await run(world);
    expect(alarms.ids()).toEqual([]);
  });

  test('removes no alarm because a listing is empty by a fault', async () => {
    const { world, fleet, alarms, said, told } = fakeWorld();
    for (const workspaceId of idsOf(30)) fleet.add({ workspaceId }, ours);
    await run(world);
    said.length = 0;
    // The index of tags has lost everything; the desktops still have their tags.
    for (const workspaceId of idsOf(30)) fleet.change(workspaceId, { indexed: false });
    await run(world);
    expect(alarms.ids()).toEqual(idsOf(30));
    expect(told()).toEqual([]);
  });

  test('keeps the alarm of a desktop of which AWS does not tell enough, and hinders no other', async () => {
    const { world, fleet, alarms } = fakeWorld();
    for (const workspaceId of idsOf(30)) fleet.add({ workspaceId }, ours);
    await run(world);
    fleet.change(idOf(3), { readable: false });
    fleet.end(idOf(4), 'gone');
    fleet.add({ workspaceId: idOf(40) }, ours);
    await run(world);
    expect(alarms.ids()).toEqual([...idsOf(30).filter((id) => id !== idOf(4)), idOf(40)]);
  });

  test.each(['list', 'look'] as const)('removes nothing when a %s fails, and comes again', async (call) => {
    const { world, fleet, alarms, said, pass } = fakeWorld();
    for (const workspaceId of idsOf(30)) alarms.byHand({ workspaceId, ours: true });
    fleet.fail(call, new Error('throttled'));
    const message = due('reconcile');
    // By the message, or where the run says that it goes on.
    const comesAgain = await recur(message, world, minutes).then(
      () => due('reconcile', String(said.at(-1)?.detail.cursor)),
      () => message,
    );
    expect(alarms.ids()).toEqual(idsOf(30));
    pass(minutes() + 1);
    await recur(comesAgain, world, minutes);
    expect(alarms.ids()).toEqual([]);
  });

  test('without any policy removes all alarms of ours, and looks at each desktop first', async () => {
    const { world, fleet, alarms, told } = fakeWorld({ policies: [] });
    fleet.add({ workspaceId: idOf(1) });
    alarms.byHand({ workspaceId: idOf(1), ours: true });
    await run(world);
    expect([alarms.ids(), told()]).toEqual([[], [`DesktopUnwatched ${idOf(1)} unmanaged`]]);
  });

  test('goes on in the next invocation when its time is up, and ends with the same alarms', async () => {
    const { world, fleet, alarms, said } = fakeWorld();
    for (const workspaceId of idsOf(130)) fleet.add({ workspaceId }, ours);
    for (const workspaceId of idsOf(60, 1000)) alarms.byHand({ workspaceId, ours: true });
    for (const workspaceId of idsOf(40, 2000)) {
      fleet.add({ workspaceId });
      alarms.byHand({ workspaceId, ours: true });
    }
    let invocations = 0;
    let cursor: string | undefined;
    do {
      invocations += 1;
      said.length = 0;
      // Time for one step only.
      await recur(due('reconcile', cursor), world, () => 1000);
      const next = said.find(({ detailType }) => detailType === 'ReconcileCameDue.v1')?.detail.cursor;
      cursor = typeof next === 'string' ? next : undefined;
    } while (cursor !== undefined && invocations < 500);
    expect(alarms.ids()).toEqual(idsOf(130));
    // Six pages of desktops, and 230 alarms of which some lose theirs while the rest moves up.
    expect(invocations).toBeLessThan(80);
    expect(fleet.calls.exactTags).toBe(40);
  });

  test('starts over with a cursor that it can not read', async () => {
    const { world, fleet, alarms } = fakeWorld();
    fleet.add({ workspaceId: idOf(1) }, ours);
    await recur(due('reconcile', '{"phase":"old"'), world, minutes);
    expect(alarms.ids()).toEqual([idOf(1)]);
  });

  test('that dies after its events says them again', async () => {
    const { world, fleet, alarms, said, told, pass } = fakeWorld();
    fleet.add({ workspaceId: idOf(1) }, ours);
    alarms.byHand({ workspaceId: idOf(2), ours: true });
    let deaths = 0;
    alarms.before = () => {
      deaths += 1;
      if (deaths % 2 === 1) throw new Error('killed');
    };
    const message = due('reconcile');
    await expect(recur(message, world, minutes)).rejects.toThrow('killed');
    pass(minutes() + 1);
    // The alarm that was missing is made this time; what comes after it fails, and is gone on with.
    await recur(message, world, minutes);
    const cursor = said.findLast(({ detailType }) => detailType === 'ReconcileCameDue.v1')?.detail.cursor;
    await recur(due('reconcile', String(cursor)), world, minutes);
    expect(alarms.ids()).toEqual([idOf(1)]);
    expect(new Set(told())).toEqual(
      new Set([`DesktopUnwatched ${idOf(2)} gone`, `DesktopWatched ${idOf(1)} reconciled`]),
    );
  });
});

describe('a sweep', () => {
  test('tells of every managed desktop once, 25 an event, and of no other', async () => {
    const { world, fleet, said } = fakeWorld({
      policies: [byTag, { ...byDirectory, match: { directoryIds: ['d-9067000001'] } }],
    });
    for (const workspaceId of idsOf(60)) fleet.add({ workspaceId }, ours);
    for (const workspaceId of idsOf(40, 100)) fleet.add({ workspaceId, directoryId: 'd-9067000002' });
    fleet.change(idOf(1), {
      connection: {
        state: 'DISCONNECTED',
        checkedAt: Date.UTC(2026, 7, 1, 10),
        lastConnectedAt: Date.UTC(2026, 7, 1, 9),
      },
    });
    await recur(due('sweep'), world, minutes);
    const observations = said.flatMap(({ detail }) =>
      Array.isArray(detail.observations) ? detail.observations : [],
    );
    expect(said.every(({ detailType }) => detailType === 'DesktopsObserved.v1')).toBe(true);
    expect(said).toHaveLength(3);
    expect(observations.map(({ workspaceId }) => String(workspaceId)).sort()).toEqual(idsOf(60));
    expect(observations).toContainEqual({
      workspaceId: idOf(1),
      connectionState: 'DISCONNECTED',
      checkedAt: '2026-08-01T10:00:00.000Z',
      lastConnectedAt: '2026-08-01T09:00:00.000Z',
    });
    expect(fleet.calls).toMatchObject({ connections: 3, exactTags: 0 });
  });

  test('goes on in the next invocation when its time is up', async () => {
    const { world, fleet, said } = fakeWorld();
    for (const workspaceId of idsOf(60)) fleet.add({ workspaceId }, ours);
    let cursor: string | undefined;
    let invocations = 0;
    do {
      invocations += 1;
      const before = said.length;
      await recur(due('sweep', cursor), world, () => 1000);
      const last = said.slice(before).at(-1);
      const next = last?.detailType === 'ConnectionSweepCameDue.v1' ? last.detail.cursor : undefined;
      cursor = typeof next === 'string' ? next : undefined;
    } while (cursor !== undefined && invocations < 20);
    const observed = said.flatMap(({ detail }) =>
      Array.isArray(detail.observations) ? detail.observations : [],
    );
    expect(observed).toHaveLength(60);
    expect(invocations).toBe(3);
  });
});
