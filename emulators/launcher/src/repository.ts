import { isAbsolute, join, resolve } from 'node:path';

/** The checkout's top folder. */
export const repositoryRoot = resolve(import.meta.dirname, '../../..');

/** Where the workspace's own Node.js and build tools lie. */
export const workspaceBin = join(repositoryRoot, 'node_modules/.bin');

/** What all stacks of this checkout have in common: made once, kept by `down`. */
export const sharedFolders = {
  venv: join(repositoryRoot, '.local/venv'),
  providers: join(repositoryRoot, '.local/terraform-plugins'),
} as const;

/** The folders and files of one stack. */
export function stackPaths(dir: string) {
  const root = isAbsolute(dir) ? dir : resolve(repositoryRoot, dir);
  return {
    root,
    stateFile: join(root, 'stack.json'),
    lockFile: join(root, 'up.lock'),
    logs: join(root, 'logs'),
    baseTemp: join(root, 'base-temp'),
    cloudData: join(root, 'desktop-cloud'),
    terraform: join(root, 'terraform'),
  } as const;
}
export type StackPaths = ReturnType<typeof stackPaths>;
