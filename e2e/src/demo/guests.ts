import { seatProvisionedV1 } from '@cleandesk/contracts';
import type { LocalPortal, StackEnvironment } from '@cleandesk/launcher';
import { routes } from '@cleandesk/portal-api';
import { eventually } from '@cleandesk/testkit';
import { patient } from '../people/person.ts';
import { officeOf } from '../portal/office.ts';
import type { Stage } from '../stack/stage.ts';
import { linkIn } from '../stories/portal.ts';
import type { Character } from './narrator.ts';
import type { Ending } from './play.ts';
import { endingOf, hasOne, providedFor } from './provided.ts';

/** Somebody who asks for a desktop in the portal, and whose manager opens the mail and approves. */
export function guestOf(
  stage: Stage,
  stack: StackEnvironment & { portal: LocalPortal },
): { people: readonly Character[]; play(): Promise<Ending[]> } {
  const ivy = providedFor(stage, `ivy.${stage.run}`, ({ tags }) => tags.Cleandesk === 'rebuild');
  const office = officeOf(stage, stack);
  const plot = async (): Promise<void> => {
    const { api } = await office.hires(ivy.userName, { manager: 'approver@example.com' });
    const body = { kind: 'desktop', offerId: 'standard', reason: 'My first day.' };
    const { requestId } = await api.ask(routes.ask, { body });
    stage.tell(ivy.userName, 'asks for a desktop in the portal');
    const approver = await office.staff('approver');
    const { token } = linkIn(await office.mail(approver, `Person ${ivy.userName}`));
    await office.stranger.ask(routes.openLink, { body: { token } });
    stage.tell(ivy.userName, 'the manager opens the link of the mail: nothing is decided yet');
    await approver.api.ask(routes.decide, { parameters: { requestId }, body: { decision: 'approve' } });
    stage.tell(ivy.userName, 'the manager signs in and approves');
    await eventually(
      `${ivy.userName} gets a desktop`,
      () => stage.bus.all(seatProvisionedV1, ({ seat }) => seat.userName === ivy.userName)[0],
      { withinMs: patient },
    );
    await office.mail({ mail: `${ivy.userName}@example.com` }, 'Your desktop is ready');
    stage.tell(ivy.userName, 'gets a mail that says how to connect');
  };
  return {
    people: [ivy],
    async play() {
      const problem = await plot().then(
        () => undefined,
        (error: unknown) => String(error),
      );
      return [await endingOf(ivy, { story: 'a user asks in the portal', expected: hasOne, problem })];
    },
  };
}
