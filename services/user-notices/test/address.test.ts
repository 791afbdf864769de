import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOf } from '../src/domain/address.ts';

const pattern = '{userName}@example.com';

test('is made of the pattern and the name', () => {
  expect(addressOf(pattern, 'ada.berg')?.reveal()).toBe('ada.berg@example.com');
  expect(addressOf('ext-{userName}@mail.example.com', "o'brien")?.reveal()).toBe(
    "ext-o'brien@mail.example.com",
  );
});

test.each([
  ['another address', 'ada@evil.example'],
  ['two addresses', 'ada,eve'],
  ['a name before an address', 'Ada <eve'],
  ['a line of its own', 'ada\r\nBcc: eve'],
  ['a way round over another server', 'eve%evil.example'],
  ['a space', 'ada berg'],
  ['a letter that SES does not take there', 'jörg'],
  ['a dot too many', 'ada..berg'],
  ['a dot at the end', 'ada.'],
  ['nothing', ''],
])('is not made of a name with %s', (_what, userName) => {
  expect(addressOf(pattern, userName)).toBeUndefined();
});

test('has at most 64 characters before the @', () => {
  const longest = `${'a'.repeat(64)}@example.com`;
  expect(addressOf('{userName}@example.com', 'a'.repeat(64))?.reveal()).toBe(longest);
  expect(addressOf('x{userName}@example.com', 'a'.repeat(64))).toBeUndefined();
});

test('has the domain of the pattern, whatever the name', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (userName) => {
      const address = addressOf(pattern, userName)?.reveal();
      if (address === undefined) return;
      expect(address.endsWith('@example.com')).toBe(true);
      expect(address).toMatch(/^[!-~]+$/);
      expect(address.split('@')).toHaveLength(2);
    }),
    { numRuns: 2000 },
  );
});

test('shows itself to nobody who does not ask', () => {
  const address = addressOf(pattern, 'ada.berg');
  for (const shown of [String(address), JSON.stringify({ address }), inspect(address, { showHidden: true })])
    expect(shown).not.toMatch(/ada|example/);
});
