import { describe, expect, test } from 'vitest';
import { type Heard, hear } from '../src/app/hear.ts';
import { recur, type WalkingWorld } from '../src/app/recur.ts';
import { queryOf, type Shard } from '../src/domain/shard.ts';
import { byDirectory, byTag, fakeWorld, idOf, idsOf, minutes } from './fakes/world.ts';

const ours = { Cleandesk: 'rebuild' };
const all: Shard = { name: 'all', tags: {} };
const floor = (n: number): Shard => ({ name: `floor-${n}`, tags: { Floor: String(n) } });
const hour = 3_600_000;

let events = 0;
const run = async (world: WalkingWorld, remainingMs = minutes, cursor?: string) => {
  events += 1;
  await recur({ task: 'reconcile', id: `e-${events}`, cursor, correlationId: 'c-1' }, world, remainingMs);
};

/** A fleet of 30 desktops with an alarm each, and a detector that is switched to this. */
async function switched(shards: Shard[], options: { most?: number; policies?: unknown[] } = {}) {
  const { most = 90, policies } = options;
  const made = fakeWorld({ ...(policies ? { policies } : {}), sharding: { shards: [], most } });
  for (const [n, workspaceId] of idsOf(30).entries())
    made.fleet.add({ workspaceId }, { ...ours, Floor: String(1 + (n % 2)) });
  await run(made.world);
  expect(made.alarms.ids()).toEqual(idsOf(30));
  made.said.length = 0;
  made.world.sharding = { shards, most };
  await run(made.world);
  made.pass(hour);
  return made;
}
const cursorOf = (said: ReturnType<typeof fakeWorld>['said']) =>
  String(said.findLast(({ detailType }) => detailType === 'ReconcileCameDue.v1')?.detail.cursor);
const givenUp = ({ said }: Pick<ReturnType<typeof fakeWorld>, 'said'>) =>
  said.flatMap(({ detailType, detail }) =>
    detailType === 'FleetShardGivenUp.v1' ? [`${String(detail.shard)} ${String(detail.because)}`] : [],
  );

describe('A shard of the fleet', () => {
  test('takes the place of alarms when it has told of somebody, and says nothing of it', async () => {
    const { world, alarms, shards, said, told } = await switched([all]);
    expect(shards.plans()).toEqual({ all: 'watches' });
    await run(world);
    // It stands, and nobody knows whether it hears.
    expect(alarms.ids()).toEqual(idsOf(30));
    shards.tell('all');
    await run(world);
    expect(alarms.ids()).toEqual([]);
    expect(alarms.calls.remove).toBe(1);
    expect(told()).toEqual([]);
    expect(givenUp({ said })).toEqual([]);
    // The next run has nothing to do.
    const { put } = alarms.calls;
    await run(world);
    expect([alarms.calls.put, alarms.ids()]).toEqual([put, []]);
  });

  test('that told before it was changed has to tell again', async () => {
    const { world, alarms, shards, pass } = await switched([all]);
    shards.tell('all');
    pass(1);
    shards.change('all', { actions: ['arn:aws:sns:eu-central-1:123456789012:other'] });
    await run(world);
    pass(hour);
    await run(world);
    expect(alarms.ids()).toHaveLength(30);
    shards.tell('all');
    await run(world);
    expect(alarms.ids()).toEqual([]);
  });

  test('is not relied on before it has been evaluated', async () => {
    const { world, alarms, shards, pass } = await switched([all]);
    shards.tell('all');
    shards.change('all', { state: 'unknown' });
    pass(hour);
    await run(world);
    expect(alarms.ids()).toHaveLength(30);
    shards.change('all', { state: 'known' });
    await run(world);
    expect(alarms.ids()).toEqual([]);
  });

  test.each([
    ['PartialData', { evaluation: 'partial' }],
    ['NotEvaluated', { evaluation: 'failing' }],
    ['Silent', {}],
  ] as const)(
    'gives its desktops their alarms back when it can not be relied on any more, and says so once: %s',
    async (because, change) => {
      const { world, alarms, shards, said, pass, told } = await switched([all]);
      shards.tell('all');
      await run(world);
      expect(alarms.ids()).toEqual([]);
      shards.change('all', change);
      pass(because === 'Silent' ? 8 * 24 * hour : hour);
      await run(world);
      expect(alarms.ids()).toEqual(idsOf(30));
      expect(told()).toHaveLength(30);
      expect(shards.plans()).toEqual({ all: 'watches' });
      await run(world);
      expect(givenUp({ said })).toEqual([`all ${because}`]);
    },
  );

  test('that changes something else is put right, and relied on no sooner than it has told again', async () => {
    const { world, alarms, shards, pass } = await switched([all]);
    shards.tell('all');
    await run(world);
    shards.change('all', { query: 'SELECT SUM(Stopped) FROM "AWS/WorkSpaces"' });
    pass(hour);
    await run(world);
    expect(alarms.ids()).toEqual(idsOf(30));
    expect((await shards.standing())[0]?.query).toBe(queryOf(all));
  });

  test('that is outgrown keeps ringing, and its desktops have alarms; it is said once', async () => {
    const { world, alarms, shards, said, fleet, pass } = await switched([all], { most: 30 });
    shards.tell('all');
    await run(world);
    expect(alarms.ids()).toEqual([]);
    fleet.add({ workspaceId: idOf(30) }, ours);
    await run(world);
    expect(shards.plans()).toEqual({ all: 'outgrown' });
    // Whom this walk saw before the 31st is still heard by the shard; another walk is asked for at once.
    expect(alarms.ids()).toHaveLength(6);
    expect(said.filter(({ detailType }) => detailType === 'ReconcileCameDue.v1')).toHaveLength(1);
    await run(world);
    expect(alarms.ids()).toEqual(idsOf(31));
    await run(world);
    expect(givenUp({ said })).toEqual(['all Outgrown']);
    // It has room again.
    fleet.end(idOf(30), 'gone');
    await run(world);
    expect(shards.plans()).toEqual({ all: 'watches' });
    pass(hour);
    shards.tell('all');
    await run(world);
    expect(alarms.ids()).toEqual([]);
  });

  test('is found by the tags of each desktop, and what is in none keeps its alarm', async () => {
    for (const policies of [[byTag], [byDirectory]]) {
      const { world, alarms, shards } = await switched([floor(1)], { policies });
      shards.tell('floor-1');
      await run(world);
      expect(alarms.ids()).toEqual(idsOf(30).filter((_, n) => n % 2 === 1));
    }
  });

  test('counts only desktops that are ours, and each once', async () => {
    const policies = [byTag, byDirectory];
    const { world, alarms, shards, fleet } = await switched([floor(1), floor(2)], { most: 15, policies });
    for (const workspaceId of idsOf(50, 100))
      fleet.add({ workspaceId, directoryId: 'd-9067000002' }, { Floor: '1' });
    shards.tell('floor-1');
    shards.tell('floor-2');
    await run(world);
    expect([shards.plans(), alarms.ids()]).toEqual([{ 'floor-1': 'watches', 'floor-2': 'watches' }, []]);
  });

  test("leaves a person's alarm on a desktop that it hears alone", async () => {
    const { world, alarms, shards } = await switched([all]);
    alarms.byHand({ workspaceId: idOf(3) });
    shards.tell('all');
    await run(world);
    expect(alarms.ids()).toEqual([idOf(3)]);
  });

  test('takes no alarm, and is not changed, after a walk whose listing had to begin anew', async () => {
    const { world, alarms, shards, said, fleet } = await switched([all]);
    shards.tell('all');
    await run(world, () => 1000);
    fleet.expireTokens();
    await run(world, minutes, cursorOf(said));
    expect([alarms.ids(), shards.plans()]).toEqual([idsOf(30), { all: 'watches' }]);
    await run(world);
    expect(alarms.ids()).toEqual([]);
    // The same when it is to leave.
    world.sharding = { shards: [], most: 90 };
    await run(world, () => 1000);
    fleet.expireTokens();
    await run(world, minutes, cursorOf(said));
    expect([alarms.ids(), shards.plans()]).toEqual([idsOf(30), { all: 'watches' }]);
  });
});

