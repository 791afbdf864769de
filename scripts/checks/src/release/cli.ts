import { resolve } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';
import { Command } from 'commander';
import { writeRelease } from './files.ts';

const command = new Command('release')
  .description(
    'What a release is made of: the zips of all functions, SHA256SUMS, and what the changelog says of it.',
  )
  .argument('<tag>', 'v and the version that package.json has')
  .option('--out <folder>', 'where to', 'release')
  .parse();
const [tag = ''] = command.args;
const { out } = command.opts<{ out: string }>();
try {
  for (const name of writeRelease(repositoryRoot, tag, resolve(out))) console.log(name);
} catch (error) {
  if (!(error instanceof Error)) throw error;
  command.error(`error: ${error.message}`);
}
