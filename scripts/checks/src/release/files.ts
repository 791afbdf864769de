import { createHash } from 'node:crypto';
import { copyFileSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { notesOf } from './notes.ts';

/**
 * The zips of all functions, by service and function, their hashes as `sha256sum` writes them and as Terraform reads them, and the notes.
 * @returns their names
 */
export function writeRelease(root: string, tag: string, folder: string): string[] {
  const version = tag.replace(/^v/, '');
  const stated: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const isOurs =
    typeof stated === 'object' && stated !== null && 'version' in stated && stated.version === version;
  if (!isOurs) throw new Error(`The tag is ${tag}, and package.json has another version`);
  const notes = notesOf(version, readFileSync(join(root, 'CHANGELOG.md'), 'utf8'));
  const zips = globSync('services/*/dist/*.zip', { cwd: root }).toSorted();
  if (zips.length === 0) throw new Error('There are no zips: build them first (./scripts/test --only build)');
  mkdirSync(folder, { recursive: true });
  const files = zips.map((zip) => {
    const [, service = ''] = zip.split(sep);
    const name = `${service}-${basename(zip)}`;
    const content = readFileSync(join(root, zip));
    copyFileSync(join(root, zip), join(folder, name));
    return {
      name,
      function: `${service}/${basename(zip, '.zip')}`,
      sum: createHash('sha256').update(content).digest(),
    };
  });
  writeFileSync(
    join(folder, 'SHA256SUMS'),
    files.map(({ name, sum }) => `${sum.toString('hex')}  ${name}\n`).join(''),
  );
  writeFileSync(join(folder, 'artifacts.json'), `${JSON.stringify(manifestOf(version, files), null, 2)}\n`);
  writeFileSync(join(folder, 'notes.md'), `${notes}\n`);
  return files.map(({ name }) => name);
}

/** What the Terraform module's `release` reads: hashes as Lambda writes them. */
const manifestOf = (version: string, files: readonly { name: string; function: string; sum: Buffer }[]) => ({
  version,
  artifacts: Object.fromEntries(
    files.map((one) => [one.function, { file: one.name, hash: one.sum.toString('base64') }]),
  ),
});
