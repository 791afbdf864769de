import { certificateAuthority } from '@cleandesk/launcher';
import { ldapDirectory } from '../../src/adapters/ldap-directory.ts';
import type { LdapSource } from '../../src/domain/group.ts';
import { ActiveDirectoryData, domain } from './active-directory-data.ts';
import { type ActiveDirectoryStub, startActiveDirectoryStub } from './active-directory-stub.ts';
import { mishaps } from './mishaps.ts';
import type { Scenario, World } from './world.ts';

export function activeDirectorySource(groupDn: string, changes: Partial<LdapSource> = {}): LdapSource {
  return {
    kind: 'active-directory',
    urls: [],
    bindUser: 'reader@example.com',
    groupDn,
    groupFilter: '(objectClass=group)',
    userFilter: '(&(objectCategory=person)(objectClass=user))',
    searchBase: domain,
    attributes: { id: 'objectGUID', login: 'sAMAccountName', mail: 'mail', member: 'member' },
    nested: false,
    pageSize: 1_000,
    connectMs: 5_000,
    readMs: 20_000,
    ...changes,
  };
}

/** The stub of Active Directory with a scenario in it. */
export async function activeDirectoryWorld(
  scenario: Scenario,
): Promise<World & { stub: ActiveDirectoryStub; data: ActiveDirectoryData }> {
  const data = new ActiveDirectoryData(scenario);
  const authority = await certificateAuthority();
  const stub = await startActiveDirectoryStub(data, await authority.sign({ names: ['127.0.0.1'] }));
  const bad = await mishaps({ url: stub.url, authority });
  return {
    stub,
    data,
    directory: ldapDirectory({ clock: Date }),
    password: () => stub.password,
    source: (group, changes) =>
      activeDirectorySource(data.dnOf(group), { urls: [stub.url], ca: authority.ca, ...changes }),
    dnOf: (name) => data.dnOf(name),
    mishap: (kind) => bad.of(kind),
    async rotate(password) {
      stub.password = password;
    },
    async rename(login, newLogin) {
      data.change(login, (attributes) => {
        attributes.sAMAccountName = [newLogin];
      });
    },
    async leave(group, login) {
      data.change(group, (attributes) => {
        attributes.member = attributes.member?.filter((dn) => dn !== data.dnOf(login)) ?? [];
      });
    },
    async close() {
      await bad.close();
      await stub.close();
    },
  };
}
