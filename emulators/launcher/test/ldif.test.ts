import { expect, test } from 'vitest';
import { ldifOf } from '../src/directory/ldif.ts';

test('an entry is written in base64, so that nothing in it is taken for LDIF', () => {
  const entries = [
    { dn: 'cn=a\ndn: cn=b', attributes: { objectClass: ['top', 'device'], cn: ' ä ' } },
    { dn: 'cn=c', attributes: {} },
  ];
  expect(ldifOf(entries)).toBe(
    [
      `dn:: ${Buffer.from('cn=a\ndn: cn=b').toString('base64')}`,
      'objectClass:: dG9w',
      'objectClass:: ZGV2aWNl',
      `cn:: ${Buffer.from(' ä ').toString('base64')}`,
      '',
      `dn:: ${Buffer.from('cn=c').toString('base64')}`,
      '',
    ].join('\n'),
  );
});
