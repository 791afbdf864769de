import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { giveUpIfInterrupted, interruption } from './interruption.ts';
import { signalGroup } from './processes.ts';

export type Finished = { code: number; output: string };

/** ms that a program gets to end by itself: Terraform writes down what it has made until then. */
const endsWithinMs = 10_000;

/**
 * Runs a program to its end and keeps what it said, both in memory and in a log file. Never throws for its exit code;
 * throws `Interrupted` when the work that it is part of was ended, after the program has.
 */
export async function run(command: {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile?: string;
  timeoutMs?: number;
}): Promise<Finished> {
  giveUpIfInterrupted();
  const { logFile } = command;
  if (logFile) mkdirSync(dirname(logFile), { recursive: true });
  const signal = interruption();
  const child = spawn(command.command, command.args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that all it started can be ended with it. Without a signal nobody would end that group:
    // then it stays in ours, which Ctrl-C ends.
    detached: signal !== undefined,
    ...(command.timeoutMs === undefined ? {} : { timeout: command.timeoutMs }),
  });
  let output = '';
  const take = (chunk: Buffer) => {
    output += chunk.toString('utf8');
    if (logFile) appendFileSync(logFile, chunk);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const release = endWith(signal, child);
  try {
    const code = await new Promise<number>((finished, failed) => {
      child.once('error', failed);
      child.once('close', (exit) => finished(exit ?? 1));
    });
    giveUpIfInterrupted();
    return { code, output };
  } finally {
    release();
  }
}

/** Ends the program's group when the signal aborts: asks as Ctrl-C does, which Terraform's providers outlive, then insists. */
function endWith(signal: AbortSignal | undefined, child: ChildProcess): () => void {
  let insisting: NodeJS.Timeout | undefined;
  const end = (): void => {
    const { pid } = child;
    if (pid === undefined) return;
    signalGroup(pid, 'SIGINT');
    insisting = setTimeout(() => signalGroup(pid, 'SIGKILL'), endsWithinMs);
  };
  signal?.addEventListener('abort', end, { once: true });
  return () => {
    signal?.removeEventListener('abort', end);
    clearTimeout(insisting);
  };
}
