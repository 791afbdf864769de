import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  graceStartedV1,
  holdLiftedV1,
  holdPlacedV1,
  rebootRequestedV1,
  rebootStartedV1,
  resetRequestedV1,
  seatChangedV1,
} from '@cleandesk/contracts';
import { enters } from '../people/person.ts';
import { takeDeadLetter } from '../stack/dead-letters.ts';
import type { Stage } from '../stack/stage.ts';

/** Words that nobody else says, in all places into which people write something. */
export type Planted = { userName: string; words: readonly string[] };

/**
 * A user with a tag, a hold, a request, a notice by mail and an event that nobody can read, each with words of its own.
 * Resolves when all of it has been dealt with, so that whoever would log it has.
 */
export async function plant(stage: Stage): Promise<Planted> {
  const word = (place: string): string => `canary-${place}-${stage.run}`;
  const said = {
    tag: word('tag'),
    owner: word('owner'),
    reason: word('reason'),
    requestedBy: word('requester'),
    rebootedBy: word('rebooter'),
    unreadable: word('unreadable'),
  };
  const person = await enters(stage, { name: 'canary', tags: { Cleandesk: 'recreate', Note: said.tag } });
  const { seat, first } = person;
  await person.isWatched();
  await person.arrives();
  await person.leaves();
  await person.hears(graceStartedV1);
  const hold = { seat, holdId: `hold-${stage.run}` };
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await stage.say(holdPlacedV1, { ...hold, owner: said.owner, reason: said.reason, until });
  await person.hears(seatChangedV1, ({ heldUntil }) => heldUntil !== undefined);
  await stage.say(holdLiftedV1, hold);
  await person.isReset();
  await stage.say(resetRequestedV1, { seat, requestId: `clean-${stage.run}`, requestedBy: said.requestedBy });
  await person.isReset(2);
  await stage.say(rebootRequestedV1, {
    seat,
    requestId: `reboot-${stage.run}`,
    requestedBy: said.rebootedBy,
  });
  await person.hears(rebootStartedV1);
  await stage.clients.events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: stage.outputs.event_bus_name,
          Source: 'cleandesk.operator',
          DetailType: holdPlacedV1.detailType,
          Detail: JSON.stringify({ seat, holdId: said.unreadable, owner: said.unreadable, reason: 7 }),
        },
      ],
    }),
  );
  await person.eventually('the unreadable event is among the dead letters', () =>
    takeDeadLetter(stage, said.unreadable),
  );
  await person.eventually('a mail has told them that the desktop is ready', async () =>
    (await stage.mailsTo(`${person.userName}@example.com`)).some(({ text }) =>
      text.includes(first.workspaceId),
    )
      ? true
      : undefined,
  );
  return { userName: person.userName, words: Object.values(said) };
}
