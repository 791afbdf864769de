import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A condition that keeps something from happening, marked by a comment above its `if`. */
export type Guard = {
  name: string;
  /** What the condition becomes when the guard is dropped. */
  dropped: 'never' | 'always';
  /** Where its comment stands in the source. */
  at: number;
};

const marker = /^[ \t]*\/\/ guard( \(dropped: always\))?: ([a-z0-9-]+)$/gm;

export function guardsIn(source: string): Guard[] {
  return [...source.matchAll(marker)].map(({ 1: always, 2: name = '', index }) => ({
    name,
    dropped: always === undefined ? 'never' : 'always',
    at: index,
  }));
}

/**
 * The names of all guards in the code below a folder.
 * @throws when one can't be dropped, or two have one name: then nothing would be shown.
 */
export function guardsBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const source = readFileSync(join(folder, file), 'utf8');
      const found = guardsIn(source).map(({ name }) => name);
      for (const name of found) dropGuard(source, name);
      return found;
    });
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new Error(`Two guards are called ${twice}`);
  return names;
}

/**
 * The source without one guard: its condition no longer holds, or always does.
 * @throws when the guard is not marked exactly once, or no `if` follows it: then nothing would be shown.
 */
export function dropGuard(source: string, name: string): string {
  const found = guardsIn(source).filter((guard) => guard.name === name);
  const [guard] = found;
  if (guard === undefined || found.length > 1)
    throw new Error(`The guard ${name} is marked ${found.length} times`);
  const opening = /^(?:[ \t]*\/\/.*\n)+[ \t]*if \(/.exec(source.slice(guard.at));
  if (opening === null) throw new Error(`No if follows the guard ${name}`);
  const start = guard.at + opening[0].length;
  const end = closing(source, start);
  const condition = source.slice(start, end);
  const without = guard.dropped === 'never' ? `false && (${condition})` : `true || (${condition})`;
  return source.slice(0, start) + without + source.slice(end);
}

/** Where the parenthesis closes that was open before `from`. */
function closing(source: string, from: number): number {
  let open = 1;
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '(') open += 1;
    if (source[at] === ')') open -= 1;
    if (open === 0) return at;
  }
  throw new Error('A parenthesis does not close');
}
