import { linksOf } from '../links.ts';
import type { Alarm } from './alarms.ts';

/** In the order in which somebody reads them who was woken by it. */
const parts = ['It means', 'Users feel', 'First look', 'Decide', 'Do', 'Healthy again', 'Prevent'] as const;

export type Page = { path: string; text: string };

/**
 * What is wrong between alarms and pages: an alarm without a page, a page without an alarm, a page that its index does not
 * name, or that lacks a part.
 * @param queries names of the saved queries: a page may send its reader to one
 */
export function pageFaults(
  alarms: readonly Alarm[],
  pages: readonly Page[],
  queries: ReadonlySet<string>,
): string[] {
  const faults: string[] = [];
  const nameOf = ({ path }: Page) => path.replace(/^.*\/|\.md$/g, '');
  const index = pages.find((page) => nameOf(page) === 'README');
  const listed = new Set(linksOf(index?.text ?? '').map(({ target }) => target));
  const ofAlarms = pages.filter((page) => page !== index);
  const names = new Set(ofAlarms.map(nameOf));
  for (const { at, page } of alarms)
    if (!names.has(page)) faults.push(`${at}: there is no docs/runbooks/${page}.md.`);
  for (const page of ofAlarms) {
    const name = nameOf(page);
    if (!alarms.some((alarm) => alarm.page === name)) faults.push(`${page.path}: no alarm links it.`);
    if (!listed.has(`${name}.md`)) faults.push(`${page.path}: the index, README.md, does not name it.`);
    if (!page.text.startsWith(`# ${name}: `)) faults.push(`${page.path}: its heading begins with its name.`);
    faults.push(...lacking(page), ...unknownQueries(page, queries));
  }
  return faults;
}

function lacking({ path, text }: Page): string[] {
  const own = new Set<string>(parts);
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
  const found = headings.filter((heading) => own.has(heading)).join(', ');
  const wanted = parts.join(', ');
  return found === wanted ? [] : [`${path}: its parts are ${wanted}, in this order; it has ${found}.`];
}

const unknownQueries = ({ path, text }: Page, queries: ReadonlySet<string>): string[] =>
  [...text.matchAll(/quer(?:y|ies) `cleandesk\/([^`]+)`/g)].flatMap(([, name = '']) =>
    queries.has(name) ? [] : [`${path}: there is no saved query ${name}.`],
  );
