import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** The checkout's top folder. */
export const repositoryRoot = resolve(import.meta.dirname, '../../..');

/** Where the workspace's own Node.js and build tools lie. */
export const workspaceBin = join(repositoryRoot, 'node_modules/.bin');

/** What all stacks of this checkout have in common: made once, kept by `down`. */
export const sharedFolders = {
  venv: join(repositoryRoot, '.local/venv'),
  providers: join(repositoryRoot, '.local/terraform-plugins'),
  snapshots: join(repositoryRoot, '.local/snapshots'),
  /** Of what is built, only the lock. */
  built: join(repositoryRoot, '.local/built'),
  directoryTls: join(repositoryRoot, '.local/directory-tls'),
  portalPasswords: join(repositoryRoot, '.local/portal-passwords.json'),
} as const;

/** The folders and files of one stack. */
export function stackPaths(dir: string) {
  const root = isAbsolute(dir) ? dir : resolve(repositoryRoot, dir);
  const mark = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return {
    root,
    stateFile: join(root, 'stack.json'),
    lockFile: join(root, 'up.lock'),
    logs: join(root, 'logs'),
    /**
     * Functions are unpacked here, in a folder for each base emulator that runs, named by its process id. Not in the checkout: its package.json would make CommonJS of theirs into modules,
     * and its node_modules would lend them what their bundle lacks.
     */
    baseTemp: join(tmpdir(), `cleandesk-functions-${mark}`),
    baseState: join(root, 'base'),
    cloudData: join(root, 'desktop-cloud'),
    directory: join(root, 'directory'),
    /** What the server of the portal's files is told of the deployment. */
    portalSettings: join(root, 'portal.json'),
    terraform: join(root, 'terraform'),
    terraformState: join(root, 'terraform/terraform.tfstate'),
  } as const;
}
export type StackPaths = ReturnType<typeof stackPaths>;
