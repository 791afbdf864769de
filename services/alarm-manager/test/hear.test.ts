import { describe, expect, test } from 'vitest';
import { type Heard, hear } from '../src/app/hear.ts';
import { byDirectory, byTag, fakeWorld, idOf, idsOf, minutes } from './fakes/world.ts';

const ours = { Cleandesk: 'rebuild' };
const called = (done: { made?: string[]; ended?: string[]; rebuilt?: string[] }): Heard => ({
  type: 'Called',
  done: { made: [], ended: [], rebuilt: [], ...done },
  correlationId: 'c-1',
});
const arrival = (messageId: string, heard: Heard, receiveCount = 1) => ({ messageId, heard, receiveCount });
const hearOne = (world: Parameters<typeof hear>[1], heard: Heard, receiveCount = 1) =>
  hear([arrival('m', heard, receiveCount)], world, minutes);

describe('a create', () => {
  test('of 25 desktops gives 25 alarms', async () => {
    const { world, fleet, alarms, told } = fakeWorld();
    for (const workspaceId of idsOf(25)) fleet.add({ workspaceId }, ours);
    expect(await hearOne(world, called({ made: idsOf(25) }))).toEqual(new Map());
    expect(alarms.ids()).toEqual(idsOf(25));
    expect(told()).toEqual(idsOf(25).map((id) => `DesktopWatched ${id} created`));
  });

  test('says whose desktop it is, and by which policy', async () => {
    const { world, fleet, said } = fakeWorld();
    fleet.add({ workspaceId: idOf(1), userName: 'alice' }, ours);
    await hearOne(world, called({ made: [idOf(1)] }));
    expect(said[0]).toEqual({
      source: 'cleandesk.alarm-manager',
      detailType: 'DesktopWatched.v1',
      detail: {
        workspaceId: idOf(1),
        seat: { directoryId: 'd-9067000001', userName: 'alice' },
        bundleId: 'wsb-standard1',
        policy: 'tagged',
        because: 'created',
        correlationId: 'c-1',
      },
    });
  });

  test('of a desktop that no policy matches, or that belongs to nobody, gives none', async () => {
    const { world, fleet, alarms, said } = fakeWorld();
    fleet.add({ workspaceId: idOf(1) }, { Cleandesk: 'no' });
    fleet.add({ workspaceId: idOf(2), userName: '[UNDEFINED]' }, ours);
    await hearOne(world, called({ made: [idOf(1), idOf(2)] }));
    expect([alarms.ids(), said]).toEqual([[], []]);
  });

  test('reads no tags where no policy asks for them', async () => {
    const { world, fleet, alarms } = fakeWorld({ policies: [byDirectory] });
    fleet.add({ workspaceId: idOf(1) });
    await hearOne(world, called({ made: [idOf(1)] }));
    expect(alarms.ids()).toEqual([idOf(1)]);
    expect(fleet.calls).toMatchObject({ tagsOf: 0, exactTags: 0 });
  });

  test('asks a desktop itself for its tags when the index does not know it yet, and only then', async () => {
    const { world, fleet, alarms } = fakeWorld();
    fleet.add({ workspaceId: idOf(1) }, ours);
    fleet.add({ workspaceId: idOf(2) }, ours, { indexed: false });
    await hearOne(world, called({ made: [idOf(1), idOf(2)] }));
    expect(alarms.ids()).toEqual([idOf(1), idOf(2)]);
    expect(fleet.calls.exactTags).toBe(1);
  });

  test('of a desktop that is not visible yet comes again, and the others have their alarms', async () => {
    const { world, fleet, alarms } = fakeWorld();
    fleet.add({ workspaceId: idOf(1) }, ours);
    fleet.add({ workspaceId: idOf(2) }, ours, { visible: false });
    const failed = await hearOne(world, called({ made: [idOf(1), idOf(2)] }));
    expect(failed.get('m')).toMatchObject({ name: 'NotVisibleYet' });
    expect(alarms.ids()).toEqual([idOf(1)]);
    fleet.change(idOf(2), { visible: true });
    expect(await hearOne(world, called({ made: [idOf(1), idOf(2)] }), 2)).toEqual(new Map());
    expect(alarms.ids()).toEqual([idOf(1), idOf(2)]);
    expect(alarms.calls.put).toBe(2);
  });

  test('of a desktop of which AWS does not tell enough yet comes again, and the others have their alarms', async () => {
    const { world, fleet, alarms } = fakeWorld();
    for (const workspaceId of idsOf(3)) fleet.add({ workspaceId }, ours);
    fleet.change(idOf(1), { readable: false });
    const failed = await hearOne(world, called({ made: idsOf(3) }));
    expect(failed.get('m')).toMatchObject({ name: 'NotVisibleYet' });
    expect(alarms.ids()).toEqual([idOf(0), idOf(2)]);
  });

  test('of a desktop without a bundle gives its alarm, and leaves who owns it to the sweep', async () => {
    const { world, fleet, alarms, said } = fakeWorld();
    fleet.add({ workspaceId: idOf(1) }, ours, { bundle: false });
    await hearOne(world, called({ made: [idOf(1)] }));
    expect([alarms.ids(), said]).toEqual([[idOf(1)], []]);
  });

  test('of a desktop that never becomes visible is left to the reconcile run', async () => {
    const { world, alarms } = fakeWorld();
    expect(await hearOne(world, called({ made: [idOf(1)] }), 3)).toEqual(new Map());
    expect(alarms.ids()).toEqual([]);
  });

  test.each(['going', 'gone'] as const)(
    'that is heard after its terminate (%s) leaves no alarm',
    async (state) => {
      const { world, fleet, alarms, told } = fakeWorld();
      fleet.add({ workspaceId: idOf(1) }, ours);
      fleet.end(idOf(1), state);
      await hearOne(world, called({ ended: [idOf(1)] }));
      await hearOne(world, called({ made: [idOf(1)] }), 3);
      expect(alarms.ids()).toEqual([]);
      expect(told()).toEqual([`DesktopUnwatched ${idOf(1)} terminated`]);
    },
  );

  test('that is delivered twice changes and says nothing more', async () => {
    const { world, fleet, alarms, said } = fakeWorld();
    fleet.add({ workspaceId: idOf(1) }, ours);
    await hearOne(world, called({ made: [idOf(1)] }));
    await hearOne(world, called({ made: [idOf(1)] }));
    expect(alarms.calls.put).toBe(1);
    expect(said).toHaveLength(1);
  });

  test('whose run dies between two alarms is finished by the next delivery, and every desktop is told of', async () => {
    const { world, fleet, alarms, told } = fakeWorld();
    for (const workspaceId of idsOf(7)) fleet.add({ workspaceId }, ours);
    alarms.before = () => {
      if (alarms.calls.put === 4) throw new Error('killed');
    };
    expect((await hearOne(world, called({ made: idsOf(7) }))).get('m')).toMatchObject({ message: 'killed' });
    expect(await hearOne(world, called({ made: idsOf(7) }), 2)).toEqual(new Map());
    expect(alarms.ids()).toEqual(idsOf(7));
    expect(new Set(told())).toEqual(new Set(idsOf(7).map((id) => `DesktopWatched ${id} created`)));
  });

  test('keeps what is done when the time is up', async () => {
    const { world, fleet, alarms } = fakeWorld();
    for (const workspaceId of idsOf(12)) fleet.add({ workspaceId }, ours);
    const left = () => (alarms.calls.put < 5 ? 60_000 : 1000);
    const failed = await hear([arrival('m', called({ made: idsOf(12) }))], world, left);
    expect(failed.get('m')).toMatchObject({ name: 'OutOfTime' });
    expect(alarms.ids()).toEqual(idsOf(5));
    expect(await hearOne(world, called({ made: idsOf(12) }), 2)).toEqual(new Map());
    expect(alarms.ids()).toEqual(idsOf(12));
  });
});

