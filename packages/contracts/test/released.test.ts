import { createHash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { narrowed, unsampled } from '@cleandesk/samples';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { fileNameOf } from '../scripts/names.ts';
import { schemaOf } from '../scripts/schemas.ts';
import { catalogue } from '../src/catalogue.ts';

const folder = join(import.meta.dirname, '..');
const kept = z.object({
  samples: z.record(z.string(), z.string()),
  schemas: z.record(z.string(), z.unknown()),
});
const releases = readdirSync(join(folder, 'released')).map((file) => ({
  version: file.replace(/\.json$/, ''),
  ...kept.parse(JSON.parse(readFileSync(join(folder, 'released', file), 'utf8'))),
}));
const ours = catalogue.filter(({ sources }) => sources[0].startsWith('cleandesk.'));
const schemas = new Map(ours.map((contract) => [fileNameOf(contract), schemaOf(contract)]));

/** What is refused since, and why that is better. */
const refusedSince: Readonly<Record<string, readonly string[]>> = {
  // Of other characters AWS makes no tag: the create would fail after the terminate. Such a request is put aside, and a person is told.
  'RebootRequested.v1': ['.requestId: pattern was none, is ^[A-Za-z0-9._:+=@-]{1,64}$'],
  'ResetRequested.v1': ['.requestId: pattern was none, is ^[A-Za-z0-9._:+=@-]{1,64}$'],
};

describe.each(releases)('events of $version, which may lie in a queue, an archive or a timer', (released) => {
  const said = Object.entries(released.schemas).filter(([name]) => /\.v\d+$/.test(name));

  test.each(said)('%s is read as it was said', (name, schema) => {
    const now = schemas.get(name);
    // Gone from the catalogue it would be a dead letter.
    if (now === undefined) throw new Error(`${name} is not known any more`);
    expect(narrowed(schema, now)).toEqual(refusedSince[name] ?? []);
  });

  test('have the samples that were written then', () => {
    const changed = Object.entries(released.samples).filter(([name, hash]) => {
      const file = join(folder, 'samples', name);
      return !existsSync(file) || createHash('sha256').update(readFileSync(file)).digest('hex') !== hash;
    });
    expect(changed).toEqual([]);
  });
});

const detailOf = z.object({ detail: z.unknown() });
test.each([...schemas])('%s has a sample of each of its fields', (name, schema) => {
  const files = globSync('*.json', { cwd: join(folder, 'samples', name) });
  const details = files.map(
    (file) => detailOf.parse(JSON.parse(readFileSync(join(folder, 'samples', name, file), 'utf8'))).detail,
  );
  // Every event can have one.
  expect(unsampled(schema, details).filter((path) => path !== '.correlationId')).toEqual([]);
});
