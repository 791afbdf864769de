import { Command, CommanderError } from 'commander';
import { Refused } from './refused.ts';
import { troubleWith } from './trouble.ts';

/** How every command ends: scripts go by these. */
export const exitCodes = {
  /** It was done, and there is nothing to say against it. */
  done: 0,
  /** A check found something: a broken chain of records, a fault of a deployment. */
  found: 1,
  /** What was asked for could not be done, or found out. */
  trouble: 2,
  /** Only looked at: something would change. */
  changes: 3,
  /** The service would refuse it, or did not take all of it. */
  refused: 4,
} as const;

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
    const told = error instanceof Refused ? error.message : troubleWith(error);
    if (told === undefined) throw error;
    console.error(`error: ${told}`);
  }
}
