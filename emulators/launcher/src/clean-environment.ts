import { delimiter } from 'node:path';
import { workspaceBin } from './repository.ts';

const kept = ['HOME', 'LANG', 'LC_ALL', 'TZ', 'USER', 'http_proxy', 'https_proxy', 'no_proxy'];

/**
 * The environment that emulators start with: the workspace's Node.js first on PATH and nothing of the person's own.
 * MiniStack hands its environment on to the functions, and a profile or an endpoint in it would change what they do.
 */
export function cleanEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  const environment: Record<string, string> = {
    PATH: [workspaceBin, process.env.PATH ?? ''].join(delimiter),
  };
  for (const name of kept) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return { ...environment, ...extra };
}
