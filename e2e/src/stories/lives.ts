import { alarmStateChange, graceStartedV1, resetCancelledV1 } from '@cleandesk/contracts';
import { mustBe, mustEndAs } from '../people/expectations.ts';
import { lookTakes, ms, nextTellingMoment, until } from '../people/moments.ts';
import { enters } from '../people/person.ts';
import type { Stage } from '../stack/stage.ts';
import type { Life, Story } from './story.ts';

export const rebuilt: Life = {
  title: 'a user leaves for good: the desktop is rebuilt',
  name: 'ada',
  tags: { Cleandesk: 'rebuild' },
  async plot(_stage, person) {
    await person.isWatched();
    await person.arrives();
    await until(nextTellingMoment());
    await person.leaves();
    await person.isReset();
  },
  expected: { kind: 'rebuilt', times: 1 },
};

export const recreated: Life = {
  ...rebuilt,
  title: 'a user leaves for good: the desktop is made anew',
  name: 'ben',
  tags: { Cleandesk: 'recreate', Team: 'research' },
  expected: { kind: 'recreated', times: 1 },
};

export const cameBack: Life = {
  title: 'a user comes back in time and keeps the desktop',
  name: 'cleo',
  tags: { Cleandesk: 'rebuild' },
  async plot(_stage, person) {
    await person.isWatched();
    await person.arrives();
    await until(nextTellingMoment());
    await person.leaves();
    const { graceEndsAt } = await person.hears(graceStartedV1);
    await person.arrives();
    const { because } = await person.hears(resetCancelledV1);
    await mustBe(person, 'why the reset was called off', because, 'userReturned');
    await until(ms(graceEndsAt) + lookTakes);
    await mustBe(person, 'still at work', (await person.desktop())?.isConnected, true);
  },
  expected: { kind: 'untouched' },
};

export const leftTwice: Life = {
  title: 'a user leaves a second time while the alarm still stands: the desktop is reset all the same',
  name: 'dan',
  tags: { Cleandesk: 'rebuild' },
  async plot(stage, person) {
    await person.isWatched();
    await person.arrives();
    // A sweep may find the leaving first; the alarm has to stand while the grace runs.
    await until(nextTellingMoment());
    await person.leaves();
    await person.hears(alarmStateChange);
    const first = await person.hears(graceStartedV1);
    await person.arrives();
    await person.hears(resetCancelledV1);
    await mustBe(person, 'the alarm as the user leaves again', await person.alarm(), 'ALARM');
    await person.leaves();
    await person.hears(graceStartedV1, ({ absence }) => absence.id !== first.absence.id);
    const fired = stage.bus.all(alarmStateChange, ({ alarmName }) =>
      alarmName.endsWith(person.first.workspaceId),
    );
    await mustBe(person, 'alarms that told of the two leavings', fired.length, 1);
    await person.isReset();
  },
  expected: { kind: 'rebuilt', times: 1 },
};

export const unmanaged: Life = {
  title: 'a desktop on which no policy matches is never touched',
  name: 'eva',
  tags: { Team: 'research' },
  async plot(_stage, person) {
    await person.arrives();
    await person.leaves();
  },
  expected: { kind: 'untouched' },
};

/** As a story of its own, with its user and its verdict. */
const alone = (life: Life): Story => ({
  title: life.title,
  async play(stage: Stage) {
    const person = await enters(stage, life);
    await life.plot(stage, person);
    await mustEndAs(person, life.expected);
  },
});

/** What happens to nobody takes no time: it is looked at when a neighbour, who left later, has a clean desktop. */
const besideANeighbour: Story = {
  title: unmanaged.title,
  async play(stage) {
    const [person, neighbour] = await Promise.all([
      enters(stage, unmanaged),
      enters(stage, { ...rebuilt, name: 'neighbour' }),
    ]);
    await unmanaged.plot(stage, person);
    await rebuilt.plot(stage, neighbour);
    await mustEndAs(person, unmanaged.expected);
    await mustBe(person, 'the alarm of a desktop that is not ours', await person.alarm(), undefined);
  },
};

/** In the order in which the demo shows them. */
export const lives: readonly Life[] = [rebuilt, recreated, cameBack, leftTwice, unmanaged];

export const livesAsStories: readonly Story[] = [
  ...[rebuilt, recreated, cameBack, leftTwice].map(alone),
  besideANeighbour,
];
