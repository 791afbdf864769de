import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  defaults,
  down,
  environment,
  type Progress,
  repositoryRoot,
  type StackEnvironment,
  status,
  up,
} from '@cleandesk/launcher';

export type Times = { graceSeconds: number; speed: number };

/** The stack that the demo is played on. */
export type Ground = Times & {
  stack: StackEnvironment;
  /** Folder of its state, relative to the checkout. */
  dir: string;
  /** Made for this demo, and so taken down after it. */
  isOurs: boolean;
};

const withoutMembers = 'so nobody joins or leaves a group';

/** Faster than the local stack's own, so that the whole story takes a minute. The grace outlasts an alarm period. */
export const demoTimes: Times = { graceSeconds: 15, speed: 240 };

/**
 * The stack of `scripts/local` when it is up, else one of our own on free ports, in a folder of its own.
 * @param wanted times that somebody asked for: a stack that is up has its own, so it is left alone then.
 */
export async function findGround(
  wanted: Partial<Times>,
  dir: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<Ground> {
  const standing = Object.keys(wanted).length === 0 ? await status() : undefined;
  if (standing?.up && standing.deployed && standing.settings) {
    progress.note('the stack that is up is used, and left as it is');
    if (!standing.settings.directory)
      progress.note(
        'it has no directory (./scripts/local up --directory), so nobody joins or leaves a group',
      );
    if (!standing.settings.portal)
      progress.note('it has no portal (./scripts/local up --portal), so nobody asks there');
    return { stack: environment(), dir: defaults.dir, isOurs: false, ...standing.settings };
  }
  const times = { ...demoTimes, ...wanted };
  const stack = await up(
    { dir, basePort: 0, cloudPort: 0, directory: 'wherePossible', portal: true, ...times },
    progress,
    signal,
  );
  if (stack.directory === undefined) progress.note(withoutMembers);
  return { stack, dir, isOurs: true, ...times };
}

/** A folder for one stack; two demos at the same time have two. */
export const ownFolder = (): string => join('.local', `demo-${randomUUID().slice(0, 8)}`);

/** Takes down whatever stands in our folder, also after a start that was cut short. */
export async function leaveGround(dir: string): Promise<void> {
  await down({ dir });
  rmSync(join(repositoryRoot, dir), { recursive: true, force: true });
}
