import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';
import * as z from 'zod';
import { execute } from '../command-line.ts';
import type { Outcome } from '../step.ts';

const record = z.object({
  check_id: z.string(),
  check_name: z.string(),
  resource: z.string(),
  file_path: z.string(),
  check_result: z.object({ suppress_comment: z.string().optional() }),
});
const report = z.object({
  summary: z.object({ passed: z.number(), skipped: z.number(), resource_count: z.number() }),
  results: z.object({
    failed_checks: z.array(record),
    skipped_checks: z.array(record),
    parsing_errors: z.array(z.string()),
  }),
});

/** Shorter than this no reason tells a stranger why. */
const leastReason = 20;

/** checkov's rules over all Terraform of the product; it takes them from its own package, and asks no network. */
export async function checkovCheck(bin: string): Promise<Outcome> {
  const run = await execute([
    join(bin, 'checkov'),
    `--directory=${join(repositoryRoot, 'terraform')}`,
    '--framework=terraform',
    '--output=json',
    '--skip-download',
    '--download-external-modules=false',
  ]);
  const begin = run.output.indexOf('{');
  if (begin === -1) return { passed: 0, failed: 1, output: run.output };
  const faults = checkovFaults(JSON.parse(run.output.slice(begin)), (path) => readFileSync(path, 'utf8'));
  return faults.length > 0
    ? { passed: 0, failed: 1, output: faults.join('\n') }
    : { passed: 1, failed: 0, output: 'checkov found nothing, and each of its skips says why.' };
}

/** @param read the text of a file that checkov could not parse */
export function checkovFaults(json: unknown, read: (path: string) => string): string[] {
  const { summary, results } = report.parse(json);
  const unread = results.parsing_errors.filter((path) => makesSomething(read(path)));
  return [
    ...(summary.passed === 0 || summary.resource_count === 0 ? ['checkov has looked at nothing.'] : []),
    ...results.failed_checks.map(
      (one) => `${one.file_path}, ${one.resource}: ${one.check_id} ${one.check_name}`,
    ),
    ...results.skipped_checks
      .filter(({ check_result }) => (check_result.suppress_comment ?? '').trim().length < leastReason)
      .map((one) => `${one.file_path}, ${one.resource}: ${one.check_id} is skipped, and nothing says why.`),
    ...unread.map((path) => `${path} has resources, and checkov could not read it.`),
  ];
}

/** checkov's parser gives up at some expressions. Where a file holds inputs and values alone, it has nothing to look at. */
const makesSomething = (terraform: string): boolean => /^(resource|data|module|provider)\s/m.test(terraform);
