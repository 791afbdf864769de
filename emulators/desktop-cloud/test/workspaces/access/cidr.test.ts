import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { managementRanges } from '../../../src/workspaces/account/management-ranges.ts';
import { addressOf, commonOf, holds, type Range, rangeOf } from '../../../src/workspaces/cidr.ts';

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(addressOf);
const bits = fc.integer({ min: 0, max: 32 });

function range(text: string): Range {
  const found = rangeOf(text);
  if (found === undefined) throw new Error(`${text} is no range`);
  return found;
}
const binary = (text: string): string =>
  text
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');

describe('A range of addresses', () => {
  it('holds what begins with the same bits', () => {
    fc.assert(
      fc.property(address, address, bits, (one, other, length) => {
        const same = binary(one).slice(0, length) === binary(other).slice(0, length);
        expect(holds(range(`${one}/${length}`), other)).toBe(same);
      }),
    );
  });

  it('has in common with another what both hold', () => {
    fc.assert(
      fc.property(address, bits, address, bits, (one, oneBits, other, otherBits) => {
        const [a, b] = [range(`${one}/${oneBits}`), range(`${other}/${otherBits}`)];
        const common = commonOf(a, b);
        expect(common).toEqual(commonOf(b, a));
        for (const each of [one, other]) {
          expect(common !== undefined && holds(common, each)).toBe(holds(a, each) && holds(b, each));
        }
      }),
    );
  });

  it('has every management range that lies in it, and no other', () => {
    const all = managementRanges(range('0.0.0.0/0'));
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.integer({ min: 0, max: 24 }), (near, length) => {
        const asked = range(`${near.slice(0, -3)}/${length}`);
        const inside = all.filter((one) => {
          const { first, size } = range(one);
          return first >= asked.first && first + size <= asked.first + asked.size;
        });
        expect(managementRanges(asked)).toEqual(inside);
      }),
    );
  });
});
