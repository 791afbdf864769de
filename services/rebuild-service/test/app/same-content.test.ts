import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameContent } from '../../src/app/same-content.ts';

/** As JSON has it, whatever the order of keys. */
const stored = (value: unknown): unknown => {
  const text = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
};
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(undefined, null, true, 0, 1, 'a', '1'),
    fc.array(
      tie('any').filter((one) => one !== undefined),
      { maxLength: 3 },
    ),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { maxKeys: 3 }),
  ),
})).any;

test('two that would be stored as the same are the same, and no others', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      let isSame = true;
      try {
        expect(stored(a)).toEqual(stored(b));
      } catch {
        isSame = false;
      }
      expect(sameContent(a, b)).toBe(isSame);
    }),
    { numRuns: 2000 },
  );
});

test('a copy is the same, and one that differs deep inside is not', () => {
  fc.assert(
    fc.property(value, (one) => {
      expect(sameContent({ kept: one }, { kept: structuredClone(one) })).toBe(true);
      expect(sameContent({ kept: [one, 1] }, { kept: [one, 2] })).toBe(false);
    }),
  );
});
