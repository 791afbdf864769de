import type { Counts } from './counts.ts';

/** What a step came to. A check that counts no tests of its own counts as one. */
export type Outcome = Counts & { output: string };

export type Step = {
  /** For `--only`. */
  name: string;
  title: string;
  /** Runs with `--all` only. */
  long?: true;
  run(): Promise<Outcome>;
};
