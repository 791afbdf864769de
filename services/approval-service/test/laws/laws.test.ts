import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeBack } from '../../src/app/deciding.ts';
import { Refusal } from '../../src/app/refusal.ts';
import { hasEnded, type Kind } from '../../src/domain/request.ts';
import { allowed } from '../../src/domain/seat.ts';
import { Stale } from '../../src/ports.ts';
import type { Mishap } from '../fakes/fake-mailer.ts';
import { type Office, office, personOf } from '../given.ts';
import { day, directoryId, hour, minute } from '../samples.ts';
import { dice as diceOf } from './dice.ts';
import { Died, mortalWorld } from './mortal.ts';
import { rebuildService } from './rebuild-service.ts';
import { watch } from './watch.ts';

const people = ['ada', 'grace'].map((login) => personOf(login, { manager: 'boss@example.com' }));
const approvers = ['boss', 'eve', 'mallory'].map((login) => personOf(login));

const everything: readonly Kind[] = ['desktop', 'reboot', 'reset', 'extend', 'return'];

type Step =
  | { do: 'ask'; who: number; what: number; days: number }
  /** Two approvers, each of them twice, all at once. */
  | { do: 'decide'; verdicts: readonly [boolean, boolean]; who: number }
  | { do: 'withdraw' | 'sweep' }
  | { do: 'wait'; minutes: number }
  | { do: 'mail'; mishap: Mishap };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      who: fc.nat({ max: 1 }),
      what: fc.nat({ max: 5 }),
      days: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      verdicts: fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })).map(([a, b]) => [a > 1, b > 1] as const),
      who: fc.nat({ max: 2 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('sweep' as const, 'sweep' as const, 'withdraw' as const) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      minutes: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 60, max: 5000 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('mail' as const),
      mishap: fc.constantFrom<Mishap[]>('refused', 'notSent', 'lostAfter', 'lostBefore'),
    }),
  },
);

/** What can be refused is; what died, died; what lost a race did. Anything else is a fault. */
const harmless = (error: unknown): void => {
  if (!(error instanceof Refusal || error instanceof Died || error instanceof Stale)) throw error;
};

const isMail = (error: unknown) => error instanceof Error && /a mail/.test(error.message);

async function timeOut(turns: number): Promise<never> {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
  throw new Died('timed out');
}

function play(seed: number) {
  const dice = diceOf(seed);
  const at = office(
    { remindAfterSeconds: 8 * 3600, expirySeconds: 86_400, warnBeforeSeconds: 2 * 86_400 },
    // So few that they are used up, and somebody has to redrive.
    6,
  );
  const breaches = watch(at);
  const rebuild = rebuildService(at, dice);
  /** Of a hundred runs of a function: in some histories nearly all die, and workflows fail for good. */
  let deaths = [5, 25, 50, 90][dice.roll(4)] ?? 25;
  let told = 0;
  let keys = 0;
  at.process = () =>
    mortalWorld(at.world, dice.percent(deaths) ? dice.roll(dice.percent(50) ? 3 : 14) : undefined, dice);
  // Lambda says that it has timed out, and a call that was on its way arrives after all.
  at.runs = (work) => {
    const running = work();
    if (!dice.percent(deaths / 5)) return running;
    running.catch(() => undefined);
    const turns = dice.roll(60);
    return Promise.race([running, timeOut(turns)]);
  };
  const tell = () => {
    rebuild.told(at.said.slice(told));
    told = at.said.length;
  };
  /** Time passes in pieces, and answers come in between. */
  const waits = async (ms: number) => {
    for (let left = ms; left > 0; left -= 30 * minute) {
      await at.passes(Math.min(left, 30 * minute));
      tell();
      await rebuild.deliver();
      await at.passes(0);
    }
    tell();
  };
  // What fails is seen by the timer's alarm, and done by the next sweep: mails, too.
  const sweeps = () => at.sweeps().catch((error) => void (isMail(error) || harmless(error)));
  const some = () => {
    const open = at.requests.all().filter(({ status }) => !hasEnded(status));
    return open[dice.roll(Math.max(1, open.length))];
  };

  return {
    at,
    breaches,
    /** In half of the histories somebody has a desktop already, for some days. */
    async begin(): Promise<void> {
      const [ada] = people;
      if (ada === undefined || dice.percent(50)) return;
      const usual = deaths;
      deaths = 0;
      const until = at.clock.at + (3 + dice.roll(5)) * day;
      const { id } = await at.asks(
        { kind: 'desktop', offerId: 'standard', reason: 'r', until },
        ada,
        'first-key',
      );
      await at.decides(personOf('boss'), id);
      await waits(hour);
      deaths = usual;
    },
    async act(one: Step): Promise<void> {
      switch (one.do) {
        case 'ask': {
          const person = people[one.who] ?? personOf('ada');
          const seatId = at.world.digest.seatId({ directoryId, userName: person.login });
          const [seat, lease] = [await at.seats.load(seatId), await at.leases.load(seatId)];
          // Mostly what is possible.
          const kinds: readonly Kind[] = dice.percent(85) ? allowed(seat?.value, lease?.value) : everything;
          const kind = kinds[one.what % Math.max(1, kinds.length)];
          if (kind === undefined) return;
          const from = kind === 'extend' ? (lease?.value.until ?? at.clock.at) : at.clock.at;
          const until = from + one.days * day;
          const offerId = one.days % 3 === 0 ? 'graphics' : 'standard';
          const wish = {
            kind,
            reason: 'r',
            ...(kind === 'desktop' ? { offerId } : {}),
            ...(kind === 'extend' || offerId === 'standard' ? { until } : {}),
          };
          keys += 1;
          const key = `key-${keys}-of-${person.login}`;
          // A browser that got no answer asks again.
          for (let times = 0; times < 3; times += 1) {
            try {
              await at.asks(wish, person, key);
              return;
            } catch (error) {
              harmless(error);
            }
          }
          return;
        }
        case 'decide': {
          const request = some();
          if (request === undefined) return;
          const pair = [approvers[one.who], approvers[(one.who + 1) % 3]];
          const acts = pair.flatMap((person, index) => {
            const verdict = one.verdicts[index] ? 'approve' : 'reject';
            const decides = () =>
              person === undefined
                ? undefined
                : at.decides(person, request.id, verdict, 'because').catch(harmless);
            return [decides, decides];
          });
          const sweep = dice.percent(30) ? [sweeps()] : [];
          await Promise.all([...acts.map((act) => act()), ...sweep, at.passes(1)]);
          return tell();
        }
        case 'withdraw': {
          const request = some();
          const person = people.find(({ login }) => login === request?.requester.login);
          if (request !== undefined && person !== undefined)
            await takeBack(person, request.id, at.process()).catch(harmless);
          return;
        }
        case 'sweep':
          await sweeps();
          return at.passes(0);
        case 'wait':
          return waits(one.minutes * minute);
        case 'mail':
          at.mishaps.push(one.mishap);
      }
    },
    /** Nothing dies any more, the timer comes, and a person redrives what has failed. */
    async calm(): Promise<void> {
      deaths = 0;
      at.mishaps.length = 0;
      await at.sweeps();
      claimsAreSaid(at);
      for (let round = 0; round < 12; round += 1) {
        for (const { name } of at.steps.executions()) at.steps.redrive(name);
        await waits(6 * hour);
        await sweeps();
        await at.passes(0);
      }
    },
  };
}

