import { expect, it } from 'vitest';
import { dice } from '../../src/chaos/dice.ts';
import { planOf } from '../../src/chaos/plan.ts';
import { sizes } from '../../src/chaos/size.ts';
import { stormOf } from '../../src/chaos/storm.ts';

const { small } = sizes;

it.each(Object.entries(sizes))(
  'a %s chaos has as many desktops and sessions as its size says, of every kind',
  (_, size) => {
    const plan = planOf(1, size);
    expect(plan).toHaveLength(size.desktops);
    expect(plan.reduce((sum, { visits }) => sum + visits.length, 0)).toBe(size.sessions);
    expect(Math.min(...plan.map(({ visits }) => visits.length))).toBeGreaterThanOrEqual(1);
    expect(Math.max(...plan.map(({ visits }) => visits.length))).toBeLessThanOrEqual(size.mostVisits);
    const kinds = Map.groupBy(plan, ({ kind }) => kind);
    const part = (kind: 'rebuilt' | 'recreated' | 'claimed' | 'givenUp') =>
      (kinds.get(kind)?.length ?? 0) / size.desktops;
    expect([part('rebuilt'), part('recreated'), part('claimed'), part('givenUp')]).toEqual([
      0.4, 0.35, 0.15, 0.1,
    ]);
    expect(new Set(plan.map(({ name }) => name)).size).toBe(size.desktops);
  },
);

it('the same seed plans the same chaos, another one another', () => {
  expect(planOf(7, small)).toEqual(planOf(7, small));
  expect(planOf(7, small)).not.toEqual(planOf(8, small));
  expect(stormOf(dice(7), 5_000)).toEqual(stormOf(dice(7), 5_000));
});

it('nearly a third of the calls that read is throttled or fails', () => {
  const missed = stormOf(dice(1), 5_000)
    .filter(({ operation }) => operation === 'DescribeWorkspaces')
    .reduce((part, { share = 1 }) => part * (1 - share), 1);
  expect(1 - missed).toBeCloseTo(0.3, 5);
});

it('dice roll evenly, and one die does not follow another', () => {
  const one = dice(1);
  const rolls = Array.from({ length: 10_000 }, () => one.roll());
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const inside = rolls.filter((roll) => Math.floor(roll * 10) === tenth).length;
    expect(inside).toBeGreaterThan(850);
    expect(inside).toBeLessThan(1150);
  }
  const other = dice(2);
  expect(rolls.slice(0, 5)).not.toEqual(Array.from({ length: 5 }, () => other.roll()));
});
