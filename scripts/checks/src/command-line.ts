import { spawn } from 'node:child_process';
import { repositoryRoot } from '@cleandesk/launcher';
import { type Counts, none } from './counts.ts';
import type { Outcome } from './step.ts';

export type CommandOptions = { cwd?: string; env?: NodeJS.ProcessEnv; input?: string };

/** Runs a command of the workspace to its end. What it said on either stream is the output. */
export async function execute(
  command: readonly [string, ...string[]],
  options: CommandOptions = {},
): Promise<{ code: number; output: string }> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: options.cwd ?? repositoryRoot,
    env: options.env ?? process.env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(options.input);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number>((closed, failed) => {
    child.once('error', failed);
    child.once('close', (exit) => closed(exit ?? 1));
  });
  return { code, output: Buffer.concat(chunks).toString('utf8') };
}

/** A check that is right or not: it counts as one test. */
export async function check(
  command: readonly [string, ...string[]],
  options?: CommandOptions,
): Promise<Outcome> {
  const { code, output } = await execute(command, options);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
}

/** A runner of tests, whose own summary is counted. One that fails without a failed test counts as one failure. */
export async function testRun(
  command: readonly [string, ...string[]],
  countsOf: (output: string) => Counts,
  options?: CommandOptions,
): Promise<Outcome> {
  const { code, output } = await execute(command, options);
  return outcomeOf(code, output, countsOf);
}

function outcomeOf(code: number, output: string, countsOf: (output: string) => Counts): Outcome {
  const counts = countsOf(output);
  const silent = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  return { ...(silent ? { ...none, ...counts, failed: 1 } : counts), output };
}

/** A runner that may say `Skipped: …` instead of testing anything, with the reason. */
export async function testRunWherePossible(...run: Parameters<typeof testRun>): Promise<Outcome> {
  const [command, countsOf, options] = run;
  const { code, output } = await execute(command, options);
  const skipped = /^Skipped: (.+)$/m.exec(output)?.[1];
  if (code === 0 && skipped !== undefined) return { ...none, output, skipped };
  return outcomeOf(code, output, countsOf);
}

/** One after the other, all of them, whatever came of the one before. */
export async function inTurn(runs: readonly (() => Promise<Outcome>)[]): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const run of runs) outcomes.push(await run());
  return together(outcomes);
}

/** At the same time: for what mostly waits. */
export async function atOnce(runs: readonly (() => Promise<Outcome>)[]): Promise<Outcome> {
  return together(await Promise.all(runs.map((run) => run())));
}

function together(outcomes: readonly Outcome[]): Outcome {
  return {
    passed: outcomes.reduce((total, one) => total + one.passed, 0),
    failed: outcomes.reduce((total, one) => total + one.failed, 0),
    output: outcomes.map((one) => one.output).join('\n'),
    failures: outcomes.filter(({ failed }) => failed > 0).flatMap((one) => one.failures ?? [one.output]),
  };
}
