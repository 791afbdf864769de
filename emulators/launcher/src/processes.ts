import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { until } from './requests.ts';

/** A process that we started. The start token tells it from a later one that got the same pid. */
export const ownedProcess = z.object({ pid: z.number().int().positive(), startToken: z.string().min(1) });
export type OwnedProcess = z.infer<typeof ownedProcess>;

/** A program that is started to stay. */
export type Program = {
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  logFile: string;
};

/**
 * Starts a program that stays, and waits until it answers. Undefined when it does not within `patienceMs`, or has died:
 * then nothing of it is left, and neither is when the wait is interrupted.
 * @param begun hears of the process before anybody waits for it: who writes it down then loses none that goes on alone
 */
export async function startAnswering(
  program: Program,
  answers: () => Promise<boolean>,
  patienceMs: number,
  begun: (process: OwnedProcess) => void,
): Promise<OwnedProcess | undefined> {
  const started = await startDetached(program);
  begun(started);
  let stays = false;
  try {
    stays = await until(answers, patienceMs, () => !isRunning(started));
    return stays ? started : undefined;
  } finally {
    if (!stays) await stop(started);
  }
}

/**
 * Starts a program that outlives this one: a process group of its own, output in a log file.
 * Throws when it can't be started at all; one that dies later is seen by `isRunning`.
 */
export async function startDetached(run: Program): Promise<OwnedProcess> {
  mkdirSync(dirname(run.logFile), { recursive: true });
  const log = openSync(run.logFile, 'w');
  try {
    const child = spawn(run.command, run.args, {
      cwd: run.cwd,
      env: run.env,
      detached: true,
      stdio: ['ignore', log, log],
    });
    await new Promise<void>((started, failed) => {
      child.once('spawn', started);
      child.once('error', failed);
    });
    child.unref();
    if (child.pid === undefined) throw new Error(`${run.command} has no process id`);
    return { pid: child.pid, startToken: startTokenOf(child.pid) ?? 'gone' };
  } finally {
    closeSync(log);
  }
}

/** Whether this very process still runs; a later one with its pid does not count, nor does a zombie. */
export function isRunning(owned: OwnedProcess): boolean {
  return startTokenOf(owned.pid) === owned.startToken;
}

/**
 * Ends a process that we started, with all it started itself (the emulator's warm functions are in its group).
 * Asks first, and after `patienceMs` insists. Anything that is not ours is left alone.
 */
export async function stop(owned: OwnedProcess, patienceMs = 5_000): Promise<void> {
  if (!isRunning(owned)) return;
  signalGroup(owned.pid, 'SIGTERM');
  const deadline = Date.now() + patienceMs;
  while (isRunning(owned) && Date.now() < deadline) await sleep(50);
  // The group may outlive its leader, and its id can't be given away while it does.
  signalGroup(owned.pid, 'SIGKILL');
  while (isRunning(owned)) await sleep(20);
}

/** The time a process began, in the kernel's own words; undefined when there is none (or only its remains). */
export function startTokenOf(pid: number): string | undefined {
  if (!existsSync('/proc/self/stat')) return startTimeFromPs(pid);
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The program's name is in brackets and may hold anything: what follows the last one is regular.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' || state === 'X' ? undefined : fields[18];
}

/** macOS has no /proc. */
function startTimeFromPs(pid: number): string | undefined {
  const listed = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
  }).stdout.trim();
  return listed === '' || listed.startsWith('Z') ? undefined : listed.replace(/^\S+\s+/, '');
}

/** Signals a process group by its leader's pid; one that is gone is left alone. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return undefined;
    throw error;
  }
}

/** Whether it is the system's error of this name, e.g. `ESRCH`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
