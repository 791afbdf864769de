import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const cli = join(import.meta.dirname, '../../../emulators/desktop-cloud/src/cli.ts');

/** A desktop cloud in a process of its own. */
export type Running = { url: string; stop(): Promise<void> };

/** @throws Error when it ends before it listens */
export async function started(args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [cli, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const line = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  const [, url] = /"listening":"([^"]+)"/.exec(String(line[0])) ?? [];
  if (url === undefined) throw new Error('the desktop cloud did not start');
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
