import { type Policy, policyDefaults } from '@cleandesk/policies';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Compared, compare, isReset } from '../../cli/replay/compare.ts';
import { fateText } from '../../cli/replay/report.ts';
import { minute, noon, rebuildPolicy } from '../domain/given.ts';
import { type Away, Days, type Users } from './days.ts';

const policy = (over: Partial<Policy> = {}): Policy => ({
  ...rebuildPolicy,
  maxRecreatesPerMonth: policyDefaults.maxRecreatesPerMonth,
  ...over,
  version: JSON.stringify(over),
});
const grace = (minutes: number, over: Partial<Policy> = {}) => policy({ graceMs: minutes * minute, ...over });
const rehearsal = (one: Policy): Policy => ({ ...one, dryRun: true });

const hours = 5;
const until = noon + hours * 60 * minute;
const noTags = { tagsOf: () => ({}), fleets: new Map<string, number>(), until };

/** The days of these users under one policy, replayed with another. */
async function replayed(users: Users, lived: Policy, tried: Policy, oldToo = false) {
  const days = await new Days(users, [lived]).pass(hours * 60);
  const records = days.recorded();
  return compare({ ...noTags, records, newPolicies: [tried], ...(oldToo ? { oldPolicies: [lived] } : {}) });
}

const nameOf = ({ absence }: Compared): string =>
  `${absence.seat.userName}@${Math.round((absence.left.start - noon) / minute)}`;
const names = (some: readonly Compared[]): string[] => some.map(nameOf).sort();

describe('A replay', () => {
  const users: Users = {
    ada: [{ from: 10, to: 25 }],
    ben: [{ from: 10, to: 60 }],
    cid: [{ from: 10 }],
  };

  it('lists whom a shorter grace would have hit, with when and why', async () => {
    const found = await replayed(users, grace(30), grace(5));
    expect(names(found.onlyNew)).toEqual(['ada@10']);
    expect(found.onlyOld).toEqual([]);
    const [one] = found.onlyNew;
    if (one === undefined) throw new Error('Nobody is listed');
    expect(fateText(one.after, one.absence)).toMatch(
      /^reset 2026-08-03T12:2\dZ?.* by kiosks \(rebuild, grace 5 min/,
    );
    expect(fateText(one.before, one.absence)).toMatch(/^kept: back before the grace \(kiosks\) was over/);
  });

  it('lists whom a longer grace would have spared, since the record of the first login says when they came back', async () => {
    const found = await replayed(users, grace(10), grace(45));
    expect(names(found.onlyOld)).toEqual(['ben@10']);
    expect(found.onlyNew).toEqual([]);
    expect(found.absences.filter(({ after }) => isReset(after)).map(nameOf)).toEqual(['cid@10']);
  });

  it('knows the same of a dry run', async () => {
    const found = await replayed(users, rehearsal(grace(10)), grace(45));
    expect(names(found.onlyOld)).toEqual(['ben@10']);
  });

  it('does not guess when a user came back whom nobody was told of', async () => {
    const plan: Users = {
      ada: [
        { from: 10, to: 100 },
        { from: 200, to: 220 },
      ],
    };
    const days = await new Days(plan, [grace(10)]).pass(hours * 60);
    const records = days.recorded(({ kind }) => kind !== 'firstLogin');
    const longer = compare({ ...noTags, records, newPolicies: [grace(60)] });
    expect(names(longer.unknown)).toEqual(['ada@10']);
    const shorter = compare({ ...noTags, records, newPolicies: [grace(5)] });
    expect(shorter.unknown).toEqual([]);
    expect(shorter.absences.map(({ after }) => isReset(after))).toEqual([true, true]);
  });

  it('says how often the old policies, replayed, do what was done', async () => {
    const { agreement } = await replayed(users, grace(30), grace(5), true);
    expect(agreement).toEqual({ same: 3, of: 3 });
  });

  it('keeps a user whose window had not opened when they were back', async () => {
    const resetWindow = [{ days: ['mon', 'tue'], from: 14 * 60, to: 16 * 60, timeZone: 'UTC' }] as const;
    const found = await replayed(users, grace(10), grace(10, { resetWindow }));
    expect(names(found.onlyOld)).toEqual(['ben@10']);
    const [ben] = found.onlyOld;
    if (ben === undefined) throw new Error('Nobody is listed');
    expect(fateText(ben.after, ben.absence)).toBe('kept: back while it waited for its window (kiosks)');
    const cid = found.absences.find((one) => nameOf(one) === 'cid@10');
    expect(cid?.after).toMatchObject({ kind: 'reset', at: noon + 120 * minute });
  });

  it('resets no more in a window than the budget allows, and the rest in the next one', async () => {
    const many: Users = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((user) => [user, [{ from: 5 }]]));
    const found = await replayed(many, grace(10), grace(10, { budget: { count: 2, windowMs: 60 * minute } }));
    const times = found.absences.map(({ after }) =>
      after.kind === 'reset' ? (after.at - noon) / minute : 0,
    );
    const inHour = (hour: number) => times.filter((time) => Math.floor(time / 60) === hour).length;
    expect([inHour(0), inHour(1), inHour(2)]).toEqual([2, 2, 1]);
  });

  it('pauses what looks like an outage, until a person would have resumed it', async () => {
    const many: Users = Object.fromEntries(
      Array.from({ length: 8 }, (_, n) => [`user${n}`, [{ from: 12, to: 100 }]]),
    );
    const outage = { ...policyDefaults.outage, least: 5, share: 0 };
    const found = await replayed(many, grace(10), grace(10, { outage }));
    expect(found.onlyOld.length).toBe(8);
    const [one] = found.onlyOld;
    if (one === undefined) throw new Error('Nobody is listed');
    expect(fateText(one.after, one.absence)).toContain('waited for a person to say that the outage is over');
  });

  it('keeps whom no policy matches, and says so', async () => {
    const found = await replayed(users, grace(10), policy({ match: { bundleIds: ['wsb-another0'] } }));
    expect(found.onlyOld).toHaveLength(2);
    expect(found.onlyOld.map(({ after, absence }) => fateText(after, absence))).toEqual(
      Array.from({ length: 2 }, () => 'kept: no policy matches'),
    );
  });

  it('says of whom it cannot know, when a policy goes by tags that nobody knows', async () => {
    const days = await new Days(users, [grace(10)]).pass(120);
    const found = compare({
      ...noTags,
      records: days.recorded(),
      newPolicies: [policy({ match: { tags: { Pool: ['kiosk'] } } })],
      tagsOf: (workspaceId) => (workspaceId.endsWith('ada') ? { Pool: 'desk' } : undefined),
    });
    expect(names(found.unknown)).toEqual(['ben@10', 'cid@10']);
  });

  it('counts recreates of a seat in a month', async () => {
    const often: Away[] = [0, 1, 2, 3].map((hour) => ({ from: hour * 60 + 5, to: hour * 60 + 40 }));
    const found = await replayed(
      { ada: often },
      grace(10),
      grace(10, { strategy: 'recreate', maxRecreatesPerMonth: 2 }),
    );
    expect(found.absences.filter(({ after }) => isReset(after))).toHaveLength(2);
  });
});

