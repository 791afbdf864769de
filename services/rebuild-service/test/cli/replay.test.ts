import { type Policy, policyDefaults } from '@cleandesk/policies';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Compared, compare, isReset } from '../../cli/replay/compare.ts';
import { comparisonJson } from '../../cli/replay/json.ts';
import { noticedWithinMs } from '../../cli/replay/noticing.ts';
import { fateText, replayText } from '../../cli/replay/report.ts';
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
const noTags = { tags: { now: () => ({}) }, fleets: new Map<string, number>(), until };

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
    const found = await replayed(users, grace(10), grace(55));
    expect(names(found.onlyOld)).toEqual(['ben@10']);
    expect(found.onlyNew).toEqual([]);
    expect(found.absences.filter(({ after }) => isReset(after)).map(nameOf)).toEqual(['cid@10']);
  });

  it('knows the same of a dry run', async () => {
    const found = await replayed(users, rehearsal(grace(10)), grace(55));
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
      tags: { now: (workspaceId) => (workspaceId.endsWith('ada') ? { Pool: 'desk' } : undefined) },
    });
    expect(names(found.unknown)).toEqual(['ben@10', 'cid@10']);
  });

  it('goes by the tags of then, where the record has them, and by what it is given before that', async () => {
    const days = new Days(users, [grace(10)]);
    days.tags.set('ada', { Pool: 'kiosk' });
    await days.pass(120);
    const records = days.recorded();
    const newPolicies = [grace(5, { match: { tags: { Pool: ['kiosk'] } } })];
    const now = () => ({ Pool: 'desk' });
    expect(records.lackTags).toBe(true);
    const found = compare({ ...noTags, records, newPolicies, tags: { now } });
    const byKiosk = ({ absences }: typeof found) =>
      absences
        .filter(({ after }) => (after.kind === 'kept' && after.because !== 'unmanaged') || isReset(after))
        .map(nameOf);
    expect(byKiosk(found)).toEqual(['ada@10']);
    const given = (id: string) => (id.endsWith('ben') ? { Pool: 'kiosk' } : undefined);
    expect(byKiosk(compare({ ...noTags, records, newPolicies, tags: { given, now } }))).toEqual([
      'ada@10',
      'ben@10',
    ]);
  });

  it('says of whom minutes decide, and how they might fare otherwise', async () => {
    const tight: Users = {
      ada: [{ from: 10, to: 27 }],
      ben: [{ from: 10, to: 26 }],
      cid: [{ from: 10, to: 40 }],
    };
    const found = await replayed(tight, grace(50), grace(10));
    expect(names(found.close)).toEqual(['ada@10', 'ben@10']);
    expect(names(found.onlyNew)).toEqual(['cid@10']);
    const text = replayText(found, 'recorded', []);
    expect(text).toContain('Of these minutes decide whether they are reset: 2');
    expect(text).toMatch(
      /new: kept: back before the grace of 10 min \(kiosks\) was over; or reset 2026-08-03T12:2/,
    );
    expect(comparisonJson(found, []).close).toMatchObject([
      { old: { kind: 'kept' }, newOtherwise: { kind: 'reset' } },
      { old: { kind: 'kept' }, newOtherwise: { kind: 'reset' } },
    ]);
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

  /** How many days are tried; a failing one is printed with its seed. */
  const numRuns = Number(process.env.CLEANDESK_REPLAYS ?? 25);

  it(
    'is what the other policy does on the very same days, but for what it says minutes decide',
    async () => {
      let told = 0;
      let open = 0;
      await fc.assert(
        fc.asyncProperty(users, anyPolicy, anyPolicy, async (plan, lived, tried) => {
          const records = (await new Days(plan, [lived]).pass(hours * 60)).recorded();
          const { resets } = await new Days(plan, [tried]).pass(hours * 60);
          const { absences, close } = compare({ ...noTags, records, newPolicies: [tried] });
          told += absences.length;
          open += close.length;
          for (const one of absences) {
            const { absence, after, afterElse = after } = one;
            if (close.includes(one)) continue;
            const planned = new Map(Object.entries(plan))
              .get(absence.seat.userName)
              // The datapoint that tells of it begins up to five minutes before.
              ?.findLast(({ from }) => noon + (from - 5) * minute < absence.left.start);
            const real = resets.get(`${absence.seat.userName}@${planned?.from}`);
            const story = { absence, after, planned, real };
            expect({ ...story, reset: isReset(after) }).toEqual({ ...story, reset: real !== undefined });
            const off = [after, afterElse].flatMap((fate) =>
              fate.kind === 'reset' && real !== undefined ? [Math.abs(fate.at - real)] : [],
            );
            expect({ ...story, off: Math.min(noticedWithinMs, ...off) }).toEqual({
              ...story,
              off: expect.toSatisfy((ms) => real === undefined || ms < noticedWithinMs),
            });
          }
        }),
        { numRuns },
      );
      // Else it would say nothing.
      expect(open / told).toBeLessThan(0.25);
      if (numRuns > 25) console.log(`${numRuns} days, ${told} absences: minutes decide ${open} of them`);
    },
    60_000 + numRuns * 300,
  );
});
