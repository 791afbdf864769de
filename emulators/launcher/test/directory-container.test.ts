import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { directoryUrlInContainers, seenAt } from '../src/directory/container.ts';
import { firstPeople } from '../src/directory/first-people.ts';
import { writeSlapdFiles } from '../src/directory/slapd-files.ts';
import { repositoryRoot } from '../src/repository.ts';
import { temporaryFolder } from './temporary-folder.ts';

// Docker is not everywhere where tests run: what is written in several places has to agree at least.

const compose = readFileSync(join(repositoryRoot, 'docker-compose.yml'), 'utf8');
const start = readFileSync(join(repositoryRoot, 'emulators/launcher/openldap/start.sh'), 'utf8');

test('functions reach the directory by the name and at the port that docker-compose.yml gives it', () => {
  const { hostname, port, protocol } = new URL(directoryUrlInContainers);
  expect(compose).toMatch(new RegExp(`^  ${hostname}:$`, 'm'));
  expect(compose).toContain(`:${port}"`);
  expect(start).toContain(`-h ${protocol}//0.0.0.0:${port}`);
});

test('the container finds its settings where they say that it is, and nothing in them is of this machine', () => {
  using temporary = temporaryFolder();
  const folder = join(temporary.path, 'directory');
  writeSlapdFiles({
    folder,
    seenAt,
    modules: '/usr/lib/ldap',
    schemas: '/etc/ldap/schema',
    ca: 'PEM',
    certificate: { certificate: 'PEM', key: 'PEM' },
    overlays: true,
    entries: firstPeople(),
  });
  const settings = readFileSync(join(folder, 'slapd.conf'), 'utf8');
  expect(start).toContain(`own=${seenAt}\n`);
  expect(settings).toContain(`TLSCertificateKeyFile "${seenAt}/server.key"`);
  expect(settings).not.toContain(folder);
  for (const secret of ['server.key', 'slapd.conf', 'entries.ldif'])
    expect(statSync(join(folder, secret)).mode & 0o077, `${secret} is nobody else's to read`).toBe(0);
});
