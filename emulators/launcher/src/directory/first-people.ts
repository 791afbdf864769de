import type { DirectoryEntry } from './ldif.ts';
import { baseDn } from './slapd-files.ts';

const unit = (ou: string): DirectoryEntry => ({
  dn: `ou=${ou},${baseDn}`,
  attributes: { objectClass: 'organizationalUnit', ou },
});
const personDn = (uid: string): string => `uid=${uid},ou=people,${baseDn}`;
const groupDn = (cn: string): string => `cn=${cn},ou=groups,${baseDn}`;

/** Who is in it at first, and in which groups; terraform/stacks/local names the groups. */
export const firstMembers = {
  sales: ['ines', 'jon'],
  support: ['kim'],
} as const;

/** The local stack's users and groups, as they are at first. */
export function firstPeople(): DirectoryEntry[] {
  const people = Object.values(firstMembers).flat();
  return [
    unit('people'),
    unit('groups'),
    ...people.map((uid) => ({
      dn: personDn(uid),
      attributes: {
        objectClass: 'inetOrgPerson',
        uid,
        cn: uid,
        sn: 'Person',
        mail: `${uid}@example.com`,
      },
    })),
    ...Object.entries(firstMembers).map(([cn, members]) => ({
      dn: groupDn(cn),
      attributes: { objectClass: 'groupOfNames', cn, member: members.map(personDn) },
    })),
    // Members of both, through them.
    {
      dn: groupDn('nested'),
      attributes: {
        objectClass: 'groupOfNames',
        cn: 'nested',
        member: Object.keys(firstMembers).map(groupDn),
      },
    },
  ];
}
