import { existsSync, readFileSync } from 'node:fs';

/** The last lines of a log, those with nothing on them left out. */
export function tailOf(path: string, lines = 12): string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-lines);
}
