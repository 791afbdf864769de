import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DirectoryEntry, Slapd } from '@cleandesk/launcher';
import { startSlapd } from '@cleandesk/launcher';
import fc from 'fast-check';
import { EqualityFilter, Filter } from 'ldapts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseFilter } from '../../src/adapters/ldap/filters.ts';
import { ldapDirectory } from '../../src/adapters/ldap-directory.ts';
import { escapedEverywhere, openldapSource } from '../directories/openldap-world.ts';

const base = 'dc=example,dc=com';

const awkward = [
  '\\2a',
  '\\,',
  ')(uid=*',
  '*)(objectClass=*',
  '))(|(cn=*',
  'ä',
  'ß',
  'İ',
  '日本',
  '😀',
  'e\u0301',
] as const;

/** What has a meaning in a filter, a DN, an LDIF file or a log, between any characters at all. */
const piece = fc.oneof(
  fc.constantFrom(...awkward),
  fc.string({ unit: fc.constantFrom(...Array.from('*()\\\0,+"<>;=# &|!~/\n\r\t')), maxLength: 4 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.string({ maxLength: 6 }),
);
const name = fc
  .array(piece, { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.join(''))
  .filter((text) => text !== '');

const seed = 20_261_121;
const names = fc.sample(name, { numRuns: 2_000, seed });
const groupNames = fc.sample(name, { numRuns: 200, seed: seed + 1 });

// The number makes them different where a directory takes two for one: by case, or by spaces.
const personDn = (text: string, number: number) =>
  `uid=u${number}+cn=${escapedEverywhere(text)},ou=people,${base}`;
const groupDn = (text: string, number: number) => `cn=${escapedEverywhere(text)}+ou=g${number},${base}`;
const group = (
  dn: string,
  attributes: Record<string, string>,
  member: readonly string[],
): DirectoryEntry => ({
  dn,
  attributes: { objectClass: 'groupOfNames', ...attributes, member },
});

function entries(): DirectoryEntry[] {
  const people = names.map((text, number) => personDn(text, number));
  const each = people.length / groupNames.length;
  return [
    { dn: `ou=people,${base}`, attributes: { objectClass: 'organizationalUnit', ou: 'people' } },
    ...names.map((text, number) => ({
      dn: personDn(text, number),
      attributes: { objectClass: 'inetOrgPerson', uid: `u${number}`, cn: text, sn: text },
    })),
    group(`cn=all,${base}`, { cn: 'all' }, people),
    ...groupNames.map((text, number) =>
      group(
        groupDn(text, number),
        { cn: text, ou: `g${number}` },
        people.slice(number * each, (number + 1) * each),
      ),
    ),
    group(`cn=groups,${base}`, { cn: 'groups' }, groupNames.map(groupDn)),
  ];
}

describe('2,000 names that no form of writing is safe from', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cleandesk-slapd-'));
  let slapd: Slapd;
  beforeAll(async () => {
    slapd = await startSlapd({
      folder,
      entries: entries(),
    });
  });
  afterAll(async () => {
    await slapd?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const read = (dn: string, changes = {}) => {
    const source = openldapSource(slapd, dn, changes);
    const attributes = { ...source.attributes, login: 'cn' };
    return ldapDirectory({ clock: Date }).read({ ...source, attributes }, slapd.password);
  };
  const sorted = (texts: readonly (string | undefined)[]) =>
    texts.map((text) => text ?? 'none').toSorted((one, other) => (one < other ? -1 : 1));

  test('are read as they are', async () => {
    const all = await read(`cn=all,${base}`);
    expect(sorted(all.entries.map(({ login }) => login))).toEqual(sorted(names));
    expect(all.unread).toEqual([]);
  });

  test('may be those of groups in a group', async () => {
    const groups = await read(`cn=groups,${base}`, { nested: true });
    expect(groups.entries).toHaveLength(names.length);
    expect(groups.unread).toEqual([]);
  });

  test('may be that of the group', async () => {
    for (const [number, text] of groupNames.slice(0, 40).entries())
      expect((await read(groupDn(text, number))).entries).toHaveLength(10);
  });

  test('may stand in a filter, and let through nobody else', async () => {
    const inGroups = groupNames.slice(0, 6).map(groupDn).entries();
    for (const [place, dn] of inGroups)
      for (const [more, text] of names.slice(place * 10, place * 10 + 10).entries())
        for (const written of [Filter.escape(text), escapedEverywhere(text)]) {
          const userFilter = `(&(uid=u${place * 10 + more})(cn=${written}))`;
          const { entries: found, unread } = await read(dn, { userFilter });
          expect(found.map(({ login }) => login)).toEqual([text]);
          expect(unread).toHaveLength(9);
        }
  });
});

describe('A filter', () => {
  test('means what was written, however it was escaped', () => {
    fc.assert(
      fc.property(name, (text) => {
        for (const written of [Filter.escape(text), escapedEverywhere(text)]) {
          const filter = parseFilter(`(cn=${written})`);
          expect(filter).toBeInstanceOf(EqualityFilter);
          expect(filter).toMatchObject({ attribute: 'cn', value: text });
        }
      }),
      { numRuns: 2_000, seed },
    );
  });

  test.each([
    '',
    '(',
    '(cn=a',
    '(&(cn=a)',
    '(&(cn=a)(|(cn=b)(cn=c))',
    '(cn=a))',
    '(cn=a)(cn=b)',
    'cn=a)(cn=b',
    '(&)',
    '(cn=(a))',
    '(cn=\\zz)',
    '(cn=\\c3)',
    '(=a)',
    'everybody',
  ])('%j is refused', (text) => {
    expect(() => parseFilter(text)).toThrow('filter');
  });
});
