import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { putAlarms, readAlarms } from './cloud-alarms.ts';
import { repositoryRoot, type StackPaths } from './repository.ts';
import type { StackState } from './state.ts';

/**
 * A deployment as it was before anybody used it. Deploying takes a minute, most of which Terraform waits for queues
 * that are long there (five looks, five seconds apart); putting this back takes a second.
 */
const snapshotShape = z.object({
  /** Of the code that keeps and reads state: what one version wrote, another may not understand. */
  emulators: z.string(),
  basePort: z.number(),
  cloudPort: z.number(),
  deployment: z.object({ fingerprint: z.string(), outputs: z.record(z.string(), z.unknown()) }),
  alarms: z.array(z.record(z.string(), z.unknown())),
});
export type Snapshot = z.infer<typeof snapshotShape>;

/** The snapshot of this stack, if these emulators can read it. */
export function findSnapshot(paths: StackPaths): Snapshot | undefined {
  const file = join(paths.snapshot, 'snapshot.json');
  if (!existsSync(file)) return undefined;
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const found = snapshotShape.safeParse(content).data;
  return found?.emulators === emulatorsHash() ? found : undefined;
}

/**
 * Keeps what stands. The base emulator must be stopped: it writes its state when it ends.
 * Written beside and renamed, so that there is a whole snapshot or none.
 */
export async function keepSnapshot(paths: StackPaths, state: StackState, cloudUrl: string): Promise<void> {
  if (!state.base || !state.cloud || !state.deployment) return;
  const draft = `${paths.snapshot}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  for (const kept of keptPaths(paths)) {
    if (existsSync(kept)) cpSync(kept, join(draft, nameIn(paths, kept)), { recursive: true });
  }
  const snapshot: Snapshot = {
    emulators: emulatorsHash(),
    basePort: state.base.port,
    cloudPort: state.cloud.port,
    deployment: state.deployment,
    alarms: await readAlarms(cloudUrl),
  };
  writeFileSync(join(draft, 'snapshot.json'), JSON.stringify(snapshot));
  rmSync(paths.snapshot, { recursive: true, force: true });
  renameSync(draft, paths.snapshot);
}

/** Puts the files back, before the emulators start. */
export function putBackFiles(paths: StackPaths): void {
  for (const kept of keptPaths(paths)) {
    const from = join(paths.snapshot, nameIn(paths, kept));
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(dirname(kept), { recursive: true });
    if (existsSync(from)) cpSync(from, kept, { recursive: true });
  }
}

/** Puts back what the desktop cloud does not keep itself, after it has started. */
export async function putBackAlarms(snapshot: Snapshot, cloudUrl: string): Promise<void> {
  await putAlarms(cloudUrl, snapshot.alarms);
}

function keptPaths(paths: StackPaths): string[] {
  return [paths.baseState, paths.cloudData, paths.terraformState];
}

function nameIn(paths: StackPaths, path: string): string {
  return path.slice(paths.root.length + 1).replaceAll('/', '_');
}

function emulatorsHash(): string {
  const hash = createHash('sha256');
  const files = globSync(['emulators/launcher/base/*', 'emulators/desktop-cloud/src/scheduler/*.ts'], {
    cwd: repositoryRoot,
  });
  for (const file of files.toSorted()) hash.update(file).update(readFileSync(join(repositoryRoot, file)));
  return hash.digest('hex');
}
