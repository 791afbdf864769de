import { join } from 'node:path';
import { changedSinceRelease, keptSamples, narrowed, releasedSchemas, unsampled } from '@cleandesk/samples';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { shapes } from '../src/adapters/items.ts';

const folder = join(import.meta.dirname, 'samples');

describe.each(Object.entries(shapes))('%s, as they are stored', (kind, shape) => {
  const samples = keptSamples(folder, kind);
  const now = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });

  test.each(samples)('$version/$file is read', ({ value }) => {
    expect(shape.safeParse(value).error).toBeUndefined();
  });

  test('nothing that a release could store is refused', () => {
    for (const { schema } of releasedSchemas(folder, kind)) expect(narrowed(schema, now)).toEqual([]);
  });

  test('each field has a sample: one that is new comes with an item that has it, in test/samples/next', () => {
    expect(
      unsampled(
        now,
        samples.map(({ value }) => value),
      ),
    ).toEqual([]);
  });
});

test('what a release stored stays as it was written', () => expect(changedSinceRelease(folder)).toEqual([]));
