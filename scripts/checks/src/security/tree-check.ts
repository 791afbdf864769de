import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';
import { findings, secrets } from '@cleandesk/testkit/secrets';
import { execute } from '../command-line.ts';
import type { Outcome } from '../step.ts';

/** No secret is in the repository: in no file that git has, and in none that it would take with the next commit. */
export async function treeCheck(root: string = repositoryRoot): Promise<Outcome> {
  const listed = await execute(['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  const paths = listed.output.split('\0').filter((path) => path !== '' && isFile(join(root, path)));
  // No file at all, as outside of a repository, proves nothing.
  if (listed.code !== 0 || paths.length === 0) return { passed: 0, failed: 1, output: listed.output };
  const found = paths.flatMap((path) =>
    findings(readFileSync(join(root, path), 'latin1'), secrets).map(
      ({ what, line, begins }) => `${path}:${line}: ${what} (${begins})`,
    ),
  );
  if (found.length > 0) return { passed: 0, failed: 1, output: found.join('\n') };
  return { passed: 1, failed: 0, output: `No secret is in ${paths.length} files.` };
}

/** What is deleted and not committed is still listed; so are folders of other repositories. */
const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
