import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';
import { brokenLinks, type Page } from './links.ts';
import type { Outcome } from './step.ts';

/** What is made or installed here, and no page of the repository. */
const notOurs = new Set(['node_modules', 'dist', '.git', '.local', '.turbo', '.terraform']);

/** All Markdown of a checkout. */
export function pagesOf(root: string): Page[] {
  return globSync(['**/*.md', '.github/**/*.md'], { cwd: root, exclude: (name) => notOurs.has(name) })
    .map((path) => ({ path: path.split(sep).join('/'), text: readFileSync(join(root, path), 'utf8') }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** One check for all pages. A step and no unit test: turbo would not run that again when a page elsewhere has changed. */
export async function linksStep(root: string = repositoryRoot): Promise<Outcome> {
  const pages = pagesOf(root);
  const broken = brokenLinks(pages, (path) => existsSync(join(root, path)));
  if (broken.length > 0) return { passed: 0, failed: 1, output: broken.join('\n') };
  return { passed: 1, failed: 0, output: `The links of ${pages.length} pages lead somewhere.` };
}
