import type { OutgoingEvent } from '@cleandesk/contracts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hear } from '../src/app/hear.ts';
import type { World } from '../src/app/world.ts';
import { keyOf } from '../src/domain/memory.ts';
import { Overtaken } from '../src/ports.ts';
import { day, entryOf, groupOf, hour, minute, office } from './given.ts';

const users = ['ada', 'Grace', 'linus', 'mary', 'tim'] as const;
const leaversLeast = 2;

type Step =
  | { do: 'join' | 'leave' | 'disable' | 'loseMail' | 'unread'; user: number }
  | { do: 'down' | 'up' | 'deleteGroup' | 'override' }
  | { do: 'wait'; minutes: number }
  /** A run that dies after so many calls, or does not; perhaps with another one beside it. */
  | { do: 'run'; diesAfter: number | undefined; twice: boolean };

const user = fc.nat({ max: users.length - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('join', 'leave'), user }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('disable', 'loseMail', 'unread'), user }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('down', 'up', 'deleteGroup', 'override') }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 600 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('run' as const),
      diesAfter: fc.option(fc.nat({ max: 12 }), { nil: undefined, freq: 2 }),
      twice: fc.boolean(),
    }),
  },
);

class Died extends Error {}

/** What rebuild-service makes of claims: the newest counts, in whatever order they come. */
function receiver(random: () => number) {
  const claims = new Map<string, { revision: number; wanted: boolean }>();
  const onTheWay: OutgoingEvent[] = [];
  const take = ({ detailType, detail }: OutgoingEvent) => {
    const { seat, claim } = detail;
    if (!isSeat(seat) || !isClaim(claim)) return;
    const key = keyOf(seat.userName);
    if (claim.revision <= (claims.get(key)?.revision ?? -1)) return;
    claims.set(key, { revision: claim.revision, wanted: detailType === 'SeatWanted.v1' });
  };
  return {
    put: (events: readonly OutgoingEvent[], losses: number) => {
      // Doubled, late and in any order.
      for (const one of events) {
        if (random() < losses) continue;
        onTheWay.push(one);
        if (random() < 0.3) onTheWay.splice(Math.floor(random() * onTheWay.length), 0, one);
      }
    },
    deliver: (share: number) => {
      const arriving = onTheWay.filter(() => random() < share);
      for (const one of arriving) {
        onTheWay.splice(onTheWay.indexOf(one), 1);
        take(one);
      }
    },
    wanted: () => [...claims].flatMap(([key, { wanted }]) => (wanted ? [key] : [])).sort(),
  };
}

const isSeat = (value: unknown): value is { userName: string } =>
  typeof value === 'object' && value !== null && 'userName' in value;
const isClaim = (value: unknown): value is { revision: number } =>
  typeof value === 'object' && value !== null && 'revision' in value;

type Person = { isMember: boolean; isDisabled: boolean; hasMail: boolean; isUnread: boolean };

