import { createHash } from 'node:crypto';
import type { Chance } from '../../src/ports.ts';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Looks like chance, and is the same in every run. */
export function fakeChance(): Chance {
  let drawn = 0;
  const next = () => {
    drawn += 1;
    return drawn;
  };
  return {
    ulid: (now) => `${base32(now, 10)}${base32(next(), 16)}`,
    token: () => createHash('sha256').update(`token ${next()}`).digest('base64url'),
    code: () => String((next() * 7_919 + 10_000_019) % 100_000_000).padStart(8, '0'),
  };
}

function base32(number: number, length: number): string {
  let text = '';
  for (let left = number; text.length < length; left = Math.floor(left / 32))
    text = (letters[left % 32] ?? '0') + text;
  return text;
}
