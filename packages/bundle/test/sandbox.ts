import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const packageFolder = resolve(import.meta.dirname, '..');

/** A copy of the fixture service that a test may change, with zod where the service can import it. */
export async function sandbox() {
  const root = await mkdtemp(join(tmpdir(), 'cleandesk-bundle-'));
  const service = join(root, 'services/door-service');
  await cp(join(import.meta.dirname, 'fixture/door-service'), service, { recursive: true });
  await symlink(join(packageFolder, 'node_modules'), join(service, 'node_modules'));
  return {
    service,
    generated: join(root, 'terraform/modules/door-service/generated'),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}