describe('a terminate', () => {
  test('of 25 desktops of which 2 failed removes 23 alarms', async () => {
    const { world, fleet, alarms, told } = fakeWorld();
    for (const workspaceId of idsOf(25)) fleet.add({ workspaceId }, ours);
    await hearOne(world, called({ made: idsOf(25) }));
    await hearOne(world, called({ ended: idsOf(23) }));
    expect(alarms.ids()).toEqual([idOf(23), idOf(24)]);
    expect(told().filter((line) => line.endsWith('terminated'))).toEqual(
      idsOf(23).map((id) => `DesktopUnwatched ${id} terminated`),
    );
  });

  test('whose event was refused comes again, and its alarm stands until then', async () => {
    const { world, alarms, refuse, told } = fakeWorld();
    alarms.byHand({ workspaceId: idOf(1), ours: true });
    refuse(new Error('the bus is full'));
    expect((await hearOne(world, called({ ended: [idOf(1)] }))).size).toBe(1);
    expect(alarms.ids()).toEqual([idOf(1)]);
    expect((await hearOne(world, called({ ended: [idOf(1)] }), 2)).size).toBe(0);
    expect([alarms.ids(), told()]).toEqual([[], [`DesktopUnwatched ${idOf(1)} terminated`]]);
  });
});

