import type { LocalDirectory } from '@cleandesk/launcher';
import { Attribute, Change, Client } from 'ldapts';

/** What an administrator of the stack's OpenLDAP does. Users and groups go by their names. */
export type Directory = {
  hires(uid: string, options?: { mail?: boolean }): Promise<void>;
  /** With the groups that they are in. */
  renames(from: string, to: string): Promise<void>;
  locks(uid: string): Promise<void>;
  puts(uid: string, group: string): Promise<void>;
  takes(uid: string, group: string): Promise<void>;
  makes(group: string, uids: readonly string[]): Promise<void>;
  removes(group: string): Promise<void>;
  /** The password of the user as whom the product reads. */
  setsPassword(password: string): Promise<void>;
};

export function directoryOf({ urls, ca, admin, reader, baseDn }: LocalDirectory): Directory {
  const personDn = (uid: string) => `uid=${uid},ou=people,${baseDn}`;
  const groupDn = (cn: string) => `cn=${cn},ou=groups,${baseDn}`;

  async function as<T>(act: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ url: urls[0] ?? '', tlsOptions: { ca } });
    try {
      await client.bind(admin.bindUser, admin.password);
      return await act(client);
    } finally {
      await client.unbind();
    }
  }
  const change = (dn: string, operation: 'add' | 'delete' | 'replace', type: string, values: string[]) =>
    as((client) =>
      client.modify(dn, new Change({ operation, modification: new Attribute({ type, values }) })),
    );

  return {
    hires: (uid, { mail = true } = {}) =>
      as((client) =>
        client.add(personDn(uid), {
          objectClass: 'inetOrgPerson',
          uid,
          cn: uid,
          sn: 'Person',
          ...(mail ? { mail: `${uid}@example.com` } : {}),
        }),
      ),
    renames: (from, to) => as((client) => client.modifyDN(personDn(from), `uid=${to}`)),
    locks: (uid) => change(personDn(uid), 'add', 'pwdAccountLockedTime', ['000001010000Z']),
    puts: (uid, group) => change(groupDn(group), 'add', 'member', [personDn(uid)]),
    takes: (uid, group) => change(groupDn(group), 'delete', 'member', [personDn(uid)]),
    makes: (group, uids) =>
      as((client) =>
        client.add(groupDn(group), {
          objectClass: 'groupOfNames',
          cn: group,
          member: uids.map(personDn),
        }),
      ),
    removes: (group) => as((client) => client.del(groupDn(group))),
    setsPassword: (password) => change(reader.bindUser, 'replace', 'userPassword', [password]),
  };
}
