import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BundleRefused } from './refusals.ts';

/** The folder that holds the workspace file, from `folder` upwards. */
export function findRepositoryRoot(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'pnpm-workspace.yaml'))) return at;
    if (at === dirname(at)) throw new BundleRefused(`No pnpm-workspace.yaml above ${folder}.`);
  }
}
