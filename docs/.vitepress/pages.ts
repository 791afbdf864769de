import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** No pages: templates of pages that do not exist yet. What is installed or made by a build VitePress leaves out itself. */
export const excluded = ['**/template/**'];
const folders = new Set(['node_modules', 'dist', 'template']);

/** Paths from the root, of every page. */
export const pages: readonly string[] = globSync('**/*.md', {
  cwd: root,
  exclude: (name) => name.startsWith('.') || folders.has(name),
})
  .map((path) => path.split(sep).join('/'))
  .toSorted();

/**
 * Where a page is on the site: `docs/` is its root, and a README is what its folder shows. What people read beside the
 * code has a folder of its own, since `docs/README.md` is where the site begins.
 */
export function placeOf(path: string): string {
  const place = path.startsWith('docs/') ? path.slice('docs/'.length) : `repository/${path}`;
  return place.replace(/README\.md$/, 'index.md').toLowerCase();
}

/** The page that a link from another one means: itself, or the README of a folder. */
export const pageAt = (path: string): string | undefined =>
  [path, join(path, 'README.md')].find((one) => pages.includes(one));

/** A page's first heading. */
export function titleOf(path: string): string {
  const heading = /^# (.+)$/m.exec(readFileSync(join(root, path), 'utf8'))?.[1];
  if (heading === undefined) throw new Error(`${path} has no heading.`);
  return heading.replaceAll('`', '');
}
