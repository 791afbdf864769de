import { StackRefused } from '@cleandesk/launcher';
import colours from 'picocolors';
import { type Counts, sum } from './counts.ts';
import type { Outcome, Step } from './step.ts';
import { worthReading } from './worth-reading.ts';

/**
 * Runs all steps, whatever comes of each: one run shows everything that is wrong.
 * @param keep takes the whole output of a step, and returns where it was kept
 */
export async function runSteps(
  steps: readonly Step[],
  print: (line: string) => void,
  keep: (step: Step, output: string) => string,
): Promise<Counts> {
  const results: Counts[] = [];
  const prepared = new Map<Step, Promise<void>>();
  for (const step of steps) {
    await prepared.get(step)?.catch((error: unknown) => {
      print(
        `   ${step.name} could not be prepared: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
    print(colours.bold(`── ${step.name}: ${step.title}`));
    const begun = performance.now();
    const outcome = await run(step);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const log = keep(step, outcome.output);
    if (outcome.failed > 0) {
      for (const said of outcome.failures ?? [outcome.output]) worthReading(said).forEach(print);
      print(colours.red(`   ${outcome.failed} failed, ${outcome.passed} passed, ${seconds} s (log: ${log})`));
    } else if (outcome.skipped !== undefined) {
      print(colours.yellow(`   skipped: ${outcome.skipped}`));
    } else {
      print(colours.green(`   ${outcome.passed} passed, ${seconds} s`));
    }
    for (const one of outcome.notRun ?? []) print(colours.yellow(`   not run: ${one}`));
    results.push(outcome);
    for (const later of steps.filter(({ prepare }) => prepare?.after === step.name)) {
      const begun = later.prepare?.begin() ?? Promise.resolve();
      // Told when its step comes; until then nobody waits for it.
      begun.catch(() => undefined);
      prepared.set(later, begun);
    }
  }
  return sum(results);
}

/** A step that can't even run is a failure like any other. */
async function run(step: Step): Promise<Outcome> {
  try {
    return await step.run();
  } catch (error) {
    const output =
      error instanceof StackRefused
        ? [error.message, ...error.tail].join('\n')
        : String(error instanceof Error ? error.stack : error);
    return { passed: 0, failed: 1, output };
  }
}
