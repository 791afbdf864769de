import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

export type Finished = { code: number; output: string };

/** Runs a program to its end and keeps what it said, both in memory and in a log file. Never throws for its exit code. */
export async function run(command: {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile?: string;
  timeoutMs?: number;
}): Promise<Finished> {
  const { logFile } = command;
  if (logFile) mkdirSync(dirname(logFile), { recursive: true });
  const child = spawn(command.command, command.args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(command.timeoutMs === undefined ? {} : { timeout: command.timeoutMs }),
  });
  let output = '';
  const take = (chunk: Buffer) => {
    output += chunk.toString('utf8');
    if (logFile) appendFileSync(logFile, chunk);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return new Promise((finished, failed) => {
    child.once('error', failed);
    child.once('close', (code) => finished({ code: code ?? 1, output }));
  });
}
