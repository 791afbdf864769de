import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { down, type Progress, type StackEnvironment, up } from '@cleandesk/launcher';

/** Shorter than the local stack's own times, so that all stories fit into minutes; and all of them share one account's rate. */
export const times = {
  graceSeconds: 5,
  speed: 150,
  callsPerSecond: 20,
  rehearsal: true,
  directory: true,
  portal: true,
  /** Long enough for who decides, and short enough to see that nobody did. */
  portalExpirySeconds: 150,
} as const;

/** Nobody asks a directory during a chaos; and with one, of two stacks at a time one is at another port, and deployed anew. */
export const chaosTimes = { ...times, directory: false, portal: false } as const;

/** A stack of the stories' own. */
export type StoryStack = {
  dir: string;
  /** Starts it on free ports. Rejects with what went wrong, or `Interrupted`. */
  start: (told: Progress, asked: AbortSignal) => Promise<StackEnvironment>;
  /** Ends whatever runs of it, and leaves nothing but the snapshot of its deployment, for the next one. */
  stop: () => Promise<void>;
};

export function storyStack(settings: typeof times | typeof chaosTimes = times): StoryStack {
  const dir = mkdtempSync(join(tmpdir(), 'cleandesk-stories-'));
  return {
    dir,
    start: (told, asked) => up({ dir, basePort: 0, cloudPort: 0, ...settings }, told, asked),
    stop: async () => {
      await down({ dir });
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
