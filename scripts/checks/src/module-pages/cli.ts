import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';
import { Command } from 'commander';
import { goneUnmoved } from './gone.ts';
import { lastingOf, replaced } from './lasting.ts';
import { readModule } from './module.ts';
import { withModule } from './page.ts';

const command: Command = new Command('module-pages')
  .description(
    'Writes the inputs and outputs of each Terraform module into its README, from its variables and outputs.',
  )
  .option('--check', 'write nothing, and fail when something is not up to date')
  .option(
    '--keep-release <version>',
    'also write down what this version made, under which names: it may not be lost',
  )
  .parse();
const { check = false, keepRelease } = command.opts<{ check?: boolean; keepRelease?: string }>();

const terraform = join(repositoryRoot, 'terraform');
const files = globSync(['versions.tf', '{modules,examples,stacks}/*/*.tf'], { cwd: terraform });
const folders = [...new Set(files.map(dirname))].toSorted();
const stale: string[] = [];
for (const folder of folders) {
  const readme = join(terraform, folder, 'README.md');
  const name = join('terraform', folder, 'README.md');
  if (!existsSync(readme)) command.error(`${name} is missing: a module says what it is for.`);
  const before = readFileSync(readme, 'utf8');
  const after = withModule(before, await readModule(join(terraform, folder)));
  if (after === undefined)
    command.error(`${name} has no place for its inputs and outputs (<!-- module: … -->).`);
  if (after === before) continue;
  stale.push(name);
  if (!check) writeFileSync(readme, after);
}
if (check && stale.length > 0)
  command.error(`Not up to date: ${stale.join(', ')}. Run \`pnpm generate\` and commit what it writes.`);
if (keepRelease !== undefined) {
  const modules = folders.filter((folder) => !/^(examples|stacks)/.test(folder));
  const names = modules.map(
    async (folder) => [folder, (await readModule(join(terraform, folder))).addresses.toSorted()] as const,
  );
  const lasting = await Promise.all(modules.map((folder) => lastingOf(terraform, folder)));
  const kept = {
    addresses: Object.fromEntries(await Promise.all(names)),
    lasting: Object.assign({}, ...lasting),
  };
  writeFileSync(join(terraform, 'released', `${keepRelease}.json`), `${JSON.stringify(kept, null, 2)}\n`);
}
const gone = await goneUnmoved(terraform);
if (gone.length > 0)
  command.error(`These would be taken away and made anew: ${gone.join('; ')}. Add a moved block for each.`);
const anew = await replaced(terraform);
if (anew.length > 0)
  command.error(
    `These would be made anew, empty: ${anew.join('; ')}. Leave them as they were, or say in lasting.ts why nobody loses anything.`,
  );
console.log(stale.length === 0 ? `${folders.length} modules: up to date` : `Written: ${stale.join(', ')}`);
