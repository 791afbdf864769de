import { afterEach, describe, expect, test, vi } from 'vitest';
import { created, rebuilt, terminated, watchDoor } from './fakes/watch-door.ts';
import { byDirectory, byTag, fakeWorld, idOf, idsOf } from './fakes/world.ts';

const ours = { Cleandesk: 'rebuild' };

afterEach(() => void vi.useRealTimers());

/** Many desktops of ours, and the door of the function that hears of them. */
function town(desktops: number, options: { policies?: unknown[] } = {}) {
  const made = fakeWorld(options);
  for (const workspaceId of idsOf(desktops)) made.fleet.add({ workspaceId }, ours);
  return { ...made, ...watchDoor(made.world) };
}
/** A message for each desktop: m-0, m-1, … */
const each = (ids: readonly string[]) => ids.map((id, n) => created(`m-${n}`, id));

describe('messages that come together', () => {
  test('50 of them about 50 desktops take two looks and two reads of the index', async () => {
    const { deliver, fleet, alarms, said } = town(50);
    expect(await deliver(each(idsOf(50)))).toEqual({});
    expect(fleet.calls).toEqual({ look: 2, tagsOf: 2, exactTags: 0, list: 0, connections: 0 });
    expect(alarms.ids()).toEqual(idsOf(50));
    expect(said.map(({ detail }) => [detail.workspaceId, detail.correlationId])).toEqual(
      idsOf(50).map((id, n) => [id, `m-${n}`]),
    );
  });

  test('30 of them about ten desktops each, some about the same ones, take a look for every 25 desktops', async () => {
    const { deliver, fleet, alarms, said } = town(100);
    const letters = Array.from({ length: 30 }, (_, n) => created(`m-${n}`, ...idsOf(10, (n % 10) * 10)));
    expect(await deliver(letters)).toEqual({});
    expect(fleet.calls.look).toBe(4);
    expect(alarms.ids()).toEqual(idsOf(100));
    expect(said).toHaveLength(100);
  });

  test('read no tags where no policy asks for them', async () => {
    const { deliver, fleet, alarms } = town(30, { policies: [byDirectory] });
    expect(await deliver(each(idsOf(30)))).toEqual({});
    expect(alarms.ids()).toEqual(idsOf(30));
    expect(fleet.calls).toMatchObject({ look: 2, tagsOf: 0, exactTags: 0 });
  });

  test('40 of them about ended desktops remove all alarms at once, and tell of each by its own message', async () => {
    const { deliver, alarms, fleet, said } = town(0);
    for (const workspaceId of idsOf(80)) alarms.byHand({ workspaceId, ours: true });
    const letters = Array.from({ length: 40 }, (_, n) => terminated(`m-${n}`, idOf(n), idOf(40 + n)));
    expect(await deliver(letters)).toEqual({});
    expect(alarms.ids()).toEqual([]);
    expect([alarms.calls.remove, fleet.calls.look]).toEqual([1, 0]);
    expect(said.filter(({ detail }) => detail.correlationId === 'm-7')).toMatchObject([
      { detailType: 'DesktopUnwatched.v1', detail: { workspaceId: idOf(7), because: 'terminated' } },
      { detailType: 'DesktopUnwatched.v1', detail: { workspaceId: idOf(47), because: 'terminated' } },
    ]);
  });

  test('of which one is a terminate leave no alarm on its desktop, in whatever order, also when AWS still shows it', async () => {
    for (const inOrder of [true, false]) {
      const { deliver, alarms, fleet, told } = town(2);
      const letters = [created('made', idOf(0), idOf(1)), terminated('ended', idOf(1))];
      expect(await deliver(inOrder ? letters : letters.toReversed())).toEqual({});
      expect(alarms.ids()).toEqual([idOf(0)]);
      expect(told()).toEqual([`DesktopUnwatched ${idOf(1)} terminated`, `DesktopWatched ${idOf(0)} created`]);
      expect(fleet.calls.look).toBe(1);
    }
  });
});

