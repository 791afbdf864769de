import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { namesOf } from '../src/declarations.ts';

describe('the environment of a function', () => {
  it('requires what does not accept undefined', () => {
    const schema = z.object({
      NAMED: z.string(),
      COUNTED: z.coerce.number(),
      GUESSED: z.string().optional(),
      DEFAULTED: z.coerce.number().default(2),
    });
    expect(namesOf(schema, 'here')).toEqual({
      required: ['COUNTED', 'NAMED'],
      optional: ['DEFAULTED', 'GUESSED'],
    });
  });

  it('sees through what is put around the object', () => {
    const plain = z.object({ NAMED: z.string() });
    for (const wrapped of [
      plain.refine(() => true),
      plain.transform((read) => ({ name: read.NAMED })),
      z.preprocess((raw) => raw, plain),
    ]) {
      expect(namesOf(wrapped, 'here')).toEqual({ required: ['NAMED'], optional: [] });
    }
  });

  it('refuses what is no object', () => {
    expect(() => namesOf(z.string(), 'src/config.ts: environment.open')).toThrow(
      'src/config.ts: environment.open is not a z.object(…).',
    );
  });
});
