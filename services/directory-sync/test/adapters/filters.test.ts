import { expect, test } from 'vitest';
import { ldapDirectory } from '../../src/adapters/ldap-directory.ts';
import { groupOf } from '../given.ts';

test.each(['groupFilter', 'userFilter'])(
  'a %s that is none ends the read before any server is asked, and is not written into a log',
  async (which) => {
    const broken = '(&(objectClass=user)(!(manager=eve))';
    const { source } = groupOf({ [which]: broken, urls: ['ldaps://nowhere.invalid'] });
    const read = ldapDirectory({ clock: Date }).read(source, 'secret');
    await expect(read).rejects.toMatchObject({
      reason: 'ReadIncomplete',
      message: expect.stringMatching(/^(?!.*eve).*RFC 4515.*pnpm cleandesk sync plan/),
    });
  },
);
