import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refused } from '@cleandesk/command-line';
import { lists, withEntry } from './entries.ts';
import { rendered } from './rendered.ts';
import type { NewService } from './service.ts';

/**
 * Writes the files of a new service into a checkout, and its name into the lists of all services. Writes nothing where
 * anything of it is in the way.
 * @returns the paths that were written
 * @throws {Refused}
 */
export function writeService(root: string, service: NewService): string[] {
  const files = rendered(service);
  const inTheWay = [`services/${service.name}`, ...files.keys()].filter((path) =>
    existsSync(join(root, path)),
  );
  if (inTheWay.length > 0) throw new Refused(`There is one of that name already: ${inTheWay[0]}`);
  for (const list of lists) {
    const before = files.get(list.path) ?? readFileSync(join(root, list.path), 'utf8');
    files.set(list.path, withEntry(before, list, service));
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...files.keys()];
}