function play(seed: number) {
  let state = seed + 1;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const group = groupOf({ limits: { leaversShare: 0, leaversLeast } });
  const { world, clock, events, shows } = office([group]);
  const people: Person[] = users.map(() => ({
    isMember: false,
    isDisabled: false,
    hasMail: true,
    isUnread: false,
  }));
  const bus = receiver(random);
  let down: 'down' | 'deleteGroup' | undefined;
  let requests = 0;
  /** Who was unwanted when, each revision once, without those whom a person let go. */
  const unwanted = new Map<string, number>();
  const breaches: string[] = [];
  /** Revisions that were said at least once. */
  const heard = new Set<number>();
  let delivered = 0;

  const show = () => {
    if (down !== undefined) return shows(down === 'down' ? 'ServerUnreachable' : 'GroupNotFound');
    const listed = people.flatMap((person, index) =>
      person.isMember ? [{ person, entry: entryOf(users[index] ?? '', person) }] : [],
    );
    shows({
      entries: listed.flatMap(({ person, entry }) => (person.isUnread ? [] : [entry])),
      unread: listed.flatMap(({ person, entry }) => (person.isUnread ? [entry.dn] : [])),
    });
  };

  const conduct = async (diesAfter: number | undefined, excused: boolean) => {
    const mortal = mortalWorld(world, diesAfter, random);
    try {
      const override = {
        guards: ['GroupShrunk' as const, 'GroupEmpty' as const],
        reason: 'r',
        requestedBy: 'eve',
      };
      requests += excused ? 1 : 0;
      await hear(
        excused
          ? { type: 'Requested', group: 'sales', requestId: `r-${requests}`, override }
          : { type: 'Due', group: 'sales' },
        mortal,
      );
    } catch (error) {
      if (!(error instanceof Died || error instanceof Overtaken) && !isInHand(error)) throw error;
    }
  };

  return {
    people,
    bus,
    clock,
    events,
    unwanted,
    breaches,
    async act(one: Step) {
      switch (one.do) {
        case 'wait':
          clock.at += one.minutes * minute;
          return;
        case 'down':
        case 'deleteGroup':
          down = one.do;
          return;
        case 'up':
          down = undefined;
          return;
        case 'override':
        case 'run': {
          show();
          const isDown = down !== undefined;
          const excused = one.do === 'override';
          const runs = one.do === 'run' ? [one.diesAfter, ...(one.twice ? [undefined] : [])] : [undefined];
          const before = events.length;
          await Promise.all(runs.map((diesAfter) => conduct(diesAfter, excused)));
          const said = events.slice(before);
          const fresh = said.filter(({ detail: { claim } }) => isClaim(claim) && !heard.has(claim.revision));
          if (isDown && fresh.length > 0) breaches.push(`a refused read said ${fresh.length} new claims`);
          for (const { detail } of said) if (isClaim(detail.claim)) heard.add(detail.claim.revision);
          for (const { detailType, detail } of said) {
            const { seat, claim } = detail;
            if (detailType !== 'SeatUnwanted.v1' || !isSeat(seat) || !isClaim(claim) || excused) continue;
            const key = `${keyOf(seat.userName)}@${claim.revision}`;
            if (!unwanted.has(key)) unwanted.set(key, claim.revision);
          }
          bus.put(events.slice(delivered), 0.1);
          delivered = events.length;
          bus.deliver(0.5);
          clock.at += minute;
          return;
        }
        case 'join':
        case 'leave':
        case 'disable':
        case 'loseMail':
        case 'unread': {
          const person = people[one.user];
          if (person === undefined) return;
          if (one.do === 'join' || one.do === 'leave') person.isMember = one.do === 'join';
          if (one.do === 'disable') person.isDisabled = !person.isDisabled;
          if (one.do === 'loseMail') person.hasMail = !person.hasMail;
          if (one.do === 'unread') person.isUnread = !person.isUnread;
        }
      }
    },
    /** The directory answers, somebody decides what needs a person, and a day and more passes. */
    async calm() {
      down = undefined;
      for (const person of people) Object.assign(person, { hasMail: true, isUnread: false });
      show();
      clock.at += hour;
      await conduct(undefined, true);
      for (let passed = 0; passed < 27; passed += 1) {
        clock.at += hour;
        await conduct(undefined, false);
        bus.put(events.slice(delivered), 0);
        delivered = events.length;
        bus.deliver(1);
      }
    },
  };
}

const isInHand = (error: unknown): boolean => error instanceof Error && error.name === 'InHand';

/** Every call takes a while, and after some of them the process is dead: what it does then does not happen. */
function mortalWorld(world: World, diesAfter: number | undefined, random: () => number): World {
  let calls = 0;
  const live = async <T>(call: () => Promise<T>): Promise<T> => {
    for (let turns = Math.floor(random() * 4); turns > 0; turns -= 1) await Promise.resolve();
    if (diesAfter !== undefined && calls >= diesAfter) throw new Died();
    calls += 1;
    const result = await call();
    // It was done, and nobody will ever know.
    if (diesAfter !== undefined && calls >= diesAfter) throw new Died();
    return result;
  };
  const { notebook, directory, bus } = world;
  return {
    ...world,
    directory: { read: (...given) => live(() => directory.read(...given)) },
    bus: { publish: (...given) => live(() => bus.publish(...given)) },
    notebook: {
      begin: (...given) => live(() => notebook.begin(...given)),
      commit: (...given) => live(() => notebook.commit(...given)),
      end: (...given) => live(() => notebook.end(...given)),
      abandon: (...given) => live(() => notebook.abandon(...given)),
      look: (...given) => live(() => notebook.look(...given)),
      wantedBy: (...given) => live(() => notebook.wantedBy(...given)),
      troubled: (...given) => live(() => notebook.troubled(...given)),
      helped: (...given) => live(() => notebook.helped(...given)),
    },
  };
}

const histories = Number(process.env.CLEANDESK_HISTORIES ?? 400);

test('whatever happened, those are wanted who are in the group; refused reads change nothing; no more leave than may', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(step, { minLength: 10, maxLength: 60 }), async (seed, steps) => {
      const game = play(seed);
      for (const one of steps) await game.act(one);
      const leavings = [...game.unwanted.values()];
      const mostInADay = Math.max(
        0,
        ...leavings.map((at) => leavings.filter((other) => other >= at && other < at + day).length),
      );
      expect(mostInADay).toBeLessThanOrEqual(leaversLeast);
      expect(game.breaches).toEqual([]);
      await game.calm();
      const members = users.filter((_, index) => {
        const person = game.people[index];
        return person?.isMember === true && !person.isDisabled;
      });
      expect(game.bus.wanted()).toEqual(members.map(keyOf).sort());
    }),
    { numRuns: histories },
  );
}, 120_000);