test('a rebuild of a desktop that has its alarm takes no call of the scarce rate', async () => {
  const { world, fleet, alarms, said } = fakeWorld();
  for (const workspaceId of idsOf(3)) fleet.add({ workspaceId }, ours);
  await hearOne(world, called({ made: idsOf(2) }));
  said.length = 0;
  const looks = fleet.calls.look;
  await hearOne(world, called({ rebuilt: idsOf(2) }));
  expect([fleet.calls.look, said]).toEqual([looks, []]);
  await hearOne(world, called({ rebuilt: idsOf(3) }));
  expect([fleet.calls.look, alarms.ids()]).toEqual([looks + 1, idsOf(3)]);
});

test('a rebuild makes sure that the alarm is there', async () => {
  const { world, fleet, alarms, told } = fakeWorld();
  for (const workspaceId of idsOf(2)) fleet.add({ workspaceId }, ours);
  await world.alarms.put(idOf(0), world.rules);
  await hearOne(world, called({ rebuilt: idsOf(2) }));
  expect(alarms.ids()).toEqual(idsOf(2));
  expect(told()).toEqual([`DesktopWatched ${idOf(1)} reconciled`]);
});

describe('who came and who left', () => {
  const login: Heard = {
    type: 'LoggedIn',
    workspaceId: idOf(1),
    loginAt: Date.UTC(2026, 7, 1, 10),
    correlationId: 'e-1',
  };
  const left: Heard = {
    type: 'Left',
    workspaceId: idOf(2),
    interval: { start: Date.UTC(2026, 7, 1, 10), end: Date.UTC(2026, 7, 1, 10, 5) },
    alarmName: 'a',
    correlationId: 'e-2',
  };

  test('is told without a look at anything, also of desktops that may be none of ours', async () => {
    const { world, fleet, said } = fakeWorld();
    await hear(
      [arrival('a', login), arrival('b', left), arrival('c', { type: 'Nothing', correlationId: 'e-3' })],
      world,
      minutes,
    );
    expect(said.map(({ detailType, detail }) => [detailType, detail])).toEqual([
      [
        'DesktopConnected.v1',
        { workspaceId: idOf(1), loginAt: '2026-08-01T10:00:00.000Z', correlationId: 'e-1' },
      ],
      [
        'DesktopDisconnected.v1',
        {
          workspaceId: idOf(2),
          interval: { start: '2026-08-01T10:00:00.000Z', end: '2026-08-01T10:05:00.000Z' },
          alarmName: 'a',
          correlationId: 'e-2',
        },
      ],
    ]);
    expect(Object.values(fleet.calls).every((calls) => calls === 0)).toBe(true);
  });

  test('goes before the calls of its batch, and without them when they fail', async () => {
    const { world, fleet, said } = fakeWorld();
    fleet.fail('look', new Error('throttled'));
    const failed = await hear(
      [arrival('call', called({ made: [idOf(3)] })), arrival('login', login)],
      world,
      minutes,
    );
    expect([...failed.keys()]).toEqual(['call']);
    expect(said.map(({ detailType }) => detailType)).toEqual(['DesktopConnected.v1']);
  });

  test('comes again when the bus refused it, and calls are still followed', async () => {
    const { world, fleet, alarms, refuse } = fakeWorld({ policies: [byTag] });
    fleet.add({ workspaceId: idOf(3) }, ours);
    refuse(new Error('the bus is full'));
    const failed = await hear(
      [arrival('login', login), arrival('call', called({ made: [idOf(3)] }))],
      world,
      minutes,
    );
    expect([...failed.keys()]).toEqual(['login']);
    expect(alarms.ids()).toEqual([idOf(3)]);
  });
});
