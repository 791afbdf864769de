import { rmSync } from 'node:fs';
import { startSamba } from '@cleandesk/launcher';
import { Attribute, Client } from 'ldapts';
import { ldapDirectory } from '../../src/adapters/ldap-directory.ts';
import { activeDirectorySource } from '../directories/active-directory-world.ts';
import { mishaps } from '../directories/mishaps.ts';
import { removing, replacing } from '../directories/openldap-world.ts';
import type { Person, Scenario, World } from '../directories/world.ts';

const base = 'DC=example,DC=com';
const normalAccount = 512;
const accountDisable = 2;
const passwordNotRequired = 32;
const workstation = 4096;

function dnIn(folder: string, name: string): string {
  return `CN=${name.replace(/[,\\#+<>;"=]/g, '\\$&')},OU=${folder},${base}`;
}

/** Samba's domain controller with a scenario in it. */
export async function sambaWorld(scenario: Scenario, folder: string): Promise<World> {
  const samba = await startSamba({ folder });
  const { authority, url, admin } = samba;
  const bad = await mishaps({ url, authority });
  const asAdmin = async (work: (client: Client) => Promise<void>): Promise<void> => {
    const client = new Client({ url, tlsOptions: { ca: authority.ca } });
    try {
      await client.bind(admin.bindUser, admin.password);
      await work(client);
    } finally {
      await client.unbind();
    }
  };
  const dns = namesOf(scenario);
  const dnOf = (name: string): string => {
    const dn = dns.get(name);
    if (dn === undefined) throw new Error(`The scenario has no ${name}`);
    return dn;
  };
  let password = 'Reader of a domain for tests 1';
  await asAdmin((client) => fill(client, scenario, dnOf, password));
  return {
    directory: ldapDirectory({ clock: Date }),
    password: () => password,
    source: (group, changes) =>
      activeDirectorySource(dnOf(group), {
        urls: [url],
        ca: authority.ca,
        bindUser: 'reader@EXAMPLE.COM',
        ...changes,
      }),
    dnOf,
    mishap: (kind) => bad.of(kind),
    async rotate(next) {
      await asAdmin((client) =>
        client.modify(dnIn('People', 'reader'), replacing('unicodePwd', quoted(next))),
      );
      password = next;
    },
    rename: (login, newLogin) =>
      asAdmin((client) => client.modify(dnOf(login), replacing('sAMAccountName', newLogin))),
    leave: (group, login) => asAdmin((client) => client.modify(dnOf(group), removing('member', dnOf(login)))),
    async close() {
      await bad.close();
      await samba.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function namesOf({ people, things, groups }: Scenario): Map<string, string> {
  return new Map([
    ...people.map(({ login, name }): [string, string] => [login, dnIn('People', name ?? login)]),
    ...things.map((name): [string, string] => [name, dnIn('Things', name)]),
    ...Object.keys(groups).map((name): [string, string] => [name, dnIn('Groups', name)]),
  ]);
}

async function fill(
  client: Client,
  { people, things, groups }: Scenario,
  dnOf: (name: string) => string,
  password: string,
): Promise<void> {
  for (const ou of ['People', 'Things', 'Groups'])
    await client.add(`OU=${ou},${base}`, { objectClass: 'organizationalUnit' });
  await client.add(dnIn('People', 'reader'), [
    attribute('objectClass', 'user'),
    attribute('sAMAccountName', 'reader'),
    attribute('userPrincipalName', 'reader@EXAMPLE.COM'),
    attribute('userAccountControl', String(normalAccount)),
    new Attribute({ type: 'unicodePwd', values: [quoted(password)] }),
  ]);
  for (const person of people) await client.add(dnOf(person.login), userOf(person));
  for (const thing of things)
    await client.add(dnOf(thing), {
      objectClass: 'computer',
      sAMAccountName: `${thing}$`,
      userAccountControl: String(workstation),
    });
  // First all of them: they are in each other.
  for (const [number, group] of Object.keys(groups).entries())
    await client.add(dnOf(group), { objectClass: 'group', sAMAccountName: `group${number}` });
  for (const [group, members] of Object.entries(groups))
    if (members.length > 0) await client.modify(dnOf(group), replacing('member', ...members.map(dnOf)));
}

function userOf({ login, mail, disabled }: Person): Record<string, string> {
  const flags = normalAccount + passwordNotRequired + (disabled ? accountDisable : 0);
  return {
    objectClass: 'user',
    sAMAccountName: login,
    userAccountControl: String(flags),
    ...(mail === undefined ? {} : { mail }),
  };
}

function attribute(type: string, value: string): Attribute {
  return new Attribute({ type, values: [value] });
}

/** A password as Active Directory takes it. */
function quoted(password: string): Buffer {
  return Buffer.from(`"${password}"`, 'utf16le');
}
