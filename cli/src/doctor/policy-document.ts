import * as z from 'zod';
import { Unread } from './finding.ts';

const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => (typeof given === 'string' ? [given] : given));

const statement = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  Principal: z
    .union([z.string(), z.record(z.string(), oneOrMore)])
    .transform((given) => (typeof given === 'string' ? { AWS: [given] } : given))
    .optional(),
  Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).optional(),
});
const document = z.object({
  Statement: z
    .union([statement, z.array(statement)])
    .transform((given) => (Array.isArray(given) ? given : [given])),
});

export type Statement = z.output<typeof statement>;

/**
 * Statements of a policy of IAM, also one that came URL-encoded.
 * @throws {Unread} what cannot be read is neither locked nor open
 */
export function statementsIn(text: string | undefined): Statement[] {
  if (text === undefined || text === '') return [];
  try {
    const json = text.startsWith('%') ? decodeURIComponent(text) : text;
    return document.parse(JSON.parse(json)).Statement;
  } catch {
    throw new Unread(
      'A policy could not be read.',
      'Look at it in the console: this version knows no such form.',
    );
  }
}

/** Whether a statement speaks of an action, by its name or by a pattern. */
export const speaksOf = ({ Action = [] }: Statement, action: string): boolean =>
  Action.some((pattern) => matches(pattern, action));

/** All values under a key of conditions, whatever the operator. */
export const conditionsOf = ({ Condition = {} }: Statement, key: string): string[] =>
  Object.values(Condition).flatMap((keys) =>
    Object.entries(keys).flatMap(([name, values]) =>
      name.toLowerCase() === key.toLowerCase() ? values : [],
    ),
  );

/** Whether a statement denies an action to all but those that it names under a key of conditions. */
export const deniesOthers = (one: Statement, action: string, key: string): boolean =>
  one.Effect === 'Deny' &&
  speaksOf(one, action) &&
  Object.entries(one.Condition ?? {}).some(
    ([operator, keys]) =>
      /Not(Like|Equals)/i.test(operator) &&
      Object.keys(keys).some((name) => name.toLowerCase() === key.toLowerCase()),
  );

/** IAM's patterns: `*` for any text, `?` for one character; names of actions have no case. */
function matches(pattern: string, action: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 'i').test(action);
}
