import { mustEndAs } from '../people/expectations.ts';
import { type Fate, inWords } from '../people/fate.ts';
import { enters, type Person } from '../people/person.ts';
import type { DesktopState } from '../stack/cloud-state.ts';
import type { Stage } from '../stack/stage.ts';
import { lives } from '../stories/lives.ts';
import type { Life } from '../stories/story.ts';

/** What became of one user's desktop, beside what should have. */
export type Ending = {
  user: string;
  story: string;
  /** None of who had no desktop at first. */
  before: Face | undefined;
  after: Face | undefined;
  expected: string;
  seen: string;
  ok: boolean;
  /** What went wrong, with what happened to the user. */
  problem?: string;
};

/** A desktop as a person would tell it from another. */
export type Face = { workspaceId: string; address: string | undefined };

/** Everybody gets a desktop at the same time, as in one call of an administrator. */
export const cast = (stage: Stage): Promise<[Life, Person][]> =>
  Promise.all(lives.map(async (life) => [life, await enters(stage, life)] as [Life, Person]));

/** Plays all lives at once. What happens to nobody is looked at when everything else has happened. */
export async function play(stage: Stage, parts: readonly [Life, Person][]): Promise<Ending[]> {
  const plots = await Promise.allSettled(parts.map(([life, person]) => life.plot(stage, person)));
  return Promise.all(
    parts.map(async ([life, person], index): Promise<Ending> => {
      const plot = plots[index];
      const failure = plot?.status === 'rejected' ? plot.reason : undefined;
      const fate = await person.fate();
      const problem = failure === undefined ? await problemOf(person, life.expected) : String(failure);
      const after = await person.desktop();
      return {
        user: person.userName,
        story: life.title,
        before: faceOf(person.first),
        after: after && faceOf(after),
        expected: inWords(life.expected),
        seen: inWords(fate),
        ok: problem === undefined,
        ...(problem === undefined ? {} : { problem }),
      };
    }),
  );
}

async function problemOf(person: Person, expected: Fate): Promise<string | undefined> {
  try {
    await mustEndAs(person, expected);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export const faceOf = ({ workspaceId, ipAddress }: DesktopState): Face => ({
  workspaceId,
  address: ipAddress,
});
