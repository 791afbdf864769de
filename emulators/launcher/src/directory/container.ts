import { docker, lastLines } from '../docker.ts';
import { StackRefused } from '../refusals.ts';
import type { StackPaths } from '../repository.ts';
import { certificateOfThisCheckout } from './checkout-certificate.ts';
import { firstPeople } from './first-people.ts';
import { writeSlapdFiles } from './slapd-files.ts';

/** Its name in the network of the containers, and the port there. */
export const directoryUrlInContainers = 'ldaps://directory:1636';
/** Where emulators/launcher/openldap/start.sh puts what it is given. */
export const seenAt = '/var/lib/ldap/stack';

/**
 * Starts Debian's slapd in a container, as docker-compose.yml says, with the settings, certificate and people of a stack's own.
 * @throws {StackRefused} when it does not answer
 */
export async function startDirectoryContainer(paths: StackPaths, port: number): Promise<{ port: number }> {
  const tls = await certificateOfThisCheckout();
  writeSlapdFiles({
    folder: paths.directory,
    seenAt,
    // As Debian's package has them.
    modules: '/usr/lib/ldap',
    schemas: '/etc/ldap/schema',
    ca: tls.ca,
    certificate: tls,
    overlays: true,
    entries: firstPeople(),
  });
  const env = { ...process.env, DIRECTORY_FOLDER: paths.directory, DIRECTORY_PORT: String(port) };
  const started = await docker(
    ['compose', 'up', '--detach', '--build', '--force-recreate', '--wait', 'directory'],
    env,
  );
  if (started.code !== 0)
    throw new StackRefused('docker compose could not start the directory:', lastLines(started.output));
  return { port };
}
