import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { DateTime, Duration } from 'luxon';
import { troubleWith } from './aws.ts';
import { NoRecord } from './records/record.ts';
import { Refused } from './refused.ts';

/** Exit codes: what was asked for was found to be broken; it could not be done. */
export const exitCodes = { broken: 1, trouble: 2 } as const;

/** A command whose faults `enter` tells. */
export const commandLine = (name: string): Command =>
  new Command(name).exitOverride().showHelpAfterError('(--help says what there is)');

/** Runs the command. What goes wrong is said in a sentence; only this program's own faults show where they are. */
export async function enter(command: Command): Promise<void> {
  // `| head` has seen enough.
  process.stdout.on('error', (error) => {
    if ('code' in error && error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  try {
    await command.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : exitCodes.trouble;
      return;
    }
    process.exitCode = exitCodes.trouble;
    const told = error instanceof Refused || error instanceof NoRecord ? error.message : troubleWith(error);
    if (told === undefined) throw error;
    console.error(`error: ${told}`);
  }
}

/**
 * Since when: an ISO 8601 duration before now, or a date.
 * @returns epoch ms
 */
export function since(text: string): number {
  const duration = Duration.fromISO(text);
  const at = duration.isValid ? DateTime.utc().minus(duration) : DateTime.fromISO(text, { zone: 'utc' });
  if (!at.isValid)
    throw new InvalidArgumentError(
      'It is neither an ISO 8601 duration (P30D, P4W, PT12H) nor a date (2026-08-01).',
    );
  if (at > DateTime.utc()) throw new InvalidArgumentError('It lies in the future.');
  return at.toMillis();
}

/** Long reads say on stderr how far they are; short ones say nothing. */
export function progressOf(what: string): { tell: (count: number) => void; end: () => void } {
  const quietMs = 2000;
  let toldAt = Date.now();
  let told = false;
  return {
    tell(count) {
      const now = Date.now();
      if (now - toldAt < quietMs) return;
      toldAt = now;
      told = true;
      const line = `${count.toLocaleString('en')} ${what} ...`;
      process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`);
    },
    end() {
      if (told && process.stderr.isTTY) process.stderr.write('\n');
    },
  };
}
