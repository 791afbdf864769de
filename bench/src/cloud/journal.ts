import { statSync } from 'node:fs';
import { join } from 'node:path';
import { since, standingFleet } from './fleet.ts';
import { type Running, started } from './process.ts';

/** Leaves a fleet in a journal, as a server would that ran for an hour. */
export async function journalOf(desktops: number, folder: string): Promise<void> {
  const { cloud } = await standingFleet(desktops, folder);
  cloud.close();
}

/** From the start of the process until it answers. */
export async function restart(
  desktops: number,
  folder: string,
): Promise<{ running: Running; desktops: number; MB: number; seconds: number }> {
  const begun = performance.now();
  const running = await started(['--state', folder, '--no-throttle', '--speed', '1', '--users', '50']);
  const seconds = since(begun);
  const MB = Math.round(statSync(join(folder, 'workspaces.jsonl')).size / 1e6);
  return { running, desktops, MB, seconds };
}
