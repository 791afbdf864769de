import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import mustache from 'mustache';
import { type Results, schemaFile, schemaOf } from '../results/results.ts';
import type { Goal, Row, Suite } from '../suite.ts';
import { svgOf } from './plots.ts';

export const docs = join(import.meta.dirname, '../../../docs');
const frame = new URL('./performance.mustache', import.meta.url);

/** The page on performance, its plots and the schema of the results, by path. */
export async function generated(
  suites: readonly Suite[],
  results: Results,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map([[schemaFile, schemaOf(suites)]]);
  const sections: string[] = [];
  const goals: Goal[] = [];
  for (const suite of suites) {
    const when = results.measured[suite.name];
    if (when === undefined) continue;
    const { tables, plots = {} } = suite.shown(results);
    for (const [name, spec] of Object.entries(plots))
      files.set(join(docs, 'performance', `${name}.svg`), await svgOf(spec));
    goals.push(...suite.goals(results));
    const body = mustache.render(read(suite.page), {
      ...suite.part(results),
      tables: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, tableOf(rows)])),
      plots: Object.fromEntries(Object.keys(plots).map((name) => [name, `performance/${name}.svg`])),
    });
    const { at, cores, memoryGb, processor, node } = when;
    const measured = `*\`pnpm bench ${suite.name}\`, ${at.slice(0, 10)}, ${cores} cores of ${processor}, ${memoryGb} GB, Node ${node.slice(1)}.*`;
    sections.push(`## ${suite.title}\n\n${measured}\n\n${body.trim()}`);
  }
  const page = mustache.render(read(frame), {
    goals: goals.length > 0 ? tableOf(goals.map(goalRow)) : '',
    sections: sections.join('\n\n'),
  });
  return files.set(join(docs, 'performance.md'), page);
}

export const goalRow = ({ what, figure, goal, isMet, because }: Goal): Row => ({
  what,
  figure,
  goal,
  met: isMet ? 'yes' : `no: ${because ?? ''}`,
});

export function tableOf(rows: readonly Row[]): string {
  const [first] = rows;
  if (first === undefined) return 'Nothing.';
  const names = Object.keys(first);
  const isNumber = (name: string) => rows.every((row) => typeof row[name] === 'number');
  return markdownTable([names, ...rows.map((row) => names.map((name) => words(row[name])))], {
    align: names.map((name) => (isNumber(name) ? 'r' : 'l')),
  });
}

const words = (cell: string | number | undefined): string =>
  typeof cell === 'number' ? cell.toLocaleString('en', { maximumFractionDigits: 4 }) : (cell ?? '');

/** Figures stand in Markdown, not in HTML. */
mustache.escape = (text) => (typeof text === 'number' ? words(text) : String(text));

const read = (file: URL): string => readFileSync(file, 'utf8');
