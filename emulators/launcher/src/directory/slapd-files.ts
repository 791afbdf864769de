import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerCertificate } from './certificates.ts';
import { type DirectoryEntry, ldifOf } from './ldif.ts';

export const baseDn = 'dc=example,dc=com';
/** May change everything. */
export const admin = { bindUser: `cn=admin,${baseDn}`, password: 'admin of a directory for tests' };
/** May read everything. */
export const reader = { bindUser: `cn=reader,${baseDn}`, password: 'reader of a directory for tests' };

export type SlapdFiles = {
  /** Where they are written. What was there is removed. */
  folder: string;
  /** The folder as slapd will see it. */
  seenAt: string;
  modules: string;
  schemas: string;
  /** PEM. */
  ca: string;
  certificate: ServerCertificate;
  /** `memberOf` is kept, and names that go are taken out of groups. */
  overlays: boolean;
  /** Loaded in this order, below the base. */
  entries: Iterable<DirectoryEntry>;
};

/** All that a slapd needs to begin: `slapd.conf`, certificates, an empty folder for data, and `entries.ldif` for slapadd. */
export function writeSlapdFiles(wanted: SlapdFiles): void {
  const { folder, ca, certificate, entries } = wanted;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'data'), { recursive: true });
  const secret = { mode: 0o600 };
  writeFileSync(join(folder, 'ca.pem'), ca);
  writeFileSync(join(folder, 'server.pem'), certificate.certificate);
  writeFileSync(join(folder, 'server.key'), certificate.key, secret);
  writeFileSync(join(folder, 'slapd.conf'), configurationOf(wanted), secret);
  writeFileSync(join(folder, 'entries.ldif'), ldifOf([...firstEntries, ...entries]), secret);
}

const firstEntries: readonly DirectoryEntry[] = [
  { dn: baseDn, attributes: { objectClass: ['dcObject', 'organization'], dc: 'example', o: 'Example' } },
  {
    dn: reader.bindUser,
    attributes: {
      objectClass: ['organizationalRole', 'simpleSecurityObject'],
      cn: 'reader',
      userPassword: reader.password,
    },
  },
];

function configurationOf({ seenAt: folder, schemas, modules, overlays }: SlapdFiles): string {
  const quoted = (path: string) => JSON.stringify(path);
  return [
    ...['core', 'cosine', 'inetorgperson', 'nis'].map(
      (name) => `include ${quoted(join(schemas, `${name}.schema`))}`,
    ),
    `modulepath ${quoted(modules)}`,
    'moduleload back_mdb',
    ...(overlays ? ['moduleload memberof', 'moduleload refint'] : []),
    // Without these attributes in the schema nothing could be said to be disabled.
    'moduleload ppolicy',
    `pidfile ${quoted(join(folder, 'slapd.pid'))}`,
    `argsfile ${quoted(join(folder, 'slapd.args'))}`,
    `TLSCACertificateFile ${quoted(join(folder, 'ca.pem'))}`,
    `TLSCertificateFile ${quoted(join(folder, 'server.pem'))}`,
    `TLSCertificateKeyFile ${quoted(join(folder, 'server.key'))}`,
    // Nobody who has not proved who he is reads anything, and nobody is let in unencrypted.
    'security simple_bind=128',
    'access to attrs=userPassword by anonymous auth by * none',
    'access to * by users read by * none',
    'database mdb',
    `maxsize ${2 ** 30}`,
    `suffix ${quoted(baseDn)}`,
    `rootdn ${quoted(admin.bindUser)}`,
    `rootpw ${quoted(admin.password)}`,
    `directory ${quoted(join(folder, 'data'))}`,
    'dbnosync',
    'index objectClass,uid,cn,member eq',
    'overlay ppolicy',
    ...(overlays ? ['overlay memberof', 'overlay refint', 'refint_attributes member'] : []),
    '',
  ].join('\n');
}