const histories = Number(process.env.CLEANDESK_HISTORIES ?? 300);

/** What is remembered as claimed, or as given up, has been said: a sweep sees to it, whatever became of its workflow. */
function claimsAreSaid(at: Office) {
  const told = at.said.map(({ detail: { seat, claim } }) => JSON.stringify([seat, claim]));
  for (const { seat, revision, unsaid } of at.leases.all()) {
    expect(unsaid).toBeUndefined();
    expect(told).toContain(JSON.stringify([seat, { source: 'portal', revision }]));
  }
}

/** What is true of a history that has come to rest. */
async function rests(at: Office) {
  const requests = at.requests.all();
  const open = requests.filter(({ status }) => !hasEnded(status));
  expect(open.map(({ kind, status }) => [kind, status])).toEqual([]);
  expect(at.steps.executions().filter(({ status }) => status !== 'SUCCEEDED')).toEqual([]);
  expect(at.steps.executions()).toHaveLength(requests.length);
  expect(await at.requests.leftovers(at.clock.at, 100)).toEqual([]);
  expect((await at.leases.due(at.clock.at, 100)).map(({ value }) => value)).toEqual([]);
  claimsAreSaid(at);
  for (const { history } of requests) {
    const decided = history.filter(({ state }) => ['doing', 'rejected', 'expired'].includes(state));
    expect(decided.length).toBeLessThanOrEqual(1);
  }
}

test(
  'whatever crashes, is lost, doubled, late or decided at once: decided once, said in one way, written once, and everything ends',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.array(step, { minLength: 8, maxLength: 40 }), async (seed, steps) => {
        const game = play(seed);
        await game.begin();
        for (const one of steps) await game.act(one);
        await game.calm();
        expect(game.breaches).toEqual([]);
        await rests(game.at);
      }),
      { numRuns: histories },
    );
  },
  Math.max(240_000, 60 * histories),
);

test('these histories see every end, crashes, failed workflows and leases that end', async () => {
  const ends = new Set<string>();
  const seen = new Map<string, number>();
  const count = (what: string, times: number) => seen.set(what, (seen.get(what) ?? 0) + times);
  const samples = fc.sample(fc.tuple(fc.nat(), fc.array(step, { minLength: 20, maxLength: 40 })), {
    numRuns: 160,
    seed: 5,
  });
  for (const [seed, steps] of samples) {
    const game = play(seed);
    const { at } = game;
    await game.begin();
    for (const one of steps) await game.act(one);
    count('failed workflow', at.steps.executions().filter(({ status }) => status === 'FAILED').length);
    await game.calm();
    for (const { kind, status } of at.requests.all()) ends.add(`${kind} ${status}`);
    count('crash', at.failures.length);
    count('lease that ended', at.counts.get('LeaseEnded') ?? 0);
    count('reminder', at.inbox.filter(({ letter }) => letter.subject.startsWith('remind')).length);
    count('overdue', at.inbox.filter(({ letter }) => letter.subject.startsWith('overdue')).length);
    count('warning', at.inbox.filter(({ letter }) => letter.subject.startsWith('leaseEnds')).length);
  }
  for (const what of ['failed workflow', 'crash', 'lease that ended', 'reminder', 'overdue', 'warning'])
    expect([what, (seen.get(what) ?? 0) > 0]).toEqual([what, true]);
  for (const end of [
    'desktop done',
    'desktop rejected',
    'desktop expired',
    'desktop withdrawn',
    'extend done',
    'return done',
    'reset refused',
    'reset failed',
    'reboot done',
  ])
    expect([end, ends.has(end)]).toEqual([end, true]);
}, 120_000);
