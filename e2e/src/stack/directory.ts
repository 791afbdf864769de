import type { LocalDirectory } from '@cleandesk/launcher';
import { Attribute, Change, Client } from 'ldapts';

/** What an administrator of the stack's OpenLDAP does. Users and groups go by their names. */
export type Directory = {
  hires(uid: string, options?: { mail?: boolean }): Promise<void>;
  /** All in one go: for crowds. */
  hiresInto(group: string, uids: readonly string[]): Promise<void>;
  /** With the groups that they are in. */
  renames(from: string, to: string): Promise<void>;
  locks(uid: string): Promise<void>;
  puts(uid: string, group: string): Promise<void>;
  takes(uid: string, group: string): Promise<void>;
  /** Takes a group away, and gives back how to make it again as it was. */
  removes(group: string): Promise<() => Promise<void>>;
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

  const personOf = (uid: string, mail = true) => ({
    objectClass: 'inetOrgPerson',
    uid,
    cn: uid,
    sn: 'Person',
    ...(mail ? { mail: `${uid}@example.com` } : {}),
  });

  return {
    hires: (uid, { mail } = {}) => as((client) => client.add(personDn(uid), personOf(uid, mail))),
    hiresInto: (group, uids) =>
      as(async (client) => {
        for (const uid of uids) await client.add(personDn(uid), personOf(uid));
        const member = new Attribute({ type: 'member', values: uids.map(personDn) });
        await client.modify(groupDn(group), new Change({ operation: 'add', modification: member }));
      }),
    renames: (from, to) => as((client) => client.modifyDN(personDn(from), `uid=${to}`)),
    locks: (uid) => change(personDn(uid), 'add', 'pwdAccountLockedTime', ['000001010000Z']),
    puts: (uid, group) => change(groupDn(group), 'add', 'member', [personDn(uid)]),
    takes: (uid, group) => change(groupDn(group), 'delete', 'member', [personDn(uid)]),
    removes: async (group) => {
      const { searchEntries } = await as((client) =>
        client.search(groupDn(group), { scope: 'base', attributes: ['objectClass', 'cn', 'member'] }),
      );
      await as((client) => client.del(groupDn(group)));
      const attributes = searchEntries
        .flatMap((entry) => Object.entries(entry))
        .filter(([type]) => type !== 'dn')
        .map(([type, value]) => new Attribute({ type, values: [value].flat().map(String) }));
      return () => as((client) => client.add(groupDn(group), attributes));
    },
    setsPassword: (password) => change(reader.bindUser, 'replace', 'userPassword', [password]),
  };
}