describe('Switched back to an alarm for each desktop,', () => {
  const back = async () => {
    const made = await switched([all]);
    made.shards.tell('all');
    await run(made.world);
    expect(made.alarms.ids()).toEqual([]);
    made.world.sharding = { shards: [], most: 90 };
    return made;
  };
  test('a shard stands until the alarms beside it have looked at all that it could have told', async () => {
    const { world, alarms, shards, pass } = await back();
    await run(world);
    expect([alarms.ids(), shards.plans()]).toEqual([idsOf(30), { all: 'leaves' }]);
    pass(15 * 60_000);
    await run(world);
    expect(shards.plans()).toEqual({ all: 'leaves' });
    pass(hour);
    await run(world);
    expect([alarms.ids(), shards.plans()]).toEqual([idsOf(30), {}]);
  });
  test('a walk that goes on from before begins anew', async () => {
    const { world, alarms, shards, said, pass } = await switched([all]);
    shards.tell('all');
    await run(world, () => 1000);
    await run(world, () => 1000, cursorOf(said));
    const cursor = cursorOf(said);
    world.sharding = { shards: [], most: 90 };
    await alarms.remove(idsOf(30));
    pass(1);
    await run(world, minutes, cursor);
    expect(alarms.ids()).toEqual(idsOf(30));
  });
});

describe('With shards', () => {
  const called = (made: string[], rebuilt: string[]): Heard => ({
    type: 'Called',
    done: { made, ended: [], rebuilt },
    correlationId: 'c-1',
  });

  test('who is made has an alarm until a run finds it in a shard, and who is rebuilt costs no look', async () => {
    const { world, alarms, shards, fleet, told } = await switched([all]);
    shards.tell('all');
    await run(world);
    fleet.add({ workspaceId: idOf(40) }, ours);
    const heard = called([idOf(40)], idsOf(30));
    const { look } = fleet.calls;
    await hear([{ messageId: 'm', receiveCount: 1, heard }], world, minutes);
    expect([alarms.ids(), told(), fleet.calls.look - look]).toEqual([
      [idOf(40)],
      [`DesktopWatched ${idOf(40)} created`],
      1,
    ]);
    await run(world);
    expect(alarms.ids()).toEqual([]);
  });

  test('without any, nobody asks for the alarms of shards before the end of a walk', async () => {
    const { world, shards } = fakeWorld();
    await run(world);
    expect([shards.plans(), shards.asked]).toEqual([{}, []]);
  });
});

test('a query names tags as CloudWatch wants them', () => {
  expect(queryOf(all)).toBe(
    'SELECT SUM(SessionDisconnect) FROM "AWS/WorkSpaces" GROUP BY WorkspaceId ORDER BY SUM() DESC',
  );
  expect(queryOf({ name: 'a', tags: { Floor: "O'Hara\\1", 'a"b:c': 'x' } })).toBe(
    `SELECT SUM(SessionDisconnect) FROM "AWS/WorkSpaces" WHERE tag."Floor" = 'O\\'Hara\\\\1' AND tag."a\\"b:c" = 'x' GROUP BY WorkspaceId ORDER BY SUM() DESC`,
  );
});