describe('of messages that come together', () => {
  test('one that nobody can read goes to the dead letters, and the others are followed', async () => {
    const { deliver, alarms, fleet, deadLetters } = town(3);
    const letters = [
      created('m-0', idOf(0)),
      { messageId: 'no event', body: 'not even JSON' },
      created('m-1', idOf(1)),
      created('no desktop', 'WS-1', idOf(2)),
    ];
    expect(await deliver(letters)).toEqual({});
    expect(alarms.ids()).toEqual(idsOf(2));
    expect(fleet.calls.look).toBe(1);
    expect(deadLetters.map(({ messageId, reason }) => [messageId, reason])).toEqual([
      ['no event', 'the message is no JSON'],
      ['no desktop', 'the call names a desktop by what is no id of a desktop'],
    ]);
  });

  test('only the one comes again whose desktop AWS does not show yet, or does not tell enough of', async () => {
    const { deliver, alarms, fleet } = town(25);
    fleet.change(idOf(3), { readable: false });
    fleet.change(idOf(8), { visible: false });
    expect(await deliver(each(idsOf(25)))).toEqual({ 'm-3': 'NotVisibleYet', 'm-8': 'NotVisibleYet' });
    expect(alarms.ids()).toEqual(idsOf(25).filter((id) => id !== idOf(3) && id !== idOf(8)));
  });

  test('a rebuild of a desktop that is gone does not come again', async () => {
    const { deliver, alarms } = town(1);
    expect(await deliver([rebuilt('m-0', idOf(0)), rebuilt('m-1', idOf(1))])).toEqual({});
    expect(alarms.ids()).toEqual([idOf(0)]);
  });

  test('only the one comes again whose alarm CloudWatch refuses', async () => {
    const { deliver, alarms } = town(25);
    alarms.before = (_, ids) => {
      if (ids.includes(idOf(3))) throw new RangeError('no such alarm can be made');
    };
    expect(await deliver(each(idsOf(25)))).toEqual({ 'm-3': 'RangeError' });
    expect(alarms.ids()).toEqual(idsOf(25).filter((id) => id !== idOf(3)));
  });

  test('the one that comes again is left alone until then', async () => {
    const { deliver, alarms, world, fleet } = town(12);
    const warned: string[] = [];
    world.journal = { info: () => undefined, warn: (message) => void warned.push(message) };
    fleet.add({ workspaceId: idOf(99) }, ours, { visible: false });
    alarms.before = (_, ids) => {
      if (ids.includes(idOf(3))) throw new RangeError('no such alarm can be made');
    };
    const third = { ...created('m', ...idsOf(12), idOf(99)), receiveCount: 3 };
    expect(await deliver([third])).toEqual({ m: 'RangeError' });
    expect(alarms.ids()).toEqual(idsOf(3));
    expect(warned).toEqual([]);
  });

  test('only the one comes again whose desktop does not tell its tags', async () => {
    const { deliver, alarms, fleet } = town(5);
    for (const id of [idOf(1), idOf(2)]) fleet.add({ workspaceId: id }, ours, { indexed: false });
    fleet.before = (call, ids) => {
      if (call === 'exactTags' && ids.includes(idOf(1))) throw new TypeError('a tag without a key');
    };
    expect(await deliver(each(idsOf(5)))).toEqual({ 'm-1': 'TypeError' });
    expect(alarms.ids()).toEqual(idsOf(5).filter((id) => id !== idOf(1)));
  });

  test('only the one comes again whose news the bus refuses, and its alarm stands until then', async () => {
    const { deliver, alarms, refuse } = town(0);
    for (const workspaceId of idsOf(3)) alarms.byHand({ workspaceId, ours: true });
    refuse(new RangeError('the bus is full'));
    expect(await deliver(idsOf(3).map((id, n) => terminated(`m-${n}`, id)))).toEqual({ 'm-0': 'RangeError' });
    expect(alarms.ids()).toEqual([idOf(0)]);
  });

  test('those come again whose look failed, and no others', async () => {
    const { deliver, alarms, fleet } = town(60);
    fleet.before = (call, ids) => {
      if (call === 'look' && ids.includes(idOf(30))) throw new RangeError('throttled');
    };
    const failed = await deliver(each(idsOf(60)));
    expect(Object.keys(failed)).toEqual(Array.from({ length: 25 }, (_, n) => `m-${25 + n}`));
    expect(alarms.ids()).toEqual([...idsOf(25), ...idsOf(10, 50)]);
    fleet.before = () => undefined;
    expect(await deliver(each(idsOf(60)).slice(25, 50))).toEqual({});
    expect(alarms.ids()).toEqual(idsOf(60));
    expect(alarms.calls.put).toBe(60);
  });

  test('one with more desktops than a look shows what is left of comes again as a whole, and keeps what it has', async () => {
    const { deliver, alarms, fleet } = town(40);
    fleet.before = (call, ids) => {
      if (call === 'look' && ids.includes(idOf(30))) throw new RangeError('throttled');
    };
    const letters = [created('m-0', ...idsOf(20)), created('m-1', ...idsOf(20, 20))];
    expect(await deliver(letters)).toEqual({ 'm-1': 'RangeError' });
    expect(alarms.ids()).toEqual(idsOf(25));
  });

  test('those come again whose alarms could not be removed together', async () => {
    const { deliver, alarms } = town(0);
    for (const workspaceId of idsOf(120)) alarms.byHand({ workspaceId, ours: true });
    alarms.before = (_, ids) => {
      if (ids.includes(idOf(110))) throw new RangeError('throttled');
    };
    const letters = idsOf(120).map((id, n) => terminated(`m-${n}`, id));
    const failed = await deliver(letters);
    expect(Object.keys(failed)).toEqual(Array.from({ length: 20 }, (_, n) => `m-${100 + n}`));
    expect(alarms.ids()).toEqual(idsOf(20, 100));
  });

  test('those whose desktops need no tags are followed while the index of tags is out of order', async () => {
    const policies = [
      { ...byTag, match: { ...byTag.match, directoryIds: ['d-9067000002'] } },
      { ...byDirectory, match: { directoryIds: ['d-9067000001'] } },
    ];
    const { deliver, alarms, fleet } = town(4, { policies });
    fleet.add({ workspaceId: idOf(2), directoryId: 'd-9067000002' }, ours);
    fleet.fail('tagsOf', new RangeError('out of order'));
    expect(await deliver(each(idsOf(4)))).toEqual({ 'm-2': 'RangeError' });
    expect(alarms.ids()).toEqual([idOf(0), idOf(1), idOf(3)]);
  });
});

