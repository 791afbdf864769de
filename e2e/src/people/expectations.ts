import { inspect, isDeepStrictEqual } from 'node:util';
import { type Fate, inWords } from './fate.ts';
import type { Person } from './person.ts';

/** The story ended otherwise than it should. */
export class EndedOtherwise extends Error {
  override readonly name = 'EndedOtherwise';
}

/** Throws with what was expected, what is, and what happened to this user. */
export async function mustBe(person: Person, what: string, seen: unknown, expected: unknown): Promise<void> {
  if (isDeepStrictEqual(seen, expected)) return;
  throw new EndedOtherwise(
    `${person.userName}: ${what}\nexpected: ${inspect(expected, { depth: 6 })}\nseen:     ${inspect(seen, { depth: 6 })}\n${await person.evidence()}`,
  );
}

/** The desktop's fate by the desktop cloud's own books. */
export async function mustEndAs(person: Person, expected: Fate): Promise<void> {
  const seen = await person.fate();
  await mustBe(person, `the desktop was to be ${inWords(expected)}, and is ${inWords(seen)}`, seen, expected);
}
