import { createHash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name of the folder with what was not released yet; a release gives it its version. */
export const unreleased = 'next';
const sums = 'SHA256SUMS';

export type KeptSample = { version: string; file: string; value: unknown };

/** All samples of a kind, `<folder>/<version>/<kind>/*.json`, the oldest version first. */
export function keptSamples(folder: string, kind: string): KeptSample[] {
  return versionsIn(folder).flatMap((version) =>
    globSync(`${kind}/*.json`, { cwd: join(folder, version) })
      .toSorted()
      .map((file) => ({ version, file, value: read(join(folder, version, file)) })),
  );
}

/** The JSON Schema of a kind in each release, `<folder>/<version>/<kind>.schema.json`. A kind that is newer than a release has none there. */
export function releasedSchemas(folder: string, kind: string): { version: string; schema: unknown }[] {
  return versionsIn(folder)
    .filter((version) => version !== unreleased)
    .map((version) => ({ version, file: join(folder, version, `${kind}.schema.json`) }))
    .filter(({ file }) => existsSync(file))
    .map(({ version, file }) => ({ version, schema: read(file) }));
}

/** What was changed, taken away or added in a release after it was made: the files that differ from its SHA256SUMS, as sha256sum writes them. */
export function changedSinceRelease(folder: string): string[] {
  return versionsIn(folder)
    .filter((version) => version !== unreleased)
    .flatMap((version) => {
      const root = join(folder, version);
      const written = new Map(
        readFileSync(join(root, sums), 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => [line.slice(66), line.slice(0, 64)]),
      );
      const standing = globSync('**/*.json', { cwd: root });
      return [...new Set([...written.keys(), ...standing])]
        .filter((file) => !standing.includes(file) || hashOf(join(root, file)) !== written.get(file))
        .map((file) => `${version}/${file}`);
    });
}

const versionsIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
