import { describe, expect, it } from 'vitest';
import { holdOf, holdTag } from '../../src/adapters/hold-tag.ts';

const now = Date.UTC(2026, 7, 3, 12);
const tagged = (value: string) => holdOf({ 'cleandesk:hold': value }, now);

describe('A hold in the AWS console', () => {
  it.each([
    ['a date', '2026-08-04', Date.UTC(2026, 7, 4)],
    ['a time, and who and why', '2026-08-03T18:00:00Z ops: evidence', Date.UTC(2026, 7, 3, 18)],
  ])('lasts until %s', (_what, value, until) => {
    expect(tagged(value)).toEqual({ until });
  });

  it.each(['', 'legal', '31.12.2026', '2026-13-99'])(
    'without a date lasts until it is taken off: %j',
    (value) => {
      expect(tagged(value)).toEqual({ until: now + 86_400_000 });
    },
  );

  it('is over when its date is, and none is none', () => {
    expect(tagged('2026-08-03T11:59:59Z')).toBeUndefined();
    expect(holdOf({ Team: 'blue' }, now)).toBeUndefined();
    expect(holdOf(JSON.parse('{"__proto__":"x"}'), now)).toBeUndefined();
  });

  it('is written as a tag can hold it, beside what people set', () => {
    const mark = `2026-08-04T10:00:00.000Z ops "legal" <b>${'x'.repeat(400)}`;
    const { Key, Value } = holdTag(mark);
    expect(Value).toMatch(/^2026-08-04T10:00:00.000Z ops legal bx+$/);
    expect(Value).toHaveLength(255);
    expect(Key).toBe('cleandesk:held');
    expect(holdOf({ [Key]: Value }, now)).toBeUndefined();
  });
});
