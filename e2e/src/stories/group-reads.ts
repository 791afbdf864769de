import { randomUUID } from 'node:crypto';
import {
  type DetailOf,
  directorySyncCompletedV1,
  directorySyncRefusedV1,
  directorySyncRequestedV1,
} from '@cleandesk/contracts';
import type { LocalDirectory } from '@cleandesk/launcher';
import { eventually } from '@cleandesk/testkit';
import { EndedOtherwise } from '../people/expectations.ts';
import { patient } from '../people/person.ts';
import { type Directory, directoryOf } from '../stack/directory.ts';
import type { Stage } from '../stack/stage.ts';
import type { Story } from './story.ts';

type Completed = DetailOf<typeof directorySyncCompletedV1>;
type Refused = DetailOf<typeof directorySyncRefusedV1>;

/** What a story of groups is played with. `dir` is the folder of the stack. */
export type Scene = { stage: Stage; directory: Directory; dir: string; local: LocalDirectory };

/** Somebody asks for a group to be read now, and waits for what comes of it. */
async function reads(stage: Stage, group: string): Promise<Completed | Refused> {
  const completed = () => stage.bus.all(directorySyncCompletedV1, (one) => one.group === group);
  const refused = () =>
    stage.bus.all(directorySyncRefusedV1, (one) => one.group === group && one.seat === undefined);
  const before = { completed: completed().length, refused: refused().length };
  await stage.say(directorySyncRequestedV1, {
    group,
    requestId: `r-${randomUUID()}`,
    requestedBy: 'a story',
  });
  stage.tell(undefined, `asks for ${group} to be read`);
  return eventually(
    `${group} is read, or refused`,
    () => completed()[before.completed] ?? refused()[before.refused],
    { withinMs: patient },
  );
}

/** The read was believed, and the function's log says so. */
export async function believed(stage: Stage, group: string): Promise<Completed> {
  const since = Date.now();
  const outcome = await reads(stage, group);
  if ('reason' in outcome) throw new EndedOtherwise(`${group} was refused: ${JSON.stringify(outcome)}`);
  const { evidence, members, joined, returned, left } = outcome;
  await isLogged(stage, since, 'A group was read', {
    evidence: evidence.id,
    members,
    joined,
    returned,
    left,
  });
  return outcome;
}

/** It was refused for this, and the function's log says so, with what to do. */
export async function refusedFor(stage: Stage, group: string, reason: Refused['reason']): Promise<void> {
  const since = Date.now();
  const outcome = await reads(stage, group);
  if (!('reason' in outcome) || outcome.reason !== reason)
    throw new EndedOtherwise(`${group} was to be refused for ${reason}: ${JSON.stringify(outcome)}`);
  const { explanation, times } = outcome;
  await isLogged(stage, since, 'A group was not synchronised', { group, reason, explanation, times });
}

/** A line of the function's log has this message and these fields. */
async function isLogged(
  stage: Stage,
  since: number,
  said: string,
  fields: Readonly<Record<string, string | number>>,
): Promise<void> {
  // As they stand in a line of JSON.
  const parts = Object.entries({ message: said, ...fields }).map((field) =>
    JSON.stringify(Object.fromEntries([field])).slice(1, -1),
  );
  await eventually(
    `the log says "${said}" with ${parts.join()}`,
    async () =>
      // The clock of the log may be a little behind.
      (await stage.logsOf('directory-sync', since - 1000)).find(({ message }) =>
        parts.every((part) => message.includes(part)),
      ),
    { withinMs: patient },
  );
}

export function must(what: string, seen: unknown, expected: unknown): void {
  if (seen !== expected)
    throw new EndedOtherwise(
      `${what}\nexpected: ${JSON.stringify(expected)}\nseen:     ${JSON.stringify(seen)}`,
    );
}

/** They share the directory, its password and its groups: one after the other. */
export function inTurn(
  acts: Readonly<Record<string, (scene: Scene) => Promise<void>>>,
  { local, dir }: { local: LocalDirectory; dir: string },
): readonly Story[] {
  let turn: Promise<unknown> = Promise.resolve();
  return Object.entries(acts).map(
    ([title, act]): Story => ({
      title,
      play(stage) {
        const mine = turn.then(() => act({ stage, dir, local, directory: directoryOf(local) }));
        // Whoever comes next does not care how this one ended.
        turn = mine.catch(() => undefined);
        return mine;
      },
    }),
  );
}
