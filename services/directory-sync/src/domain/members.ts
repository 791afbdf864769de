import type { Group } from './group.ts';
import { keyOf } from './memory.ts';
import type { Entry, GroupRead } from './read.ts';

export type Member = { login: string; entryId: string; dn: string };

/** Who of the group shall have a desktop, by login in lower case, and who is left out for what. */
export type Members = {
  byKey: ReadonlyMap<string, Member>;
  byEntry: ReadonlyMap<string, Member>;
  /** In the group, and given no desktop; whoever has one keeps it. */
  withoutMail: ReadonlySet<string>;
  /** In the group, and treated as if they were not. */
  disabled: number;
  withoutUsableLogin: number;
  /** Two entries with one login; WorkSpaces could not tell them apart. */
  twice: number;
  /** DNs, in lower case, of whom the group lists and of whom nothing could be read. */
  unread: ReadonlySet<string>;
};

/** What WorkSpaces takes as a user name: 1 to 63 characters (botocore model `workspaces` 2015-04-08, shape `UserName`). */
const longest = 63;
/** Windows forbids these in a logon name, and so does every pattern that a name becomes part of. */
const unusable = /[\p{Cc}"/\\[\]:;|=,+*?<>]/u;

export function membersOf(read: GroupRead, group: Pick<Group, 'requireMail' | 'excludeDisabled'>): Members {
  const byKey = new Map<string, Member>();
  const byEntry = new Map<string, Member>();
  const withoutMail = new Set<string>();
  let [disabled, withoutUsableLogin, twice] = [0, 0, 0];
  for (const entry of read.entries) {
    const login = usable(entry);
    if (login === undefined) withoutUsableLogin += 1;
    else if (group.excludeDisabled && entry.isDisabled) disabled += 1;
    else {
      const key = keyOf(login);
      const member = { login, entryId: entry.id, dn: entry.dn };
      // guard: two-users-with-one-login-are-noticed
      if (byKey.has(key) && byKey.get(key)?.entryId !== entry.id) twice += 1;
      byKey.set(key, member);
      byEntry.set(entry.id, member);
      if (group.requireMail && !entry.hasMail) withoutMail.add(key);
    }
  }
  const unread = new Set(read.unread.map((dn) => dn.toLowerCase()));
  return { byKey, byEntry, withoutMail, disabled, withoutUsableLogin, twice, unread };
}

function usable({ login }: Entry): string | undefined {
  if (login === undefined || login.length === 0 || login.length > longest) return undefined;
  return unusable.test(login) || login.trim() !== login ? undefined : login;
}
