export { type Counts, terraformTestCounts, vitestCounts } from './counts.ts';
export { runSteps } from './run-steps.ts';
export type { Outcome, Step } from './step.ts';
export { steps } from './steps.ts';
