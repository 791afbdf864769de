import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LdapSource } from '../../src/domain/group.ts';
import { DirectoryFault } from '../../src/ports.ts';
import { extendedResponse, requestsIn } from '../directories/ldap-server-messages.ts';
import { portOf } from '../directories/mishaps.ts';
import { adding, openldapWorld } from '../directories/openldap-world.ts';
import { scenario } from '../directories/world.ts';
import { directoryContract } from '../directory-contract.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'cleandesk-slapd-'));

directoryContract('OpenLDAP', () => openldapWorld(scenario, { folder: folder(), overlays: false }));
directoryContract('OpenLDAP with memberof and refint', () =>
  openldapWorld(scenario, { folder: folder(), overlays: true }),
);

describe('OpenLDAP', () => {
  let world: Awaited<ReturnType<typeof openldapWorld>>;
  beforeAll(async () => {
    world = await openldapWorld(scenario, { folder: folder(), overlays: true });
  });
  afterAll(() => world.close());

  const read = (group: string, changes: Partial<LdapSource> = {}) =>
    world.directory.read(world.source(group, changes), world.password());
  const reasonOf = async (reading: Promise<unknown>) => {
    const fault: unknown = await reading.catch((error: unknown) => error);
    return fault instanceof DirectoryFault ? fault.reason : fault;
  };

  test('is asked for 100 members at a time, so that no limit of its own is met', async () => {
    const clerks = await read('clerks');
    expect(clerks.entries).toHaveLength(2_600);
    expect(clerks.searches).toBe(27);
  });

  test('is read after StartTLS, with the certificate checked as ever', async () => {
    const urls = [world.slapd.plainUrl];
    expect((await read('sales', { urls })).entries).toHaveLength(3);
    const { ca } = world.mishap('unknownAuthority');
    expect(await reasonOf(read('sales', { urls, ...(ca === undefined ? {} : { ca }) }))).toBe(
      'CertificateWrong',
    );
  });

  test('does not get a password where it takes no StartTLS', async () => {
    // A server that speaks TLS at once takes the wish for it for nonsense.
    const urls = [world.slapd.url.replace('ldaps:', 'ldap:')];
    expect(await reasonOf(read('sales', { urls, connectMs: 1_000 }))).toBe('ServerUnreachable');
  });

  test('is left where it refuses StartTLS', async () => {
    const heard: number[] = [];
    const server = createServer((socket) => {
      socket
        .on('error', () => undefined)
        .on('data', (bytes: Buffer) => {
          heard.push(bytes.length);
          for (const { messageId } of requestsIn(bytes).requests)
            socket.write(extendedResponse(messageId, { status: 2 }));
        });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const reading = read('sales', { urls: [`ldap://127.0.0.1:${portOf(server)}`], connectMs: 1_000 });
    await expect(reading).rejects.toThrow('does not take StartTLS');
    server.close();
    // The wish for it and the goodbye; no hello of TLS, and no password.
    expect(heard.reduce((sum, length) => sum + length, 0)).toBeLessThan(60);
  });

  test('finds members however the group writes their names', async () => {
    const written = ['UID=Dave , OU=People,dc=example,dc=com', 'uid=\\65rin,ou=people,DC=EXAMPLE,dc=com'];
    const nobody = 'uid=nobody,ou=people,dc=example,dc=com';
    await world.asAdmin(async (client) => {
      for (const dn of [...written, nobody]) await client.modify(world.dnOf('sales'), adding('member', dn));
    });
    const sales = await read('sales');
    expect(sales.entries.map(({ login }) => login)).toEqual(
      expect.arrayContaining(['alice', 'bob', 'carol', 'dave', 'erin']),
    );
    expect(sales.entries).toHaveLength(5);
    expect(sales.unread).toEqual([nobody]);
    // Each goes by the name that stands in the group, which is what remains of it there when nobody may read it.
    const { unread: listed } = await read('sales', { userFilter: '(uid=none)' });
    expect(new Set(listed)).toEqual(new Set([...sales.entries.map(({ dn }) => dn), nobody]));
  });

  test('leaves out who lies outside of the search base, and says so', async () => {
    const elsewhere = await read('odd', { searchBase: 'ou=things,dc=example,dc=com' });
    expect(elsewhere.entries).toEqual([]);
    expect(elsewhere.unread).toHaveLength(scenario.groups.odd?.length ?? 0);
  });

  test('may list logins instead of names, as in posixGroup', async () => {
    await world.asAdmin((client) =>
      client.add('cn=unix,ou=groups,dc=example,dc=com', {
        objectClass: 'posixGroup',
        cn: 'unix',
        gidNumber: '1000',
        memberUid: ['carol', 'erin', 'nobody', '*', 'a)(uid=*'],
      }),
    );
    const source = world.source('sales', {
      groupDn: 'cn=unix,ou=groups,dc=example,dc=com',
      groupFilter: '(objectClass=posixGroup)',
    });
    const unix = await world.directory.read(
      { ...source, attributes: { ...source.attributes, member: 'memberUid' } },
      world.password(),
    );
    expect(unix.entries.map(({ login }) => login)).toEqual(['carol', 'erin']);
    expect(new Set(unix.unread)).toEqual(new Set(['nobody', '*', 'a)(uid=*']));
  });

  test('is not read when it ends in the middle, nor while it is down', async () => {
    const reading = read('clerks', { readMs: 5_000 });
    const reason = reasonOf(reading);
    await world.slapd.stop();
    expect(['ReadIncomplete', 'ServerUnreachable']).toContain(await reason);
    expect(await reasonOf(read('clerks'))).toBe('ServerUnreachable');
  });
});
