import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { putAlarms, readAlarms } from './cloud-alarms.ts';
import { isFree } from './ports.ts';
import { repositoryRoot, type StackPaths, sharedFolders } from './repository.ts';
import { type Settings, type StackState, stackSettings } from './state.ts';

/**
 * A deployment as it was before anybody used it. Deploying takes a minute, most of which Terraform waits for queues
 * that are long there (five looks, five seconds apart); putting this back takes a second.
 */
const snapshotShape = z.object({
  /** Of the code that keeps and reads state: what one version wrote, another may not understand. */
  emulators: z.string(),
  basePort: z.number(),
  cloudPort: z.number(),
  settings: stackSettings,
  deployment: z.object({ fingerprint: z.string(), outputs: z.record(z.string(), z.unknown()) }),
  alarms: z.array(z.record(z.string(), z.unknown())),
});
export type Snapshot = z.infer<typeof snapshotShape>;

/** A snapshot and where it lies. */
export type KeptSnapshot = { folder: string; snapshot: Snapshot };

/** At most this many are kept: one each for the stack of every day, the stories, the demo, and one to spare. */
const mostKept = 4;

/** All snapshots that these emulators can read, the newest first. Stacks of one checkout share them. */
export function findSnapshots(home: string = sharedFolders.snapshots): KeptSnapshot[] {
  if (!existsSync(home)) return [];
  return readdirSync(home)
    .map((name) => join(home, name))
    .filter((folder) => existsSync(join(folder, 'snapshot.json')))
    .toSorted(newestFirst)
    .flatMap((folder) => {
      const content: unknown = JSON.parse(readFileSync(join(folder, 'snapshot.json'), 'utf8'));
      const snapshot = snapshotShape.safeParse(content).data;
      return snapshot?.emulators === emulatorsHash() ? [{ folder, snapshot }] : [];
    });
}

/**
 * The snapshot to put back: one at the wanted ports, or where any port will do at ports that are free, since addresses
 * are part of what was deployed. One with the same settings is liked best: nothing of it has to be applied again.
 */
export async function usableSnapshot(
  wanted: { basePort: number; cloudPort: number },
  settings: Settings,
  home?: string,
): Promise<KeptSnapshot | undefined> {
  const fits = async (port: number, of: number) => (port === 0 || port === of) && (await isFree(of));
  const usable: KeptSnapshot[] = [];
  for (const kept of findSnapshots(home)) {
    const { basePort, cloudPort } = kept.snapshot;
    if ((await fits(wanted.basePort, basePort)) && (await fits(wanted.cloudPort, cloudPort)))
      usable.push(kept);
  }
  return usable.find(({ snapshot }) => areDeployedAlike(snapshot.settings, settings)) ?? usable[0];
}

const areDeployedAlike = (one: Settings, other: Settings): boolean =>
  isDeepStrictEqual(deployedOf(one), deployedOf(other));

/** The speed is the desktop cloud's alone; all else is part of what is deployed. What is undefined was never written down. */
const deployedOf = (settings: Settings): unknown => JSON.parse(JSON.stringify({ ...settings, speed: 0 }));

/**
 * Keeps what stands. The base emulator must be stopped: it writes its state when it ends.
 * Written beside and renamed, so that there is a whole snapshot or none.
 */
export async function keepSnapshot(
  paths: StackPaths,
  state: StackState,
  cloudUrl: string,
  home: string = sharedFolders.snapshots,
): Promise<void> {
  if (!state.base || !state.cloud || !state.deployment || !state.settings) return;
  const folder = join(home, `${state.base.port}-${state.cloud.port}`);
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  for (const kept of keptPaths(paths)) {
    if (existsSync(kept)) cpSync(kept, join(draft, nameIn(paths, kept)), { recursive: true });
  }
  const snapshot: Snapshot = {
    emulators: emulatorsHash(),
    basePort: state.base.port,
    cloudPort: state.cloud.port,
    settings: state.settings,
    deployment: state.deployment,
    alarms: await readAlarms(cloudUrl),
  };
  writeFileSync(join(draft, 'snapshot.json'), JSON.stringify(snapshot));
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  for (const old of readdirSync(home)
    .map((name) => join(home, name))
    .toSorted(newestFirst)
    .slice(mostKept)) {
    rmSync(old, { recursive: true, force: true });
  }
}

/** Puts the files back, before the emulators start. */
export function putBackFiles(paths: StackPaths, { folder }: KeptSnapshot): void {
  for (const kept of keptPaths(paths)) {
    const from = join(folder, nameIn(paths, kept));
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(dirname(kept), { recursive: true });
    if (existsSync(from)) cpSync(from, kept, { recursive: true });
  }
}

/** Puts back what the desktop cloud does not keep itself, after it has started. */
export async function putBackAlarms({ snapshot }: KeptSnapshot, cloudUrl: string): Promise<void> {
  await putAlarms(cloudUrl, snapshot.alarms);
}

function newestFirst(a: string, b: string): number {
  return statSync(b).mtimeMs - statSync(a).mtimeMs;
}

function keptPaths(paths: StackPaths): string[] {
  return [paths.baseState, paths.cloudData, paths.terraformState];
}

function nameIn(paths: StackPaths, path: string): string {
  return path.slice(paths.root.length + 1).replaceAll('/', '_');
}

function emulatorsHash(): string {
  const hash = createHash('sha256');
  // What the desktop cloud keeps is read by what wrote it.
  const files = globSync(
    ['emulators/launcher/base/*', 'emulators/desktop-cloud/src/{scheduler,state,workspaces}/**/*.ts'],
    { cwd: repositoryRoot },
  );
  for (const file of files.toSorted()) hash.update(file).update(readFileSync(join(repositoryRoot, file)));
  return hash.digest('hex');
}
