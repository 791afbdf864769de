import { rmSync } from 'node:fs';
import {
  type Authority,
  certificateAuthority,
  type DirectoryEntry,
  type Slapd,
  startSlapd,
} from '@cleandesk/launcher';
import { Attribute, Change, Client } from 'ldapts';
import { ldapDirectory } from '../../src/adapters/ldap-directory.ts';
import type { LdapSource } from '../../src/domain/group.ts';
import { mishaps } from './mishaps.ts';
import type { Person, Scenario, World } from './world.ts';

const base = 'dc=example,dc=com';

/** Every byte of it escaped: right whatever is in it, and not how any directory writes it. */
export function escapedEverywhere(value: string): string {
  return Buffer.from(value, 'utf8')
    .toString('hex')
    .replace(/../g, (byte) => `\\${byte}`);
}

export function personDn({ login, name }: Person): string {
  return name === undefined
    ? `uid=${login},ou=people,${base}`
    : `cn=${escapedEverywhere(name)},ou=people,${base}`;
}

/** The entries of a scenario, as an administrator of OpenLDAP lays them out. */
export function openldapEntries({ people, things, groups }: Scenario): DirectoryEntry[] {
  const dnOf = namesIn({ people, things, groups });
  return [
    ...['people', 'groups', 'things'].map((ou) => ({
      dn: `ou=${ou},${base}`,
      attributes: { objectClass: 'organizationalUnit', ou },
    })),
    ...people.map((person) => ({
      dn: personDn(person),
      attributes: {
        objectClass: 'inetOrgPerson',
        uid: person.login,
        cn: person.name ?? person.login,
        sn: 'Person',
        ...(person.mail === undefined ? {} : { mail: person.mail }),
        ...(person.disabled ? { pwdAccountLockedTime: '000001010000Z' } : {}),
      },
    })),
    ...things.map((cn) => ({ dn: dnOf(cn), attributes: { objectClass: 'device', cn } })),
    ...Object.entries(groups).map(([cn, members]) => ({
      dn: dnOf(cn),
      // A group has to have a member there: the one without any lists itself.
      attributes: {
        objectClass: 'groupOfNames',
        cn,
        member: members.length === 0 ? [dnOf(cn)] : members.map(dnOf),
      },
    })),
  ];
}

function namesIn({ people, things, groups }: Scenario): (name: string) => string {
  const dns = new Map<string, string>();
  for (const person of people) dns.set(person.login, personDn(person));
  for (const thing of things) dns.set(thing, `cn=${thing},ou=things,${base}`);
  for (const group of Object.keys(groups)) dns.set(group, `cn=${escapedEverywhere(group)},ou=groups,${base}`);
  return (name) => {
    const dn = dns.get(name);
    if (dn === undefined) throw new Error(`The scenario has no ${name}`);
    return dn;
  };
}

export function openldapSource(slapd: Slapd, groupDn: string, changes: Partial<LdapSource> = {}): LdapSource {
  return {
    kind: 'openldap',
    urls: [slapd.url],
    ca: slapd.ca,
    bindUser: slapd.bindUser,
    groupDn,
    groupFilter: '(objectClass=groupOfNames)',
    userFilter: '(objectClass=inetOrgPerson)',
    searchBase: base,
    attributes: { id: 'entryUUID', login: 'uid', mail: 'mail', member: 'member' },
    nested: false,
    pageSize: 1_000,
    connectMs: 5_000,
    readMs: 20_000,
    ...changes,
  };
}

/** Debian's slapd with a scenario in it. */
export async function openldapWorld(
  scenario: Scenario,
  options: { folder: string; overlays: boolean },
): Promise<World & { slapd: Slapd; authority: Authority; asAdmin: AsAdmin }> {
  const authority = await certificateAuthority();
  const slapd = await startSlapd({ ...options, authority, entries: openldapEntries(scenario) });
  const bad = await mishaps({ url: slapd.url, authority });
  const dnOf = namesIn(scenario);
  const people = new Map(scenario.people.map((person) => [person.login, person]));
  let { password } = slapd;
  const asAdmin = adminOf(slapd);
  return {
    slapd,
    authority,
    asAdmin,
    directory: ldapDirectory({ clock: Date }),
    password: () => password,
    source: (group, changes) => openldapSource(slapd, dnOf(group), changes),
    dnOf,
    mishap: (kind) => bad.of(kind),
    async rotate(next) {
      await asAdmin((client) => client.modify(slapd.bindUser, replacing('userPassword', next)));
      password = next;
    },
    rename: (login, newLogin) =>
      asAdmin(async (client) => {
        const renamed = personDn({ login: newLogin });
        await client.modifyDN(dnOf(login), renamed);
        // Without the overlay that does it, groups go on listing who is no longer there under that name.
        if (options.overlays) return;
        const listing = Object.entries(scenario.groups).filter(([, members]) => members.includes(login));
        for (const [group] of listing)
          await client.modify(dnOf(group), [removing('member', dnOf(login)), adding('member', renamed)]);
      }),
    leave: (group, login) =>
      asAdmin((client) =>
        client.modify(dnOf(group), removing('member', personDn(people.get(login) ?? { login }))),
      ),
    async close() {
      await bad.close();
      await slapd.stop();
      rmSync(options.folder, { recursive: true, force: true });
    },
  };
}

export type AsAdmin = (work: (client: Client) => Promise<void>) => Promise<void>;

function adminOf(slapd: Slapd): AsAdmin {
  return async (work) => {
    const client = new Client({ url: slapd.url, tlsOptions: { ca: slapd.ca } });
    try {
      await client.bind(slapd.admin.bindUser, slapd.admin.password);
      await work(client);
    } finally {
      await client.unbind();
    }
  };
}

export function replacing(type: string, ...values: string[] | Buffer[]): Change {
  return new Change({ operation: 'replace', modification: new Attribute({ type, values }) });
}

export function adding(type: string, value: string): Change {
  return new Change({ operation: 'add', modification: new Attribute({ type, values: [value] }) });
}

export function removing(type: string, value: string): Change {
  return new Change({ operation: 'delete', modification: new Attribute({ type, values: [value] }) });
}
