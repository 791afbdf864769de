import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';
import type { Outcome } from '../step.ts';
import { alarmsOf } from './alarms.ts';
import { pageFaults } from './pages.ts';
import { queriesOf, queryFaults } from './queries.ts';

const filesOf = (pattern: string) =>
  globSync(pattern, { cwd: repositoryRoot })
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(repositoryRoot, path), 'utf8') }));

/**
 * Each alarm has its page and each page its alarm, the dashboard can name them all, and what saved queries ask is in a log. That
 * alarms and graphs ask what services measure is a condition of the plan (modules/observability).
 */
export async function runbooksCheck(): Promise<Outcome> {
  const byModule = Map.groupBy(filesOf('terraform/modules/*/*.tf'), ({ path }) => dirname(path));
  const modules = [...byModule].map(([folder, files]) => alarmsOf({ folder, files }));
  const alarms = modules.flatMap((one) => one.alarms);
  const queries = queriesOf(
    readFileSync(join(repositoryRoot, 'terraform/modules/observability/queries.tf'), 'utf8'),
  );
  const sources = {
    code: filesOf('{services,packages}/*/src/**/*.ts').map(({ text }) => text),
    schemas: new Map<string, unknown>(
      filesOf('packages/contracts/schemas/*.json').map(({ path, text }) => [
        basename(path, '.json'),
        JSON.parse(text),
      ]),
    ),
  };
  const faults = [
    ...modules.flatMap((one) => one.faults),
    ...pageFaults(alarms, filesOf('docs/runbooks/*.md'), new Set(queries.map(({ name }) => name))),
    ...queries.flatMap((query) => queryFaults(query, sources)),
  ];
  if (alarms.length === 0 || queries.length === 0) faults.push('No alarm or no query was found at all.');
  if (faults.length > 0) return { passed: 0, failed: 1, output: faults.join('\n') };
  const pages = new Set(alarms.map(({ page }) => page)).size;
  return {
    passed: 1,
    failed: 0,
    output: `${pages} kinds of alarms have their page, and ${queries.length} saved queries ask what is logged.`,
  };
}
