import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { readListeners } from './listeners.ts';
import { readMeanings } from './meanings.ts';
import { eventsPage, withEvents } from './pages.ts';
import { schemaFiles } from './schemas.ts';
import { readSpeakers } from './speakers.ts';

const usage = `Usage: pnpm generate [--check]

Writes packages/contracts/schemas, docs/events.md and the part about events in the services' READMEs, all from the code.
  --check   writes nothing; fails when something is not up to date`;

const contracts = join(import.meta.dirname, '..');
const root = join(contracts, '../..');

/** All that is generated, by path; `undefined` for a file that is to go. */
async function generated(): Promise<Map<string, string | undefined>> {
  const files = new Map<string, string | undefined>();
  const schemas = join(contracts, 'schemas');
  for (const name of existsSync(schemas) ? await readdir(schemas) : [])
    files.set(join(schemas, name), undefined);
  for (const [name, text] of schemaFiles()) files.set(join(schemas, name), text);

  const services = join(root, 'services');
  const listeners = await readListeners(services);
  const speakers = await readSpeakers(services);
  const meanings = await readMeanings(join(contracts, 'src'));
  files.set(join(root, 'docs/events.md'), eventsPage(listeners, speakers, meanings));
  for (const service of await readdir(services)) {
    const readme = join(services, service, 'README.md');
    if (!existsSync(readme)) continue;
    const text = withEvents(await readFile(readme, 'utf8'), service, listeners, speakers);
    if (text !== undefined) files.set(readme, text);
  }
  return files;
}

async function staleOf(files: ReadonlyMap<string, string | undefined>): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of files) {
    const standing = existsSync(path) ? await readFile(path, 'utf8') : undefined;
    if (standing !== text) stale.push(path);
  }
  return stale;
}

const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help) {
  console.log(usage);
} else {
  const files = await generated();
  const stale = await staleOf(files);
  const names = stale.map((path) => relative(root, path));
  if (values.check && stale.length > 0) {
    console.error(`Not up to date: ${names.join(', ')}. Run \`pnpm generate\` and commit what it writes.`);
    process.exitCode = 1;
  } else if (!values.check) {
    for (const path of stale) {
      const text = files.get(path);
      await mkdir(dirname(path), { recursive: true });
      await (text === undefined ? rm(path) : writeFile(path, text));
    }
    console.log(stale.length === 0 ? 'Everything was up to date.' : `Written: ${names.join(', ')}`);
  }
}
