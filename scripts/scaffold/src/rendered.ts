import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mustache from 'mustache';
import type { NewService } from './service.ts';

const template = join(import.meta.dirname, '../template');
const suffix = '.mustache';

/** The files of a new service, by their paths in the repository. */
export function rendered(service: NewService): Map<string, string> {
  const paths = globSync([`**/*${suffix}`, `.github/**/*${suffix}`], { cwd: template }).toSorted();
  return new Map(
    paths.map((path) => [
      path.replaceAll('_name_', service.name).replaceAll('_snake_', service.snake).slice(0, -suffix.length),
      // Not Mustache's own signs: workflows and templates have those. Nothing is escaped, since none of it is HTML.
      mustache.render(readFileSync(join(template, path), 'utf8'), service, undefined, {
        tags: ['<%', '%>'],
        escape: String,
      }),
    ]),
  );
}
