import {
  resetFailedV1,
  resetStartedV1,
  resetsPausedV1,
  resetsResumedV1,
  resumeRequestedV1,
} from '@cleandesk/contracts';
import { mustBe, mustEndAs } from '../people/expectations.ts';
import { ms, nextTellingMoment, until } from '../people/moments.ts';
import { enters, type Person, patient, places } from '../people/person.ts';
import type { Stage } from '../stack/stage.ts';
import type { Story } from './story.ts';

const refusal = {
  operation: 'CreateWorkspaces',
  kind: 'failedRequest',
  code: 'InternalFailure',
} as const;

export type Scope = { directoryId: string; bundleId: string };

export const isOf = (scope: Scope) => (detail: { scope: Scope | { policy: string } }) =>
  'directoryId' in detail.scope &&
  detail.scope.directoryId === scope.directoryId &&
  detail.scope.bundleId === scope.bundleId;

/** The first user's recreate fails; the second one leaves a desktop of the same directory and bundle then. */
export async function firstFails(
  stage: Stage,
  scope: Scope,
  times: number,
): Promise<{ first: Person; second: Person }> {
  // An earlier run may have left this scope paused, and then nothing would begin.
  await stage.say(resumeRequestedV1, { scope, requestedBy: 'an operator' });
  const part = { ...scope, tags: { Cleandesk: 'recreate' } };
  const [first, second] = await Promise.all([
    enters(stage, { ...part, name: `fails.${times}` }),
    enters(stage, { ...part, name: `waits.${times}` }),
  ]);
  await Promise.all([first.isWatched(), second.isWatched()]);
  await first.fault({ ...refusal, times, userName: first.userName });
  await Promise.all([first.arrives(), second.arrives()]);
  await first.leaves();
  await first.hears(resetStartedV1);
  await stage.bus.first(resetsPausedV1, isOf(scope), { withinMs: patient, evidence: first.evidence });
  await until(nextTellingMoment());
  await second.leaves();
  await second.isHeldUpBy('breaker');
  await mustEndAs(second, { kind: 'untouched' });
  return { first, second };
}

const untilOneWorks: Story = {
  title:
    'after a failed recreate the next ones of that directory and bundle wait until a create there has worked',
  async play(stage) {
    const scope = { directoryId: places.one, bundleId: places.linux };
    // One more refusal and it would be given up.
    const { first, second } = await firstFails(stage, scope, 4);
    const receipt = await first.isReset();
    await stage.bus.first(resetsResumedV1, isOf(scope), { withinMs: patient, evidence: first.evidence });
    const later = await second.isReset();
    await mustBe(
      second,
      'the second terminate waited for the first desktop',
      ms(later.startedAt) >= ms(receipt.completedAt),
      true,
    );
    await mustEndAs(first, { kind: 'recreated', times: 1 });
    await mustEndAs(second, { kind: 'recreated', times: 1 });
  },
};

const untilAPersonResumes: Story = {
  title: 'recreates that were stopped by a failed one go on when a person resumes them',
  async play(stage) {
    const scope = { directoryId: places.two, bundleId: places.linux };
    // However many are needed: a refusal of which a run died before it wrote it down does not count.
    const { first, second } = await firstFails(stage, scope, 100);
    await first.hears(resetFailedV1);
    stage.tell(first.userName, 'nothing refuses a desktop any more');
    await stage.cloud.clearFaults(first.userName);
    stage.tell(second.userName, 'an operator resumes recreates');
    await stage.say(resumeRequestedV1, { scope, requestedBy: 'an operator' });
    await second.isReset();
    await mustEndAs(second, { kind: 'recreated', times: 1 });
    // The one that failed is not forgotten: it goes on, too, and its user gets the same desktop again.
    await first.isReset();
    await mustEndAs(first, { kind: 'recreated', times: 1 });
  },
};

export const failedRecreates: readonly Story[] = [untilOneWorks, untilAPersonResumes];
