import type { SeatRef } from '@cleandesk/contracts';
import * as z from 'zod';

const seatKey = z.string().startsWith('SEAT#');

/** User names are not case-sensitive in WorkSpaces, so neither is the key. */
export const keyOf = ({ directoryId, userName }: SeatRef): string =>
  `SEAT#${directoryId}#${userName.toLowerCase()}`;

/** The user name as the key has it, in small letters: which seat it is, not how its name is written. */
export function refOf(key: unknown): SeatRef {
  const [, directoryId = '', ...userName] = seatKey.parse(key).split('#');
  return { directoryId, userName: userName.join('#') };
}