/** Time that passes with the calls that are paced. */
function timed(fleet: ReturnType<typeof fakeWorld>['fleet'], perCallMs: number, wholeMs = 60_000) {
  let leftMs = wholeMs;
  fleet.before = () => {
    leftMs -= perCallMs;
  };
  return () => leftMs;
}

describe('when the time is short', () => {
  test('no look is begun in the last quarter of it; what is left comes again', async () => {
    const { deliver, alarms, fleet } = town(100);
    const failed = await deliver(each(idsOf(100)), timed(fleet, 23_000));
    expect(fleet.calls.look).toBe(2);
    expect(alarms.ids()).toEqual(idsOf(50));
    expect(new Set(Object.values(failed))).toEqual(new Set(['OutOfTime']));
    expect(Object.keys(failed)).toEqual(Array.from({ length: 50 }, (_, n) => `m-${50 + n}`));
  });

  test('a look whose turn does not come is given up before the function is killed, and what is done stays done', async () => {
    const { deliver, alarms, fleet, world } = town(30);
    alarms.byHand({ workspaceId: idOf(99), ours: true });
    world.fleet = {
      ...fleet,
      look: (ids) => (ids.includes(idOf(0)) ? fleet.look(ids) : new Promise(() => undefined)),
    };
    vi.useFakeTimers();
    const endsAt = Date.now() + 60_000;
    const letters = [...each(idsOf(30)), terminated('ended', idOf(99))];
    const delivery = deliver(letters, () => endsAt - Date.now());
    await vi.advanceTimersByTimeAsync(57_000);
    const failed = await delivery;
    expect(failed).toEqual(
      Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`m-${25 + n}`, 'OutOfTime'])),
    );
    expect(alarms.ids()).toEqual(idsOf(25));
  });

  test('what came most often is followed first', async () => {
    const { deliver, alarms, fleet } = town(75);
    const letters = each(idsOf(75)).map((letter, n) => ({ ...letter, receiveCount: n < 50 ? 1 : 7 }));
    await deliver(letters, timed(fleet, 46_000));
    expect(alarms.ids()).toEqual(idsOf(25, 50));
  });

  test('desktops that the index does not know yet are asked for a quarter of it, and the index knows when the rest comes again', async () => {
    const { deliver, alarms, fleet } = town(25);
    for (const workspaceId of idsOf(20, 5)) fleet.add({ workspaceId }, ours, { indexed: false });
    const failed = await deliver(each(idsOf(25)), timed(fleet, 4000));
    expect(fleet.calls).toMatchObject({ look: 1, exactTags: 4 });
    expect(alarms.ids()).toEqual(idsOf(9));
    expect(new Set(Object.values(failed))).toEqual(new Set(['NotIndexedYet']));
    for (const workspaceId of idsOf(20, 5)) fleet.change(workspaceId, { indexed: true });
    expect(await deliver(each(idsOf(25)).slice(9), timed(fleet, 4000))).toEqual({});
    expect(alarms.ids()).toEqual(idsOf(25));
  });

  test('a desktop that the index does not know at the third time, and that could not be asked, is left to the reconcile run', async () => {
    const { deliver, alarms, fleet } = town(0);
    for (const workspaceId of idsOf(9)) fleet.add({ workspaceId }, {});
    fleet.add({ workspaceId: idOf(9) }, ours);
    const third = { ...created('m', ...idsOf(10)), receiveCount: 3 };
    expect(await deliver([third], timed(fleet, 4000))).toEqual({});
    expect(fleet.calls.exactTags).toBe(4);
    expect(alarms.ids()).toEqual([idOf(9)]);
  });

  test('no desktop is asked for its tags in the last quarter of it', async () => {
    const { deliver, alarms, fleet } = town(1);
    fleet.add({ workspaceId: idOf(1) }, ours, { indexed: false });
    expect(await deliver(each(idsOf(2)), timed(fleet, 46_000))).toEqual({ 'm-1': 'NotIndexedYet' });
    expect([alarms.ids(), fleet.calls.exactTags]).toEqual([[idOf(0)], 0]);
  });

  test('desktops in messages that came twice are asked for their tags once', async () => {
    const { deliver, alarms, fleet } = town(0);
    fleet.add({ workspaceId: idOf(1) }, ours, { indexed: false });
    expect(await deliver([created('a', idOf(1)), created('b', idOf(1)), rebuilt('c', idOf(1))])).toEqual({});
    expect(fleet.calls).toMatchObject({ look: 1, exactTags: 1 });
    expect([alarms.ids(), alarms.calls.put]).toEqual([[idOf(1)], 1]);
  });
});
