import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Heard, hear } from '../src/app/hear.ts';
import { recur } from '../src/app/recur.ts';
import { fakeWorld, idOf, minutes } from './fakes/world.ts';

const ours = { Cleandesk: 'rebuild' };
const called = (done: { made?: string[]; ended?: string[] }): Heard => ({
  type: 'Called',
  done: { made: [], ended: [], rebuilt: [], ...done },
  correlationId: 'c-1',
});

/** What happens to desktops, in this order; what is heard of it comes in any order, and may come twice. */
const desktop = fc.record({ tagged: fc.boolean(), ends: fc.boolean() });
const history = fc.array(desktop, { minLength: 1, maxLength: 12 }).chain((desktops) => {
  const calls = desktops.flatMap(({ ends }, n) => [
    called({ made: [idOf(n)] }),
    ...(ends ? [called({ ended: [idOf(n)] })] : []),
  ]);
  return fc.record({
    desktops: fc.constant(desktops),
    // Each is heard at least once.
    heard: fc
      .tuple(
        fc.shuffledSubarray(calls, { minLength: calls.length }),
        fc.array(fc.constantFrom(...calls), { maxLength: 6 }),
      )
      .chain(([once, again]) =>
        fc.shuffledSubarray([...once, ...again], { minLength: once.length + again.length }),
      ),
  });
});

/** The desktops as they are in the end: some live, some gone, some of them ours. */
function settled(desktops: readonly { tagged: boolean; ends: boolean }[]) {
  const made = fakeWorld();
  for (const [n, { tagged, ends }] of desktops.entries()) {
    if (!ends) made.fleet.add({ workspaceId: idOf(n) }, tagged ? ours : {});
  }
  const wanted = desktops.flatMap(({ tagged, ends }, n) => (tagged && !ends ? [idOf(n)] : []));
  return { ...made, wanted };
}

test('whatever order calls are heard in, however often and in whatever batches, the living desktops that are ours have an alarm and no other has', async () => {
  const batches = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 30, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(history, batches, async ({ desktops, heard }, sizes) => {
      const { world, alarms, wanted } = settled(desktops);
      const arrivals = heard.map((one, n) => ({ messageId: `m-${n}`, receiveCount: 3, heard: one }));
      for (const size of sizes) {
        const failed = await hear(arrivals.splice(0, size), world, minutes);
        expect(failed.size).toBe(0);
      }
      expect(arrivals).toEqual([]);
      expect(alarms.ids()).toEqual(wanted);
    }),
    { numRuns: 300 },
  );
});

test('of a batch exactly those messages come again that are about a desktop with which something is wrong', async () => {
  const wrong = fc.constantFrom('nothing', 'nothing', 'invisible', 'unreadable', 'no alarm', 'no tags');
  const town = fc.array(wrong, { minLength: 1, maxLength: 60 }).chain((wrongs) =>
    fc.record({
      wrongs: fc.constant(wrongs),
      messages: fc.array(fc.uniqueArray(fc.nat(wrongs.length - 1), { minLength: 1, maxLength: 25 }), {
        minLength: 1,
        maxLength: 30,
      }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(town, async ({ wrongs, messages }) => {
      const { world, fleet, alarms, said } = fakeWorld();
      const is = (what: string, id: string | undefined) =>
        wrongs.some((one, n) => one === what && idOf(n) === id);
      for (const [n, what] of wrongs.entries()) {
        const state = { visible: what !== 'invisible', indexed: what !== 'no tags' };
        fleet.add({ workspaceId: idOf(n) }, ours, state);
        fleet.change(idOf(n), { readable: what !== 'unreadable' });
      }
      alarms.before = (_, [id]) => {
        if (is('no alarm', id)) throw new Error('refused');
      };
      fleet.before = (call, [id]) => {
        if (call === 'exactTags' && is('no tags', id)) throw new Error('refused');
      };
      const arrivals = messages.map((about, n) => ({
        messageId: `m-${n}`,
        receiveCount: 1,
        heard: { ...called({ made: about.map(idOf) }), correlationId: `c-${n}` },
      }));
      const failed = await hear(arrivals, world, minutes);
      const harmed = messages.flatMap((about, n) =>
        about.some((one) => wrongs[one] !== 'nothing') ? [`m-${n}`] : [],
      );
      expect([...failed.keys()].toSorted()).toEqual(harmed.toSorted());
      const whole = messages.filter((_, n) => !failed.has(`m-${n}`)).flat();
      expect(alarms.ids()).toEqual(expect.arrayContaining(whole.map(idOf)));
      // Each is told of by a message that is about it.
      for (const { detail } of said) {
        const by = messages[Number(String(detail.correlationId).slice(2))] ?? [];
        expect(by.map(idOf)).toContain(detail.workspaceId);
      }
      expect(fleet.calls.look).toBeLessThanOrEqual(Math.ceil(new Set(messages.flat()).size / 25));
    }),
    { numRuns: 300 },
  );
});

test('whatever is lost, and wherever a run dies, the next whole reconcile run makes the alarms right, and says every change', async () => {
  const changes = fc.record({
    history,
    lost: fc.func(fc.boolean()),
    deaths: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 4 }),
    orphans: fc.uniqueArray(fc.integer({ min: 100, max: 130 }), { maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(changes, async ({ history: { desktops, heard }, lost, deaths, orphans }) => {
      const { world, alarms, said, pass, wanted } = settled(desktops);
      for (const n of orphans) alarms.byHand({ workspaceId: idOf(n), ours: true });
      let change = 0;
      alarms.before = () => {
        change += 1;
        if (deaths.includes(change)) throw new Error('killed');
      };
      for (const one of heard) {
        if (!lost(one)) await hear([{ messageId: 'm', receiveCount: 3, heard: one }], world, minutes);
      }
      for (let run = 0; run <= deaths.length; run += 1) {
        pass(3_600_000);
        const due = { task: 'reconcile', id: `e-${run}`, cursor: undefined, correlationId: 'c-2' } as const;
        const end = await recur(due, world, minutes).catch(String);
        expect([undefined, 'Error: killed']).toContain(end);
      }
      expect(alarms.ids()).toEqual(wanted);
      const told = (detailType: string) =>
        new Set(said.filter((one) => one.detailType === detailType).map(({ detail }) => detail.workspaceId));
      expect(told('DesktopWatched.v1')).toEqual(new Set(wanted));
      for (const n of orphans) expect(told('DesktopUnwatched.v1')).toContain(idOf(n));
    }),
    { numRuns: 300 },
  );
});
