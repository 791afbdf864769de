import { isIPv4 } from 'node:net';

/** IPv4 addresses from `first` on, `size` of them; addresses as numbers. */
export type Range = { first: number; size: number };

/** `10.0.0.0/8`, or a single address. Bits behind the prefix do not count. `undefined` for what is neither. */
export function rangeOf(text: string): Range | undefined {
  const [address = '', bits = '32', ...more] = text.split('/');
  if (!isIPv4(address) || !/^(?:\d|[12]\d|3[0-2])$/.test(bits) || more.length > 0) return undefined;
  const size = 2 ** (32 - Number(bits));
  return { first: Math.floor(numberOf(address) / size) * size, size };
}

export const holds = (range: Range, address: string): boolean =>
  numberOf(address) >= range.first && numberOf(address) < range.first + range.size;

/** What two ranges have in common: of two prefixes the longer one, or nothing. */
export function commonOf(one: Range, other: Range): Range | undefined {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  return small.first >= large.first && small.first < large.first + large.size ? small : undefined;
}

const numberOf = (address: string): number =>
  address.split('.').reduce((number, part) => number * 256 + Number(part), 0);

export const addressOf = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
