import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { StackRefused } from '../refusals.ts';
import { repositoryRoot } from '../repository.ts';
import { unpackDebian } from './debian-packages.ts';

/** An OpenLDAP server that can be started, wherever its parts lie. */
export type SlapdInstallation = {
  /** Folder of `slapd` and `slapadd`. */
  programs: string;
  modules: string;
  schemas: string;
  env: Record<string, string>;
};

const unpacked = {
  packages: ['slapd'],
  folder: join(repositoryRoot, '.local/slapd'),
  logFile: join(repositoryRoot, '.local/slapd.log'),
  otherwise: 'install OpenLDAP, on Debian and Ubuntu: apt-get install slapd',
} as const;

/**
 * The machine's own slapd, or Debian's package unpacked into the checkout.
 * @throws {StackRefused} with what to install where neither can be had
 */
export async function findSlapd(): Promise<SlapdInstallation> {
  const installed = installationIn('/');
  if (installed) return installed;
  await unpackDebian(unpacked);
  const made = installationIn(unpacked.folder);
  if (made) return made;
  throw new StackRefused(`${unpacked.folder} lacks a part of slapd: remove it, or ${unpacked.otherwise}`);
}

function installationIn(root: string): SlapdInstallation | undefined {
  const programs = join(root, 'usr/sbin');
  const modules = join(root, 'usr/lib/ldap');
  const schemas = join(root, 'etc/ldap/schema');
  const parts = [join(programs, 'slapd'), join(modules, 'back_mdb.so'), join(schemas, 'nis.schema')];
  if (!parts.every((path) => existsSync(path))) return undefined;
  return { programs, modules, schemas, env: root === '/' ? {} : { LD_LIBRARY_PATH: libraries(root) } };
}

/** `usr/lib/x86_64-linux-gnu` and the like, as the machine is. */
function libraries(root: string): string {
  const lib = join(root, 'usr/lib');
  return readdirSync(lib)
    .filter((name) => name.includes('-linux-'))
    .map((name) => join(lib, name))
    .join(':');
}
