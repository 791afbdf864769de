import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One hash for all that a deployment is made of: the files that match and the given words.
 * Equal fingerprints mean that deploying again would change nothing.
 * @param patterns globs below `root`
 */
export function fingerprintOf(root: string, patterns: string[], words: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(words));
  const files = globSync(patterns, {
    cwd: root,
    exclude: (name) => name === '.terraform' || name === 'node_modules',
  });
  for (const file of files.toSorted()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}
