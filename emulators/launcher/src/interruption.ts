import { AsyncLocalStorage } from 'node:async_hooks';
import { StackRefused } from './refusals.ts';

/** Somebody ended the work before its end: its message says what stands now, and what to do. */
export class Interrupted extends StackRefused {
  override readonly name = 'Interrupted';
  constructor(message = 'Interrupted.') {
    super(message);
  }
}

const current = new AsyncLocalStorage<AbortSignal | undefined>();

/**
 * Runs `work`. When the signal aborts, all of ours that it waits for gives up with `Interrupted`: programs are ended with
 * what they started, waits and locks reject. It goes with the work and not through every signature, since whatever
 * starts a program or waits has to obey it, however deep.
 */
export function interruptible<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  return signal === undefined ? work() : current.run(signal, work);
}

/** Runs what has to be done to its end: cleaning up after an interruption. */
export const undisturbed = <T>(work: () => Promise<T>): Promise<T> => current.run(undefined, work);

/** The signal of the work that this is part of. */
export const interruption = (): AbortSignal | undefined => current.getStore();

/** @throws Interrupted when somebody ended the work that this is part of */
export function giveUpIfInterrupted(): void {
  if (current.getStore()?.aborted) throw new Interrupted();
}

/** A signal that aborts when this process is asked to end, by Ctrl-C, `kill`, or a terminal that closes. */
export function untilAskedToEnd(tell: () => void): AbortSignal {
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Not once: a second Ctrl-C would otherwise end the cleaning up, and leave what it was about to end.
    process.on(signal, () => {
      if (asked.signal.aborted) return;
      tell();
      asked.abort();
    });
  }
  return asked.signal;
}
