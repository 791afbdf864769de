import { Client } from 'ldapts';
import type { LdapSource } from '../../../../services/directory-sync/src/domain/group.ts';

/**
 * A group as the seed's function reads it, call by call: bind, what the server is (`get_info=ALL`), the group with all its
 * members, then each of them by itself, one after the other. It says no goodbye.
 */
export async function seedsWay(
  source: LdapSource,
  password: string,
): Promise<{ users: number; operations: number }> {
  const { attributes, ca } = source;
  const client = new Client({
    url: source.urls[0] ?? '',
    tlsOptions: ca === undefined ? {} : { ca },
  });
  let operations = 0;
  const search: Client['search'] = (...request) => {
    operations += 1;
    return client.search(...request);
  };
  try {
    await client.bind(source.bindUser, password);
    operations += 1;
    await search('', { scope: 'base', attributes: ['*', '+'] });
    await search('cn=Subschema', {
      scope: 'base',
      attributes: ['*', '+'],
      filter: '(objectClass=subschema)',
    });
    const group = await search(source.groupDn, {
      filter: source.groupFilter,
      attributes: [attributes.member],
    });
    const users = new Map<string, string>();
    for (const dn of [group.searchEntries[0]?.[attributes.member] ?? []].flat()) {
      const { searchEntries } = await search(dn.toString(), {
        filter: source.userFilter,
        attributes: [attributes.mail, attributes.login],
      });
      const [user] = searchEntries;
      if (user) users.set(String(user[attributes.login]), String(user[attributes.mail]));
    }
    return { users: users.size, operations };
  } finally {
    await client.unbind();
  }
}
