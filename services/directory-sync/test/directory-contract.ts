import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LdapSource } from '../src/domain/group.ts';
import type { Entry, GroupRead } from '../src/domain/read.ts';
import { DirectoryFault } from '../src/ports.ts';
import { type Mishap, mishaps, oddNames, scenario, type World } from './directories/world.ts';

function loginsOf({ entries }: GroupRead): string[] {
  return entries.map(({ login }) => login ?? 'nobody').toSorted((one, other) => one.localeCompare(other));
}

/** What any directory does, and what no directory may do. */
export function directoryContract(make: string, open: () => Promise<World>): void {
  describe(`A directory (${make})`, () => {
    let world: World;
    beforeAll(async () => {
      world = await open();
    }, 300_000);
    afterAll(() => world?.close());

    const read = (group: string, changes: Partial<LdapSource> = {}): Promise<GroupRead> =>
      world.directory.read(world.source(group, changes), world.password());
    const logins = async (group: string, changes: Partial<LdapSource> = {}) =>
      loginsOf(await read(group, changes));
    const members = async (group: string): Promise<Map<string | undefined, Entry>> =>
      new Map((await read(group)).entries.map((entry) => [entry.login, entry]));

    /** The fault that a read ends with; its message names nobody and holds no password. */
    async function faultOf(reading: Promise<GroupRead>, ...secrets: string[]): Promise<DirectoryFault> {
      const fault = await reading.then(
        () => undefined,
        (error: unknown) => error,
      );
      if (!(fault instanceof DirectoryFault)) throw new Error('It was read', { cause: fault });
      for (const secret of [world.password(), 'alice', 'sales', 'clerk', 'reader', ...secrets])
        expect(fault.message).not.toContain(secret);
      return fault;
    }

    describe('reads a group', () => {
      test('with everyone in it once, as who they are', async () => {
        const sales = await members('sales');
        expect(new Set(sales.keys())).toEqual(new Set(['alice', 'bob', 'carol']));
        expect(new Set([...sales.values()].map(({ id }) => id)).size).toBe(3);
        expect(sales.get('alice')).toMatchObject({ hasMail: true, isDisabled: false });
      });

      test('and says who has no mail address, and who is disabled', async () => {
        const sales = await members('sales');
        expect(sales.get('bob')).toMatchObject({ hasMail: false, isDisabled: false });
        expect(sales.get('carol')).toMatchObject({ hasMail: true, isDisabled: true });
      });

      test('and says which server answered, when it began, and how often it was asked', async () => {
        const before = Date.now();
        const sales = await read('sales');
        expect(sales.server).toMatch(/:\d+$/);
        expect(sales.at).toBeGreaterThanOrEqual(before);
        expect(sales.at).toBeLessThanOrEqual(Date.now());
        expect(sales.searches).toBeGreaterThan(0);
        expect(sales.unread).toEqual([]);
      });

      test('of 2,600, whole', async () => {
        const clerks = await read('clerks');
        expect(new Set(clerks.entries.map(({ id }) => id)).size).toBe(2_600);
        expect(clerks.unread).toEqual([]);
      });

      test('without members as one of nobody', async () => {
        expect((await read('nobody')).entries).toEqual([]);
      });

      test('whose members have odd names', async () => {
        expect(await logins('odd')).toEqual(oddNames.map((_, number) => `odd${number}`));
        expect((await read('odd')).unread).toEqual([]);
      });

      test('that has an odd name itself', async () => {
        expect(await logins('Team, "A" *)(')).toEqual(['alice', 'dave']);
      });

      test('and lists as unread what is no user', async () => {
        const mixed = await read('mixed');
        expect(mixed.entries.map(({ login }) => login)).toEqual(['alice']);
        expect(mixed.unread.map((dn) => dn.toLowerCase())).toEqual([world.dnOf('printer').toLowerCase()]);
      });

      test('and only those members that the user filter lets through', async () => {
        const { userFilter, attributes } = world.source('sales');
        const narrow = {
          userFilter: `(&${userFilter}(|(${attributes.login}=alice)(${attributes.mail}=carol@*)))`,
        };
        expect(await logins('sales', narrow)).toEqual(['alice', 'carol']);
      });
    });

    describe('with groups in a group', () => {
      test('leaves their members out, unless they are wanted', async () => {
        const outer = await read('outer');
        expect(outer.entries.map(({ login }) => login)).toEqual(['alice']);
        expect(outer.unread).toHaveLength(2);
      });

      test('counts their members once each, also when the groups are in each other', async () => {
        const outer = await read('outer', { nested: true });
        expect(loginsOf(outer)).toEqual(['alice', 'dave', 'erin']);
        expect(outer.unread.map((dn) => dn.toLowerCase())).toEqual([world.dnOf('printer').toLowerCase()]);
      });
    });

    describe('finds no group', () => {
      test('under a DN where none is', async () => {
        const { groupDn } = world.source('sales');
        const moved = { groupDn: groupDn.replace(/^[^,]+/, 'cn=gone') };
        expect((await faultOf(read('sales', moved))).reason).toBe('GroupNotFound');
      });

      test('that does not fit the group filter', async () => {
        const other = { groupFilter: '(objectClass=printQueue)' };
        expect((await faultOf(read('sales', other))).reason).toBe('GroupNotFound');
      });

      test('under what is no DN', async () => {
        expect((await faultOf(read('sales', { groupDn: 'the sales people' }))).reason).toBe('GroupNotFound');
      });
    });

    test('takes no search base that is not there', async () => {
      const { searchBase } = world.source('sales');
      const wrong = { searchBase: `ou=nowhere,${searchBase}` };
      expect((await faultOf(read('sales', wrong))).reason).toBe('ReadIncomplete');
    });

    describe('lets nobody in', () => {
      test.each(['wrong', ''])('with the password %j', async (password) => {
        const fault = await faultOf(world.directory.read(world.source('sales'), password));
        expect(fault.reason).toBe('BindFailed');
      });

      test('who is unknown', async () => {
        const { bindUser } = world.source('sales');
        const nobody = { bindUser: bindUser.replace('reader', 'nobody') };
        expect((await faultOf(read('sales', nobody))).reason).toBe('BindFailed');
      });

      test('with the password of before, after it was changed', async () => {
        const before = world.password();
        await world.rotate('Another 1, with "quotes" and ümlauts');
        const fault = await faultOf(world.directory.read(world.source('sales'), before), before);
        expect(fault.reason).toBe('BindFailed');
        expect(await logins('sales')).toHaveLength(3);
      });
    });

    const reasons = {
      refused: 'ServerUnreachable',
      nameless: 'ServerUnreachable',
      silent: 'ServerUnreachable',
      noTls: 'ServerUnreachable',
      unknownAuthority: 'CertificateWrong',
      otherName: 'CertificateWrong',
      expired: 'CertificateWrong',
      cutWhileReading: 'ReadIncomplete',
      stalledWhileReading: 'ReadIncomplete',
    } as const satisfies Record<Mishap, string>;
    // Only who waits for nothing may be in a hurry: the machine may have other things to do.
    const hurry: Partial<Record<Mishap, Partial<LdapSource>>> = {
      silent: { connectMs: 400 },
      stalledWhileReading: { readMs: 2_500 },
    };

    describe('is not read', () => {
      test.each(mishaps)('when it is %s', async (mishap) => {
        const fault = await faultOf(read('clerks', { ...hurry[mishap], ...world.mishap(mishap) }));
        expect(fault.reason).toBe(reasons[mishap]);
      });
    });

    describe('with several servers', () => {
      test.each(['refused', 'silent', 'expired', 'otherName', 'cutWhileReading'] as const)(
        'is read at the second when the first is %s',
        async (mishap) => {
          const second = world.source('clerks').urls;
          const urls = [...(world.mishap(mishap).urls ?? []), ...second];
          const clerks = await read('clerks', { connectMs: 2_000, urls });
          expect(clerks.entries).toHaveLength(2_600);
          expect(second.some((url) => url.endsWith(clerks.server))).toBe(true);
        },
      );

      test('tells of each when none can be read', async () => {
        const urls = [...(world.mishap('refused').urls ?? []), ...(world.mishap('expired').urls ?? [])];
        const fault = await faultOf(read('sales', { urls }));
        expect(fault.reason).toBe('CertificateWrong');
        for (const url of urls) expect(fault.message).toContain(new URL(url).host);
      });

      test('is refused by the one that refuses, whatever was wrong with the one before', async () => {
        const urls = [...(world.mishap('expired').urls ?? []), ...world.source('sales').urls];
        const wrong = world.directory.read(world.source('sales', { urls }), 'wrong');
        expect((await faultOf(wrong)).reason).toBe('BindFailed');
      });
    });

    describe('when it changes', () => {
      test('knows a user by the same id after a new login', async () => {
        const before = (await members('mixed')).get('alice')?.id;
        await world.rename('alice', 'alice.smith');
        // OpenLDAP puts the group's values right a moment later, by a task of its own.
        await vi.waitFor(async () => expect((await members('mixed')).get('alice.smith')?.id).toBe(before), {
          timeout: 5000,
        });
      });

      test('no longer has who left the group', async () => {
        expect(await logins('sales')).toContain('bob');
        await world.leave('sales', 'bob');
        expect(await logins('sales')).not.toContain('bob');
      });
    });

    test('holds what the contract is about', () => {
      expect(Object.keys(scenario.groups)).toHaveLength(9);
    });
  });
}