describe('What a replay foretells', () => {
  const away = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 70 }))
    .map(([pause, length]) => ({ pause, length }));
  const dayOf = fc.array(away, { minLength: 1, maxLength: 4 }).map((plan) => {
    let past = 10;
    return plan.map(({ pause, length }): Away => {
      // A leaving of the same interval as the last one would be told of as one.
      const from = past + pause + 10;
      past = from + length;
      return { from, to: past };
    });
  });
  const users = fc.record({ ada: dayOf, ben: dayOf, cid: dayOf });
  const resetWindow = [
    { days: ['mon'], from: 13 * 60, to: 14 * 60, timeZone: 'UTC' },
    { days: ['mon'], from: 16 * 60, to: 17 * 60, timeZone: 'UTC' },
  ] as const;
  const anyPolicy = fc
    .tuple(fc.integer({ min: 2, max: 60 }), fc.boolean(), fc.boolean())
    .map(([minutes, windowed, dryRun]) =>
      grace(minutes, { dryRun, ...(windowed && !dryRun ? { resetWindow } : {}) }),
    );

  /** ms: when a leaving is noticed depends on the alarm's period, and on whether looks took the alarm's place. */
  const close = 10 * minute;

  it('is what the other policy does on the very same days', async () => {
    await fc.assert(
      fc.asyncProperty(users, anyPolicy, anyPolicy, async (plan, lived, tried) => {
        const records = (await new Days(plan, [lived]).pass(hours * 60)).recorded();
        const { resets } = await new Days(plan, [tried]).pass(hours * 60);
        for (const one of compare({ ...noTags, records, newPolicies: [tried] }).absences) {
          const { absence, after } = one;
          const planned = new Map(Object.entries(plan))
            .get(absence.seat.userName)
            // The datapoint that tells of it begins up to five minutes before.
            ?.findLast(({ from }) => noon + (from - 5) * minute < absence.left.start);
          const back = noon + (planned?.to ?? Number.POSITIVE_INFINITY) * minute;
          const foretold = after.kind === 'reset' ? after.at : undefined;
          const real = resets.get(`${absence.seat.userName}@${planned?.from}`);
          if (foretold === undefined && real === undefined) continue;
          if (back - Math.min(foretold ?? Number.POSITIVE_INFINITY, real ?? Number.POSITIVE_INFINITY) < close)
            continue;
          const story = { absence, after, planned, real };
          expect({ ...story, reset: foretold !== undefined }).toEqual({
            ...story,
            reset: real !== undefined,
          });
          expect(Math.abs((foretold ?? 0) - (real ?? 0))).toBeLessThanOrEqual(close);
        }
      }),
      // The same days each time: where a leaving falls on the edge of a window a replay may be minutes off.
      { numRuns: 25, seed: 20_261_121 },
    );
  }, 60_000);
});
