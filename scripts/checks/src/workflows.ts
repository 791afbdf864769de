import { parse } from 'yaml';
import * as z from 'zod';

const permissions = z.union([z.string(), z.record(z.string(), z.string())]);
const workflow = z.looseObject({
  permissions: permissions.optional(),
  jobs: z.record(
    z.string(),
    z.looseObject({
      uses: z.string().optional(),
      permissions: permissions.optional(),
      'timeout-minutes': z.unknown().optional(),
      steps: z.array(z.looseObject({ uses: z.string().optional() })).default([]),
    }),
  ),
});

/** An action at a commit: a tag can be moved to other code. */
const pinned = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;

/**
 * What makes a workflow of GitHub Actions dangerous: actions that can change, a token that may do more than read, a job
 * that nobody ends.
 * @returns a line for each find
 */
export function unsafeIn(path: string, text: string): string[] {
  const { permissions: all, jobs } = workflow.parse(parse(text));
  const finds: string[] = [];
  if (typeof all === 'string' || all === undefined || Object.values(all).some((right) => right === 'write'))
    finds.push(
      'its permissions must be named, and none of them is to write: a job that has to names its own',
    );
  for (const [name, job] of Object.entries(jobs)) {
    if (typeof job.permissions === 'string')
      finds.push(`${name}: permissions must be named one by one, not "${job.permissions}"`);
    if (job.uses === undefined && job['timeout-minutes'] === undefined)
      finds.push(`${name}: timeout-minutes is missing, and GitHub's own is six hours`);
    for (const uses of [job.uses, ...job.steps.map((step) => step.uses)])
      if (uses !== undefined && !uses.startsWith('./') && !pinned.test(uses))
        finds.push(`${name}: ${uses} is not pinned to a commit`);
  }
  // The version is what dependabot reads and people understand.
  for (const line of text.split('\n'))
    if (/uses: .*@[0-9a-f]{40}\s*$/.test(line))
      finds.push(`${line.trim()}: which version is that? Say so behind it: # v1.2.3`);
  return finds.map((find) => `${path}: ${find}`);
}
