import { seatChangedV1 } from '@cleandesk/contracts';
import { mustBe, mustEndAs } from '../people/expectations.ts';
import { enters, type Person } from '../people/person.ts';
import { leftBehind } from './left-behind.ts';
import type { Release } from './release.ts';
import type { Story } from './story.ts';

const strategies = ['rebuild', 'recreate'] as const;
const inFlight = new Set(['rebuilding', 'terminating', 'recreating']);

const statusOf = (person: Person): string | undefined => person.heard(seatChangedV1).at(-1)?.status;

async function leave(people: readonly Person[]): Promise<void> {
  await Promise.all(
    people.map(async (one) => {
      await one.arrives();
      await one.leaves();
    }),
  );
}

const amidResets = (release: Release): Story => ({
  title: 'a deploy amid ten resets loses none of them, and none is done twice',
  async play(stage) {
    const enter = (name: string, n: number) =>
      enters(stage, { name: `${name}.${n}`, tags: { Cleandesk: strategies[n % 2] ?? 'rebuild' } });
    // The first of each kind goes alone: these two, so that the others need not wait for each other.
    const first = await Promise.all([0, 1].map((n) => enter('first', n)));
    const people = await Promise.all([...Array(10).keys()].map((n) => enter('amid', n)));
    await Promise.all([...first, ...people].map((one) => one.isWatched()));
    await leave(first);
    await Promise.all(first.map((one) => one.isReset()));

    await release.atSpeed(20);
    await leave(people);
    const [someone] = people;
    if (someone === undefined) throw new Error('nobody entered');
    const under = () => people.filter((one) => inFlight.has(statusOf(one) ?? ''));
    await someone.eventually('eight resets are under way', () => (under().length >= 8 ? true : undefined));
    // As slow as AWS: however long the deploy takes, they are under way when the new functions come.
    await release.atSpeed(1);
    stage.tell(undefined, `a release is deployed while ${under().length} resets are under way`);
    await release.deploy();
    const left = under().length;
    stage.tell(undefined, `it is deployed, and ${left} resets are still under way`);
    // Else it would have come too late to disturb anybody.
    await mustBe(someone, 'somebody was under way when the new functions came', left > 0, true);
    await release.atSpeed(150);
    await Promise.all(people.map((one) => one.isReset()));
    for (const [n, one] of people.entries())
      await mustEndAs(one, n % 2 === 0 ? { kind: 'rebuilt', times: 1 } : { kind: 'recreated', times: 1 });
  },
});

/** One after the other: each replaces the functions. */
export const upgrading = (release: Release): readonly Story[] => {
  const inTurn = [leftBehind(release), amidResets(release)];
  return [
    {
      title: inTurn.map(({ title }) => title).join('; '),
      async play(stage) {
        for (const one of inTurn) await one.play(stage);
      },
    },
  ];
};
