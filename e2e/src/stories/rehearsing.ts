import { connectionSweepCameDueV1, graceStartedV1, resetStartedV1, wouldResetV1 } from '@cleandesk/contracts';
import { mustBe, mustEndAs } from '../people/expectations.ts';
import { lookTakes, until } from '../people/moments.ts';
import { enters, type Person } from '../people/person.ts';
import type { Stage } from '../stack/stage.ts';
import type { Story } from './story.ts';

const rehearse = { Cleandesk: 'rehearse' };

/** The user is away for longer than the grace; what would have been done is said. */
async function staysAway(stage: Stage, person: Person, times: number) {
  await person.arrives();
  await person.leaves();
  // Of a second leaving within one alarm period no alarm tells. The sweep does, every minute here; this is sooner.
  await person.readsDisconnected();
  await stage.say(connectionSweepCameDueV1, { reason: 'a story asks for it' });
  return person.eventually(
    `WouldReset has been said ${times} times`,
    () => person.heard(wouldResetV1)[times - 1],
  );
}

const nobodyIsHit: Story = {
  title: 'a policy in dry run says whom it would have reset, each time once, and touches nobody',
  async play(stage) {
    const person = await enters(stage, { name: 'rehearsed', tags: rehearse });
    await person.isWatched();
    const first = await staysAway(stage, person, 1);
    await mustBe(
      person,
      'what would have been done, and by which policy',
      { strategy: first.strategy, policy: first.policy.name, workspaceId: first.workspaceId },
      { strategy: 'rebuild', policy: 'rehearse-tagged', workspaceId: person.first.workspaceId },
    );
    await staysAway(stage, person, 2);
    await until(Date.now() + stage.graceMs + lookTakes);
    await mustEndAs(person, { kind: 'untouched' });
    await mustBe(person, 'resets that were started', person.heard(resetStartedV1).length, 0);
    const absences = new Set(person.heard(graceStartedV1).map(({ absence }) => absence.id));
    await mustBe(person, 'leavings that were told of', absences.size, 2);
    await mustBe(person, 'resets that were rehearsed', person.heard(wouldResetV1).length, 2);
  },
};

const backInTime: Story = {
  title: 'a policy in dry run says nothing of a user who came back in time',
  async play(stage) {
    const person = await enters(stage, { name: 'rehearsed.back', tags: rehearse });
    await person.isWatched();
    await person.arrives();
    await person.leaves();
    await person.hears(graceStartedV1);
    await person.arrives();
    await until(Date.now() + stage.graceMs + lookTakes);
    await mustBe(person, 'resets that were rehearsed', person.heard(wouldResetV1).length, 0);
    await mustEndAs(person, { kind: 'untouched' });
  },
};

/** Only on a stack that has a policy in dry run: `scripts/local up --rehearsal`. */
export const rehearsing: readonly Story[] = [nobodyIsHit, backInTime];
