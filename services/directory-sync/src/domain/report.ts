import type { Change, Why } from './changes.ts';
import type { Decided } from './decide.ts';
import type { GroupRead } from './read.ts';

/** A run in numbers. */
export type Report = {
  members: number;
  joined: number;
  returned: number;
  retried: number;
  left: number;
  leaving: number;
  unread: number;
  leftOut: { withoutMail: number; disabled: number; withoutUsableLogin: number };
};

/** @param waiting who had left before, and is within the delay still. */
export function reportOf({ changes, members }: Decided, read: GroupRead, waiting: number): Report {
  const count = (why: Why): number => changes.filter((change) => change.why === why).length;
  const begins = ({ why, claim }: Change): boolean => why === 'quiet' && claim.leftAt !== undefined;
  return {
    members: members.byKey.size,
    joined: count('joined'),
    returned: count('returned'),
    retried: count('retried'),
    left: count('left'),
    leaving: waiting + changes.filter(begins).length,
    unread: read.unread.length,
    leftOut: {
      withoutMail: members.withoutMail.size,
      disabled: members.disabled,
      withoutUsableLogin: members.withoutUsableLogin,
    },
  };
}
