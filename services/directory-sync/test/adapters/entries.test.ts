import { Attribute, SearchEntry } from 'ldapts';
import { expect, test } from 'vitest';
import { entryOf } from '../../src/adapters/ldap/entries.ts';
import type { LdapSource } from '../../src/domain/group.ts';

const names = { id: 'entryUUID', login: 'uid', mail: 'mail', member: 'member' };

function entry(attributes: Record<string, string[]>, kind: LdapSource['kind'] = 'openldap') {
  const sent = new SearchEntry({
    messageId: 1,
    name: 'uid=alice,dc=example,dc=com',
    attributes: Object.entries({ entryUUID: ['1'], ...attributes }).map(([type, values]) => {
      const attribute = new Attribute({ type, values });
      attribute.parsedBuffers.push(...values.map((value) => Buffer.from(value)));
      return attribute;
    }),
  });
  return entryOf(sent, kind, names);
}

test('the names of attributes may come in any case', () => {
  expect(entry({ ENTRYUUID: ['1'], UID: ['alice'], Mail: ['a@example.com'] })).toMatchObject({
    login: 'alice',
    hasMail: true,
  });
});

test('of several logins the first by the alphabet counts, in whatever order they come', () => {
  expect(entry({ uid: ['bob', 'alice'] }).login).toBe('alice');
  expect(entry({ uid: ['alice', 'bob'] }).login).toBe('alice');
});

test('an empty login or mail address is none', () => {
  expect(entry({ uid: [''], mail: [''] })).toMatchObject({ login: undefined, hasMail: false });
});

test.each([
  [{ pwdAccountLockedTime: ['000001010000Z'] }, true],
  [{ pwdAccountLockedTime: ['20261121130000Z'] }, false],
  [{ nsAccountLock: ['TRUE'] }, true],
  [{ nsAccountLock: ['false'] }, false],
  [{ userAccountControl: ['514'] }, false],
  [{}, false],
])('with %j an account of OpenLDAP is disabled: %j', (attributes, isDisabled) => {
  expect(entry(attributes).isDisabled).toBe(isDisabled);
});

test.each([
  ['512', false],
  ['514', true],
  ['66050', true],
  ['66048', false],
])('with userAccountControl %s an account of Active Directory is disabled: %j', (flags, isDisabled) => {
  expect(entry({ userAccountControl: [flags] }, 'active-directory').isDisabled).toBe(isDisabled);
});
