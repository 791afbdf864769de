import type { Counts } from './counts.ts';

/** What a step came to. A check that counts no tests of its own counts as one. */
export type Outcome = Counts & {
  output: string;
  /** Of several runs, what each of those said that failed: a person reads nothing else first. */
  failures?: readonly string[];
  /** Why nothing was tested: it is told, and counts as nothing. */
  skipped?: string;
  /** What could not be run beside what was, and why: told, and counted as nothing. */
  notRun?: readonly string[];
};

export type Step = {
  /** For `--only`. */
  name: string;
  title: string;
  /** Runs with `--all` only. */
  long?: true;
  run(): Promise<Outcome>;
  /**
   * What takes long and keeps no processor busy: begun when the step `after` has ended, while others run, and waited for
   * before this one. Only saves time: the step does it itself where this failed or was never begun.
   */
  prepare?: { after: string; begin(): Promise<void> };
};
