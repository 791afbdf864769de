import type { DirectoryEntry, Slapd } from '@cleandesk/launcher';
import type { LdapSource } from '../../../../services/directory-sync/src/domain/group.ts';

const base = 'dc=example,dc=com';

/** As many people as the largest of these groups has members, and the groups. */
export function* entriesFor(sizes: readonly number[]): Generator<DirectoryEntry> {
  const dnOf = (number: number) => `uid=user${number},ou=people,${base}`;
  yield { dn: `ou=people,${base}`, attributes: { objectClass: 'organizationalUnit', ou: 'people' } };
  for (let number = 0; number < Math.max(...sizes); number += 1)
    yield {
      dn: dnOf(number),
      attributes: {
        objectClass: 'inetOrgPerson',
        uid: `user${number}`,
        cn: `User ${number}`,
        sn: 'User',
        mail: `user${number}@example.com`,
      },
    };
  for (const size of new Set(sizes))
    yield {
      dn: `cn=group${size},${base}`,
      attributes: {
        objectClass: 'groupOfNames',
        cn: `group${size}`,
        member: Array.from({ length: size }, (_, number) => dnOf(number)),
      },
    };
}

/** Where the group of so many members is read. */
export function sourceOf({ url, ca, bindUser }: Slapd, size: number): LdapSource {
  return {
    kind: 'openldap',
    urls: [url],
    ca,
    bindUser,
    groupDn: `cn=group${size},${base}`,
    groupFilter: '(objectClass=groupOfNames)',
    userFilter: '(objectClass=inetOrgPerson)',
    searchBase: base,
    attributes: { id: 'entryUUID', login: 'uid', mail: 'mail', member: 'member' },
    nested: false,
    pageSize: 1_000,
    connectMs: 10_000,
    readMs: 120_000,
  };
}
