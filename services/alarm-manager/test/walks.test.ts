import { describe, expect, test } from 'vitest';
import { recur } from '../src/app/recur.ts';
import { hears } from '../src/hears.ts';
import { byDirectory, byTag, fakeWorld, idOf, idsOf, minutes } from './fakes/world.ts';

const ours = { Cleandesk: 'rebuild' };
type World = ReturnType<typeof fakeWorld>;

/** What the queue delivers: an event of the bus. */
const message = (detailType: string, id: string, detail: Record<string, unknown> = {}) => ({
  id,
  source: 'cleandesk.alarm-manager',
  'detail-type': detailType,
  time: '2026-08-01T12:00:00Z',
  detail,
});
const sweepDue = (id: string, detail?: Record<string, unknown>) =>
  message('ConnectionSweepCameDue.v1', id, detail);
const deliver = ({ world }: World, raw: unknown, remainingMs = minutes) =>
  recur(hears.reconcile.read(raw), world, remainingMs);

const fleetOf = (count: number) => {
  const made = fakeWorld();
  for (const workspaceId of idsOf(count)) made.fleet.add({ workspaceId }, ours);
  return made;
};
/** By which a walk goes on, or begins once more. */
const comeDue = ({ said }: World) =>
  said.flatMap(({ detailType, detail }) => (detailType.includes('CameDue') ? [detail] : []));
const observed = ({ said }: World) =>
  said.flatMap(({ detail }) => (Array.isArray(detail.observations) ? detail.observations : [])).length;
/** Time for one page. */
const little = () => 1000;

describe('A walk over the fleet', () => {
  test('is not begun while another one is under way, and follows when that has ended', async () => {
    const world = fleetOf(60);
    await deliver(world, sweepDue('e-1'), little);
    expect(observed(world)).toBe(25);
    await deliver(world, sweepDue('e-2'), little);
    await deliver(world, sweepDue('e-3'), little);
    expect(observed(world)).toBe(25);
    const [second] = comeDue(world);
    await deliver(world, sweepDue('e-4', second), minutes);
    expect(observed(world)).toBe(60);
    // Both that came due meanwhile are followed by one.
    const [, again, ...more] = comeDue(world);
    expect(more).toEqual([]);
    expect(again?.cursor).toBeUndefined();
    await deliver(world, sweepDue('e-5', again), minutes);
    expect(observed(world)).toBe(120);
    expect(comeDue(world)).toHaveLength(2);
  });

  test('of one task leaves the other one alone', async () => {
    const world = fleetOf(60);
    await deliver(world, sweepDue('e-1'), little);
    await deliver(world, message('ReconcileCameDue.v1', 'e-2'), minutes);
    expect(world.alarms.ids()).toEqual(idsOf(60));
  });

  test('is not doubled by an event that comes twice', async () => {
    const world = fleetOf(60);
    await deliver(world, sweepDue('e-1'), little);
    await deliver(world, sweepDue('e-1'), little);
    const [second] = comeDue(world);
    await deliver(world, sweepDue('e-2', second), little);
    await deliver(world, sweepDue('e-2', second), little);
    expect(observed(world)).toBe(50);
    expect(comeDue(world)).toHaveLength(2);
  });

  test('whose stretch failed goes on there when its message comes again', async () => {
    const world = fleetOf(60);
    await deliver(world, sweepDue('e-1'), little);
    const [second] = comeDue(world);
    world.fleet.fail('list', new Error('throttled'));
    await expect(deliver(world, sweepDue('e-2', second), minutes)).rejects.toThrow('throttled');
    world.pass(minutes() + 1);
    await deliver(world, sweepDue('e-2', second), minutes);
    expect(observed(world)).toBe(60);
  });

  test('keeps what it has done when a later page fails, and goes on there', async () => {
    const world = fleetOf(60);
    let pages = 0;
    const { fleet } = world;
    const complete = { ...fleet };
    fleet.list = async (...asked) => {
      pages += 1;
      if (pages === 2) throw new Error('throttled');
      return complete.list(...asked);
    };
    await deliver(world, sweepDue('e-1'), minutes);
    expect(observed(world)).toBe(25);
    await deliver(world, sweepDue('e-2', comeDue(world)[0]), minutes);
    expect(observed(world)).toBe(60);
    expect(comeDue(world)).toHaveLength(1);
  });

  test('that is lost makes room for the next one after three time-outs', async () => {
    const world = fleetOf(60);
    await deliver(world, sweepDue('e-1'), little);
    world.pass(2999);
    await deliver(world, sweepDue('e-2'), minutes);
    expect(observed(world)).toBe(25);
    world.pass(2);
    await deliver(world, sweepDue('e-3'), minutes);
    expect(observed(world)).toBe(85);
  });
});

describe('A reconcile run', () => {
  const counted = ({ said }: World) =>
    said.flatMap(({ detailType, detail }) => (detailType === 'FleetsCounted.v1' ? [detail.fleets] : []));
  const byBundle = { ...byTag, name: 'bundle', match: { bundleIds: ['wsb-standard1'] } };
  const due = (id: string, detail?: Record<string, unknown>) => message('ReconcileCameDue.v1', id, detail);

  test('tells how many desktops each policy manages, each desktop once, over all its stretches', async () => {
    const world = fakeWorld({ policies: [byTag, byDirectory, byBundle] });
    for (const workspaceId of idsOf(60)) world.fleet.add({ workspaceId }, ours);
    for (const workspaceId of idsOf(40, 100)) world.fleet.add({ workspaceId });
    for (const workspaceId of idsOf(5, 200))
      world.fleet.add({ workspaceId, directoryId: 'd-9067000002', bundleId: 'wsb-standard1' });
    let next: Record<string, unknown> | undefined = {};
    for (let n = 0; next !== undefined && n < 50; n += 1) {
      const before: number = comeDue(world).length;
      await deliver(world, due(`e-${n}`, next), little);
      next = comeDue(world)[before];
    }
    expect(counted(world)).toEqual([
      [
        { policy: 'tagged', desktops: 60 },
        { policy: 'directory one', desktops: 40 },
        { policy: 'bundle', desktops: 5 },
      ],
    ]);
  });

  test('tells no number when a listing had to begin anew, or the policies are other ones by now', async () => {
    const anew = fleetOf(60);
    anew.fleet.expireTokens();
    await deliver(anew, due('e-1'), minutes);
    expect(anew.alarms.ids()).toEqual(idsOf(60));
    expect(counted(anew)).toEqual([]);

    const changed = fleetOf(60);
    await deliver(changed, due('e-1'), little);
    const { policies } = fakeWorld({ policies: [byTag, byDirectory] }).world;
    const later = { ...changed, world: { ...changed.world, policies } };
    await deliver(later, due('e-2', comeDue(changed)[0]), minutes);
    expect(counted(later)).toEqual([]);
    expect(changed.alarms.ids()).toContain(idOf(59));
  });
});
