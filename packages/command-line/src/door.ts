import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { NotAll, Refused } from './refused.ts';
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

/**
 * Runs the command. What goes wrong is said in a sentence, and never ends like a check that found something: scripts go by the
 * difference.
 * @param options.debug whether to show also where a fault came up; unless it is said, where it is one of ours
 */
export async function enter(command: Command, { debug }: { debug?: boolean } = {}): Promise<void> {
  process.stdout.on('error', (error) => {
    // `| head` has seen enough.
    if ('code' in error && error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    tell(command, error, debug);
    process.exit();
  });
  try {
    await command.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : exitCodes.trouble;
      return;
    }
    tell(command, error, debug);
  }
}

function tell(command: Command, error: unknown, debug: boolean | undefined): void {
  process.exitCode = error instanceof NotAll ? exitCodes.refused : exitCodes.trouble;
  const known = error instanceof Refused ? error.message : troubleWith(error);
  const hint =
    debug === undefined ? 'Please report it.' : 'CLEANDESK_DEBUG=1 shows where; please report it with that.';
  const fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.error(`error: ${known ?? `This is a fault of ${command.name()} itself: ${fault}. ${hint}`}`);
  if (debug ?? known === undefined) console.error(inspect(error));
}
