import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mutants } from '../src/mutants/mutants.ts';
import { mutated } from '../src/mutants/mutate.ts';

const repository = join(import.meta.dirname, '../..');

describe('The mistakes that a history has to find', () => {
  test.each(mutants)('$name (law $law): the code still has what it changes', ({ changes }) => {
    const files = Map.groupBy(changes, ({ file }) => file);
    for (const [file, ofFile] of files) {
      const source = readFileSync(join(repository, file), 'utf8');
      expect(ofFile.reduce(mutated, source)).not.toBe(source);
    }
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('law %i has two at least', (law) => {
    expect(mutants.filter((one) => one.law === law).length).toBeGreaterThanOrEqual(2);
  });
});
