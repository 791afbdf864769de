import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { portalApiPage } from './portal-api.ts';
import { withStateDiagram } from './state-diagram.ts';

const usage = `Usage: node docs/scripts/generate.ts [--check]

Writes the state diagrams of a seat and docs/reference/portal-api.md, all from the code.
  --check   writes nothing; fails when something is not up to date`;

const root = join(import.meta.dirname, '../..');
const textOf = (path: string): string =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';

/** Each file that is generated, or holds a part that is, as it should be. */
const generated = {
  'docs/concepts.md': withStateDiagram(textOf('docs/concepts.md'), 'usual'),
  'services/rebuild-service/README.md': withStateDiagram(
    textOf('services/rebuild-service/README.md'),
    'every',
  ),
  'docs/reference/portal-api.md': portalApiPage(),
};

const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help) {
  console.log(usage);
} else {
  const stale = Object.entries(generated).filter(([path, text]) => textOf(path) !== text);
  const names = stale.map(([path]) => relative('.', path)).join(', ');
  if (values.check && stale.length > 0) {
    console.error(`Not up to date: ${names}. Run \`pnpm generate\` and commit what it writes.`);
    process.exitCode = 1;
  } else if (!values.check) {
    for (const [path, text] of stale) writeFileSync(join(root, path), text);
    console.log(stale.length === 0 ? 'Everything was up to date.' : `Written: ${names}`);
  }
}
