import { spawnSync } from 'node:child_process';
import { commandLine, enter, Refused } from '@cleandesk/command-line';
import { repositoryRoot } from '@cleandesk/launcher';
import { type NewService, serviceNamed } from './service.ts';
import { writeService } from './write.ts';

/** What makes a rendered service part of the workspace, in this order. */
const stepsFor = ({ name }: NewService): [string, ...string[]][] => [
  ['pnpm', 'install', '--no-frozen-lockfile', '--prefer-offline'],
  // A longer name makes a longer line.
  ['biome', 'check', '--write', `services/${name}`],
  ['pnpm', 'generate'],
  ['terraform', 'fmt', '-recursive', 'terraform'],
];

await enter(
  commandLine('new-service')
    .description(
      'Renders one more service: it hears an event, decides, and keeps what it decided in a table of its own. It builds, is tested, is deployed with the others and keeps the rules of the architecture; what it does is an example to be replaced.',
    )
    .argument('<name>', 'as its folder is called: lower-case letters, digits and hyphens')
    .option('--summary <line>', 'what it does', 'Counts resets by policy and day')
    .option('--no-install', 'only write the files')
    .action((name: string, { summary, install }: { summary: string; install: boolean }) => {
      const service = serviceNamed(name, summary);
      const paths = writeService(repositoryRoot, service);
      console.log(paths.map((path) => `  ${path}`).join('\n'));
      for (const [command, ...args] of install ? stepsFor(service) : []) {
        console.log(`${command} ${args.join(' ')}`);
        const { status } = spawnSync(command, args, {
          cwd: repositoryRoot,
          stdio: ['ignore', 'inherit', 'inherit'],
        });
        if (status !== 0)
          throw new Refused(`${command} ${args.join(' ')} failed. What was written is there.`);
      }
      console.log(
        [
          '',
          `Next: ./scripts/test --service ${name}, then ./scripts/local up. What it hears stands in services/${name}/src/hears.ts, what`,
          `it may do in terraform/modules/${name}/permissions.tf. A service that also speaks has a src/says.ts and a right to put events on the bus:`,
          'see services/alarm-manager and its module.',
        ].join('\n'),
      );
    }),
);
