import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import { findRepositoryRoot } from './repository.ts';
import type { BundleRun } from './run.ts';

/** A function above this is refused: its cold start grows with what Node has to read and compile. In kB (1,000 bytes). */
export const limitKb = 600;

/** Reads the command line. Run in a service's folder it needs no option. */
export function parseArgs(argv: string[]): BundleRun {
  const options = new Command('cleandesk-bundle')
    .description(
      'Bundles every src/handlers/<function>.ts to dist/<function>.zip and writes what Terraform reads of the code.',
    )
    .option('--check', 'write nothing; fail when what Terraform reads of the code is stale')
    .option('--service <folder>', 'the service', '.')
    .option('--generated <folder>', 'default: terraform/modules/<service>/generated')
    .option('--limit-kb <n>', 'refuse a function above this size, in kB', Number, limitKb)
    .parse(argv)
    .opts<{ check?: boolean; service: string; generated?: string; limitKb: number }>();
  const folder = resolve(options.service);
  return {
    folder,
    generated: options.generated
      ? resolve(options.generated)
      : resolve(findRepositoryRoot(folder), 'terraform/modules', basename(folder), 'generated'),
    check: options.check ?? false,
    limitKb: options.limitKb,
  };
}
