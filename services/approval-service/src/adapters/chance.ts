import { randomBytes, randomInt } from 'node:crypto';
import { ulid } from 'ulid';
import type { Chance, Digest } from '../ports.ts';
import { hashOf } from './items.ts';

/** From the runtime's cryptographic source. */
export const chance: Chance = {
  ulid: (now) => ulid(now),
  token: () => randomBytes(32).toString('base64url'),
  code: () => String(randomInt(100_000_000)).padStart(8, '0'),
};

export const digest: Digest = {
  of: hashOf,
  // User names are not case-sensitive.
  seatId: ({ directoryId, userName }) => hashOf(`${directoryId}/${userName.toLowerCase()}`).slice(0, 22),
};
