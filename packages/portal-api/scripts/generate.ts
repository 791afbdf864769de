import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type Route, routeNames, routes } from '../src/routes.ts';
import { openApi } from './openapi.ts';

const usage = `Usage: node packages/portal-api/scripts/generate.ts [--check]

Writes openapi.json, which the API serves, and routes.json, which API Gateway's routes are made of, from the code.
  --check   writes nothing; fails when one is not up to date`;

const here = join(import.meta.dirname, '..');
const root = join(here, '../..');

const routeList = routeNames.map((name) => {
  const { method, path, by }: Route = routes[name];
  return { method, path, authorized: by !== 'nobody' };
});
const files = new Map<string, unknown>([
  [join(here, 'openapi.json'), openApi()],
  [
    join(root, 'services/approval-service/routes.json'),
    [...routeList, { method: 'GET', path: '/openapi.json', authorized: false }],
  ],
]);

const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help) {
  console.log(usage);
} else {
  const stale: string[] = [];
  for (const [path, content] of files) {
    const text = `${JSON.stringify(content, null, 2)}\n`;
    if (existsSync(path) && (await readFile(path, 'utf8')) === text) continue;
    stale.push(relative(root, path));
    if (!values.check) await writeFile(path, text);
  }
  if (values.check && stale.length > 0) {
    console.error(`Not up to date: ${stale.join(', ')}. Run \`pnpm generate\` and commit what it writes.`);
    process.exitCode = 1;
  } else console.log(stale.length === 0 ? 'Everything was up to date.' : `Written: ${stale.join(', ')}`);
}
