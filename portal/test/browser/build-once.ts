import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPortal } from '../../scripts/build.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    folder: string;
  }
}

/** What is tested is what is deployed, in a folder of its own: another build may run meanwhile. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'cleandesk-portal-'));
  await buildPortal(folder);
  project.provide('folder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
