import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../src/catalogue.ts';
import { fileNameOf } from './names.ts';
import { schemaOf } from './schemas.ts';

const usage = `Usage: node packages/contracts/scripts/keep-release.ts <version>

Writes down what events looked like when a version was released, and which samples there were: what is changed since can be told.`;

const [version = ''] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version)) {
  console.error(usage);
  process.exitCode = 1;
} else {
  const root = join(import.meta.dirname, '..');
  const samples = globSync('*/*.json', { cwd: join(root, 'samples') }).toSorted();
  const hashOf = (file: string) => createHash('sha256').update(readFileSync(join(root, 'samples', file)));
  const kept = {
    samples: Object.fromEntries(samples.map((file) => [file, hashOf(file).digest('hex')])),
    schemas: Object.fromEntries(catalogue.map((contract) => [fileNameOf(contract), schemaOf(contract)])),
  };
  writeFileSync(join(root, 'released', `${version}.json`), `${JSON.stringify(kept, null, 1)}\n`);
}
