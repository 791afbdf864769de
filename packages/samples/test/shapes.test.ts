import { describe, expect, test } from 'vitest';
import { narrowed, unsampled } from '../src/index.ts';

const text = { type: 'string' };
const object = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
});

describe('what an older shape allowed and a newer one refuses', () => {
  test.each([
    [
      'a field that is demanded',
      object({ a: text }),
      object({ a: text, b: text }, ['b']),
      ['.b: is required now'],
    ],
    ['a type', object({ a: text }), object({ a: { type: 'number' } }), ['.a: was string, is number']],
    ['a word', object({ a: { enum: ['x', 'y'] } }), object({ a: { const: 'x' } }), ['.a: y is refused now']],
    [
      'words',
      object({ a: text }),
      object({ a: { type: 'string', enum: ['x'] } }),
      ['.a: is confined to x now'],
    ],
    [
      'a bound',
      { type: 'string', maxLength: 64 },
      { type: 'string', maxLength: 8 },
      [': maxLength was 64, is 8'],
    ],
    ['a form', text, { type: 'string', pattern: '^a' }, [': pattern was none, is ^a']],
    [
      'what is in a list',
      { type: 'array', items: text },
      { type: 'array', items: { type: 'number' } },
      ['[]: was string, is number'],
    ],
    [
      'what is in a record',
      { type: 'object', additionalProperties: text },
      { type: 'object', additionalProperties: { type: 'number' } },
      ['.*: was string, is number'],
    ],
    [
      'a field where none but known ones may be',
      object({ a: text, b: text }),
      { ...object({ a: text }), additionalProperties: false },
      ['.b: is refused now'],
    ],
    [
      'an alternative',
      { oneOf: [object({ kind: { const: 'a' } }), object({ kind: { const: 'b' } })] },
      { oneOf: [object({ kind: { const: 'a' } })] },
      ['.kind: b is refused now'],
    ],
  ])('%s', (_, before, now, faults) => expect(narrowed(before, now)).toEqual(faults));

  test.each([
    ['a field that may be there', object({ a: text }), object({ a: text, b: text })],
    ['a field that is not read any more', object({ a: text, b: text }, ['b']), object({ a: text })],
    ['a further word', { enum: ['x'] }, { enum: ['x', 'y'] }],
    ['a further alternative', text, { anyOf: [text, { type: 'null' }] }],
    ['a wider bound', { type: 'integer', maximum: 8 }, { type: 'number', maximum: 64 }],
    ['anything', object({ a: text }), object({ a: {} })],
  ])('not: %s', (_, before, now) => expect(narrowed(before, now)).toEqual([]));
});

describe('what no sample has', () => {
  const one = object({ kind: { const: 'a' }, more: text }, ['kind']);
  const two = object({ kind: { const: 'b' } }, ['kind']);
  const shape = object({
    list: { type: 'array', items: { oneOf: [one, two] } },
    again: one,
    named: { type: 'object', additionalProperties: text },
  });

  test('is told by its path', () => {
    expect(unsampled(shape, [{ list: [{ kind: 'a' }] }])).toEqual([
      '.again',
      '.named',
      '.list[](kind=b)',
      '.list[](kind=a).more',
    ]);
  });
  test('a shape that stands in two places is one', () => {
    const samples = [
      { list: [{ kind: 'a' }, { kind: 'b' }], again: { kind: 'a', more: '' }, named: { x: '' } },
    ];
    expect(unsampled(shape, samples)).toEqual([]);
  });
});
