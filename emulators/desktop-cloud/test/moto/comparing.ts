import { isPlain } from '../../src/protocol/wire.ts';

/** One call of a chain and what came of it. */
export type Step = { operation: string; answer?: unknown; refused?: string | undefined };

/**
 * Where two played the same chain and got something else, each once: `operation member: theirs | ours`. A refusal is
 * told with its chain, for it says all that came of a call. Of lists that are not equally long only that is told.
 */
export function differencesOf(chain: string, theirs: readonly Step[], ours: readonly Step[]): string[] {
  const found = ours.flatMap((step, index) => {
    const other = theirs[index];
    if (other?.operation !== step.operation) throw new Error(`${step.operation} was not called of both`);
    if (step.refused === undefined && other.refused === undefined) return inAnswers(step, other);
    const [one, another] = [other.refused ?? 'answered', step.refused ?? 'answered'];
    return one === another ? [] : [`${chain}, ${step.operation}: ${one} | ${another}`];
  });
  return [...new Set(found)];
}

function inAnswers(ours: Step, theirs: Step): string[] {
  const [left, right] = [membersOf(theirs.answer), membersOf(ours.answer)];
  const uneven = [...left.keys()].filter(
    (member) => member.endsWith('[]') && right.has(member) && left.get(member) !== right.get(member),
  );
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((member) => !uneven.some((list) => member.startsWith(list) && member !== list))
    .map((member) => [member, left.get(member) ?? 'absent', right.get(member) ?? 'absent'] as const)
    .filter(([, one, another]) => one !== another)
    .map(([member, one, another]) => `${ours.operation} ${member}: ${one} | ${another}`);
}

/** Members of all items of a list come under one name, each value once; how many there are is one too. */
function membersOf(answer: unknown): Map<string, string> {
  const members = new Map<string, Set<string>>();
  for (const [member, value] of leaves(answer, '')) {
    members.set(member, (members.get(member) ?? new Set()).add(value));
  }
  return new Map([...members].map(([member, values]) => [member, [...values].join(', ')]));
}

function* leaves(value: unknown, member: string): Generator<[string, string]> {
  if (Array.isArray(value)) {
    yield [`${member}[]`, `${value.length} of them`];
    for (const item of value) yield* leaves(item, isPlain(item) ? `${member}[]` : `${member}[] each`);
  } else if (isPlain(value)) {
    for (const [name, inner] of Object.entries(value)) {
      yield* leaves(inner, member === '' ? name : `${member}.${name}`);
    }
  } else {
    yield [member, JSON.stringify(value)];
  }
}
