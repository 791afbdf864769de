import { AndFilter, ExtensibleFilter, type Filter } from 'ldapts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LdapSource } from '../../src/domain/group.ts';
import { DirectoryFault } from '../../src/ports.ts';
import { activeDirectoryWorld } from '../directories/active-directory-world.ts';
import { oddNames, scenario } from '../directories/world.ts';
import { directoryContract } from '../directory-contract.ts';

directoryContract('Active Directory, as a stub', () => activeDirectoryWorld(scenario));

describe('Active Directory', () => {
  let world: Awaited<ReturnType<typeof activeDirectoryWorld>>;
  beforeAll(async () => {
    world = await activeDirectoryWorld(scenario);
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.stub.behaviour = {};
    world.stub.searches.length = 0;
    world.stub.binds.length = 0;
  });

  const read = (group: string, changes: Partial<LdapSource> = {}) =>
    world.directory.read(world.source(group, changes), world.password());
  const faultOf = async (reading: Promise<unknown>): Promise<DirectoryFault> => {
    const fault = await reading.then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(fault instanceof DirectoryFault)) throw new Error('It was read', { cause: fault });
    return fault;
  };
  const twice = (urls: readonly string[]) => [...urls, ...urls];

  describe('gives 1,000 results and 1,500 members at a time', () => {
    test('and is asked for all of them in two ranges and three pages, whatever page is configured', async () => {
      const clerks = await read('clerks', { pageSize: 5_000 });
      expect(clerks.entries).toHaveLength(2_600);
      expect(clerks.searches).toBe(5);
      expect(world.stub.searches.every(({ isPaged }) => isPaged)).toBe(true);
    });

    test('and may give pages with nothing on them', async () => {
      world.stub.behaviour = { emptyPages: true };
      expect((await read('clerks')).entries).toHaveLength(2_600);
      expect(world.stub.searches).toHaveLength(5);
    });

    test('which is not all when it knows no pages', async () => {
      world.stub.behaviour = { ignoresPaging: true };
      expect((await faultOf(read('clerks'))).reason).toBe('ReadIncomplete');
      expect((await faultOf(read('sales'))).reason).toBe('ReadIncomplete');
    });

    test('which is not all when a range begins where it should not', async () => {
      world.stub.behaviour = { gapInRanges: true };
      expect((await faultOf(read('clerks'))).reason).toBe('ReadIncomplete');
    });

    test('also of the members of a group in the group', async () => {
      world.data.change('other', (attributes) => attributes.member?.push(world.dnOf('clerks')));
      const other = await read('other', { nested: true });
      expect(other.entries).toHaveLength(2_600 + 3);
      world.data.change('other', (attributes) => attributes.member?.pop());
    });
  });

  test('follows the chain of groups itself', async () => {
    const chain = (filter: Filter): boolean =>
      filter instanceof AndFilter
        ? filter.filters.some(chain)
        : filter instanceof ExtensibleFilter && filter.rule === '1.2.840.113556.1.4.1941';
    await read('outer', { nested: true });
    expect(world.stub.searches.filter(({ filter }) => chain(filter))).toHaveLength(1);
    world.stub.searches.length = 0;
    await read('outer');
    expect(world.stub.searches.filter(({ filter }) => chain(filter))).toHaveLength(0);
  });

  test.each(['cn = ', '2.5.4.3='] as const)('may write %s where a group lists CN=', async (writesNamesAs) => {
    world.stub.behaviour = { writesNamesAs };
    world.data.change('odd', (attributes) => attributes.member?.push('CN=Nobody,DC=example,DC=com'));
    const odd = await read('odd');
    world.data.change('odd', (attributes) => attributes.member?.pop());
    expect(odd.entries).toHaveLength(oddNames.length);
    expect(odd.unread).toEqual(['CN=Nobody,DC=example,DC=com']);
  });

  test('may have two whose names are nearly the same, and write both otherwise', async () => {
    const people = ['Jo Doe', 'Jo  Doe'].map((name, number) => ({ login: `jo${number}`, name }));
    const two = await activeDirectoryWorld({ people, things: [], groups: { two: ['jo0', 'jo1'] } });
    two.stub.behaviour = { writesNamesAs: 'cn = ' };
    const { entries, unread } = await two.directory.read(two.source('two'), two.password());
    expect(new Map(entries.map(({ login, dn }) => [login, dn]))).toEqual(
      new Map(people.map(({ login }) => [login, two.dnOf(login)])),
    );
    expect(unread).toEqual([]);
    await two.close();
  });

  test('shows by the list of members whom it hides from the search', async () => {
    world.stub.behaviour = { hides: 'mail' };
    world.data.change('sales', (attributes) =>
      attributes.member?.push('CN=S-1-5-21-1,CN=ForeignSecurityPrincipals,DC=example,DC=com'),
    );
    const sales = await read('sales');
    expect(sales.entries.map(({ hasMail }) => hasMail)).toEqual([false, false, false]);
    expect(sales.unread).toEqual(['CN=S-1-5-21-1,CN=ForeignSecurityPrincipals,DC=example,DC=com']);
    world.data.change('sales', (attributes) => attributes.member?.pop());
  });

  test.each(['reader@example.com', 'EXAMPLE\\reader', 'CN=reader,DC=example,DC=com'])(
    'lets %s in',
    async (bindUser) => {
      expect((await read('sales', { bindUser })).entries).toHaveLength(3);
      expect(world.stub.binds).toEqual([bindUser]);
    },
  );

  test('writes identities as its own tools do', async () => {
    world.data.change('alice', (attributes) => {
      attributes.objectGUID = [Buffer.from('33221100554477668899aabbccddeeff', 'hex')];
    });
    const mixed = await read('mixed');
    expect(mixed.entries[0]?.id).toBe('00112233-4455-6677-8899-aabbccddeeff');
  });

  describe('refuses a password', () => {
    test.each([
      ['52e', 'wrong'],
      ['532', 'expired'],
      ['533', 'disabled'],
      ['775', 'locked'],
    ])('by code %s, which is told as %s', async (data, word) => {
      world.stub.behaviour = { refusesBindWith: { status: 49, data } };
      const fault = await faultOf(read('sales'));
      expect(fault.reason).toBe('BindFailed');
      expect(fault.message).toContain(word);
    });

    test('once: no second server is asked, or the account would be locked the sooner', async () => {
      const { urls } = world.source('sales');
      const wrong = world.directory.read(world.source('sales', { urls: twice(urls) }), 'wrong');
      expect((await faultOf(wrong)).reason).toBe('BindFailed');
      expect(world.stub.binds).toHaveLength(1);
    });

    test('and an empty one is not even sent', async () => {
      await faultOf(world.directory.read(world.source('sales'), ''));
      expect(world.stub.binds).toEqual([]);
    });

    test('not, when it is only busy: then the next server is asked', async () => {
      world.stub.behaviour = { refusesBindWith: { status: 51 } };
      const { urls } = world.source('sales');
      expect((await faultOf(read('sales', { urls: twice(urls) }))).reason).toBe('ServerUnreachable');
      expect(world.stub.binds).toHaveLength(2);
    });
  });

  describe('is not read', () => {
    // Time, size and administrator's limit; referral; access; busy; something of its own.
    test.each([3, 4, 11, 10, 50, 51, 80])(
      'when half of it comes with result %d',
      async (resultOfSearches) => {
        world.stub.behaviour = { resultOfSearches };
        expect((await faultOf(read('clerks'))).reason).toBe('ReadIncomplete');
      },
    );

    test('when part of it lies on another server', async () => {
      world.stub.behaviour = { childDomain: true };
      const fault = await faultOf(read('sales'));
      expect(fault.reason).toBe('ReadIncomplete');
      expect(fault.message).toContain('search base');
    });

    test('when it is cut at the second page', async () => {
      world.stub.behaviour = { cutsAtSecondPage: true };
      expect((await faultOf(read('clerks'))).reason).toBe('ReadIncomplete');
    });

    test.each(['garbage', 'bindResponse', 'nothing'] as const)(
      'when it answers with %s',
      async (answersWith) => {
        world.stub.behaviour = { answersWith };
        expect((await faultOf(read('sales', { readMs: 500 }))).reason).toBe('ReadIncomplete');
      },
    );

    test('when it does not show who is who', async () => {
      world.stub.behaviour = { hides: 'objectguid' };
      const fault = await faultOf(read('sales'));
      expect(fault.reason).toBe('ReadIncomplete');
      expect(fault.message).toContain('objectGUID');
    });

    test.each(['(&(objectClass=user)', 'alice', '(cn=\\zz)'])('by the filter %s', async (userFilter) => {
      const fault = await faultOf(read('sales', { userFilter }));
      expect(fault.reason).toBe('ReadIncomplete');
      expect(fault.message).not.toContain(userFilter);
      expect(world.stub.binds).toEqual([]);
    });

    test.each([
      'https://dc1.example.com',
      'ldaps://',
      'ldaps://dc1:port',
      'ldaps://me:secret@dc1',
      'ldaps://dc1/dc=x',
    ])('at %s, which is no address', async (url) => {
      const fault = await faultOf(read('sales', { urls: [url] }));
      expect(fault.reason).toBe('ServerUnreachable');
      expect(fault.message).not.toContain('secret');
    });

    test('by a server of another domain', async () => {
      const groupDn = 'CN=sales,DC=elsewhere,DC=example';
      expect((await faultOf(read('sales', { groupDn }))).reason).toBe('GroupNotFound');
    });
  });

  test('is said goodbye to, whatever came of it', async () => {
    const before = world.stub.goodbyes;
    await read('sales');
    await faultOf(world.directory.read(world.source('sales'), 'wrong'));
    await faultOf(read('sales', { groupFilter: '(cn=none)' }));
    await expect.poll(() => world.stub.open()).toBe(0);
    expect(world.stub.goodbyes - before).toBe(3);
  });
});
