import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { changedSinceRelease, keptSamples, releasedSchemas, unreleased } from './kept-samples.ts';
import { narrowed } from './narrowed.ts';
import { unsampled } from './unsampled.ts';

/** Tests that today's shapes of stored items, by kind, read all that is kept in the folder, and that what a release wrote stays as it is. */
export function testKeptItems(folder: string, shapes: Readonly<Record<string, z.ZodType>>): void {
  describe.each(Object.entries(shapes))('%s, as they are stored', (kind, shape) => {
    const samples = keptSamples(folder, kind);
    test.each(samples)('$version/$file is read', ({ value }) => {
      expect(shape.safeParse(value).error).toBeUndefined();
    });
    testKeptShape({ folder, kind, shape, values: samples.map(({ value }) => value) });
  });
  testKeptFiles(folder);
}

/** Of one kind: whether its shape reads all that a release could store, and whether each of its fields has a sample. */
export function testKeptShape(kept: {
  folder: string;
  kind: string;
  shape: z.ZodType;
  values: readonly unknown[];
}): void {
  const { folder, kind, shape, values } = kept;
  const now = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });

  test('nothing that a release could store is refused', () => {
    for (const { version, schema } of releasedSchemas(folder, kind))
      expect({ [version]: narrowed(schema, now) }).toEqual({ [version]: [] });
  });

  // With a release the shape becomes what all later ones are compared with. `vitest run -u` writes it.
  test('the shape of today stands beside the samples of today', () =>
    expect(`${JSON.stringify(now, null, 2)}\n`).toMatchFileSnapshot(
      join(folder, unreleased, `${kind}.schema.json`),
    ));

  test('each field has a sample: one that is new comes with an item that has it, in test/samples/next', () => {
    expect(values).not.toEqual([]);
    expect(unsampled(now, values)).toEqual([]);
  });
}

export function testKeptFiles(folder: string): void {
  test('what a release stored stays as it was written', () =>
    expect(changedSinceRelease(folder)).toEqual([]));
}
