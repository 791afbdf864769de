import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';
import { atOnce, check, execute, inTurn, testRun, testRunWherePossible } from './command-line.ts';
import { plainCounts, vitestCounts } from './counts.ts';
import { documentedStep } from './documented/documented-step.ts';
import { linksStep } from './links-step.ts';
import { localstackStep } from './localstack-step.ts';
import { newServiceStep } from './new-service-step.ts';
import { runbooksCheck } from './runbooks/runbooks-check.ts';
import { securityStep } from './security/security-step.ts';
import { serviceNames } from './service-steps.ts';
import type { Step } from './step.ts';
import { terraformStep } from './terraform-step.ts';
import { turbo } from './turbo.ts';
import { workflowsStep } from './workflows-step.ts';

const stories = ['pnpm', '--filter', '@cleandesk/e2e', 'stories'] as const;

const rebuildService = join(repositoryRoot, 'services/rebuild-service');
const simulation = join(repositoryRoot, 'simulation');

/** All steps, the quick ones first. */
export function steps(): Step[] {
  return [
    {
      // Before the build, which would make them fresh.
      name: 'generated',
      title: 'what is generated from the code is up to date',
      run: () =>
        inTurn([
          () => check(['node', 'packages/contracts/scripts/generate.ts', '--check']),
          () => check(['node', 'packages/portal-api/scripts/generate.ts', '--check']),
          () => check(['node', 'cli/scripts/reference.ts', '--check']),
          () => check(['node', 'docs/scripts/generate.ts', '--check']),
          () => check(['node', 'bench/page.ts', '--check']),
          () => check(['node', 'scripts/checks/src/module-pages/cli.ts', '--check']),
          ...services().map((cwd) => () => check(['pnpm', 'exec', 'cleandesk-bundle', '--check'], { cwd })),
        ]),
    },
    { name: 'build', title: 'functions build and are small enough', run: () => check(turbo('build')) },
    {
      name: 'lint',
      title: 'format and lint',
      run: () =>
        inTurn([
          () => check(['biome', 'check', '.']),
          () => check(['oxlint', '--type-aware', '--deny-warnings']),
        ]),
    },
    {
      name: 'links',
      title: 'links between pages lead somewhere, each alarm to its page of the runbook',
      run: () => inTurn([() => linksStep(), runbooksCheck]),
    },
    {
      name: 'site',
      title: 'the pages are built into a site',
      run: () => check(['pnpm', '--filter', '@cleandesk/docs', 'site']),
    },
    {
      name: 'commands',
      title: 'every command of a page is one that there is',
      run: () => documentedStep(steps().map(({ name }) => name)),
    },
    {
      name: 'workflows',
      title: 'workflows of GitHub Actions are right, pinned and may only read',
      run: () => workflowsStep(),
    },
    { name: 'types', title: 'types', run: () => check(turbo('typecheck')) },
    {
      name: 'architecture',
      title: 'architecture',
      run: () => check(['pnpm', 'run', 'architecture']),
    },
    {
      name: 'unit',
      title: 'unit tests, contracts, and the laws over a thousand histories',
      run: () => testRun(turbo('test'), vitestCounts),
    },
    {
      name: 'laws',
      title: 'the laws of a seat over twenty thousand histories',
      run: () =>
        testRun(['pnpm', 'exec', 'vitest', 'run', 'test/laws', '--maxWorkers=2'], vitestCounts, {
          cwd: rebuildService,
          // In each of the two files, which run at the same time.
          env: { ...process.env, CLEANDESK_HISTORIES: '10000' },
        }),
    },
    {
      name: 'model',
      title: 'all services over five thousand histories in virtual time, and a mistake for each law',
      run: () =>
        inTurn([
          () => testRun(['node', 'src/cli.ts', '--histories', '5000'], plainCounts, { cwd: simulation }),
          () => testRun(['node', 'src/cli.ts', '--mutants'], plainCounts, { cwd: simulation }),
        ]),
    },
    {
      name: 'guards',
      title: 'every guard is missed by a test when it is dropped',
      run: () =>
        inTurn(
          services()
            .filter((cwd) => existsSync(join(cwd, 'test/guards')))
            .map((cwd) => () => testRun(['pnpm', 'run', 'guards'], plainCounts, { cwd })),
        ),
    },
    {
      name: 'portal',
      title: 'the portal in a browser: every page, its flows, its budget; the desktop cloud’s page',
      run: () =>
        inTurn([
          () => testRun(['pnpm', '--filter', '@cleandesk/portal', 'browser'], vitestCounts),
          () => testRun(['pnpm', '--filter', '@cleandesk/launcher', 'control-page'], vitestCounts),
        ]),
    },
    {
      name: 'security',
      title: 'no secret in the repository, what roles may do, checkov',
      run: securityStep,
    },
    {
      name: 'terraform',
      title: 'Terraform: format, validity, tests, and as a client of the desktop cloud',
      run: terraformStep,
    },
    {
      // They make a stack of their own, on free ports, and take it down.
      name: 'stories',
      title: 'stories on a local stack',
      prepare: {
        after: 'build',
        async begin() {
          const { code, output } = await execute(['pnpm', '--filter', '@cleandesk/e2e', 'keep-snapshot']);
          if (code !== 0) throw new Error(output);
        },
      },
      // The chaos hits everybody, and so has a stack of its own. Both mostly wait.
      run: () =>
        atOnce([
          () => testRun([...stories, '--exclude', 'test/chaos.test.ts'], vitestCounts),
          () =>
            testRun([...stories, 'chaos', 'discretion'], vitestCounts, {
              env: { ...process.env, CLEANDESK_STORIES: 'chaos' },
            }),
        ]),
    },
    {
      name: 'doctor',
      title:
        'on a local stack: the doctor finds each planted fault, and nothing where nothing is wrong; pages of the runbook, followed word by word, mend theirs',
      run: () => testRun(['pnpm', '--filter', '@cleandesk/cli', 'stack'], vitestCounts),
    },
    {
      name: 'upgrade',
      title:
        'a release is deployed amid resets; an apply of what stands changes nothing, a destroy leaves nothing',
      long: true,
      run: () =>
        testRun([...stories, 'upgraded', 'taken-away'], vitestCounts, {
          env: { ...process.env, CLEANDESK_STORIES: 'upgrade' },
        }),
    },
    {
      name: 'localstack',
      title:
        'LocalStack as the base: our rules, workflow and adapters on it; with Docker also the stories (--base localstack)',
      long: true,
      run: localstackStep,
    },
    {
      name: 'samba',
      title: 'directory groups on a domain controller of Samba, where it can run',
      long: true,
      run: () =>
        testRunWherePossible(['pnpm', '--filter', '@cleandesk/directory-sync', 'samba'], vitestCounts),
    },
    {
      name: 'new-service',
      title: 'a new service, rendered into a copy of the checkout, passes what is asked of all',
      long: true,
      run: newServiceStep,
    },
    {
      name: 'bench',
      title: 'cold init of the functions',
      long: true,
      run: () => check(['pnpm', 'run', 'bench:init']),
    },
  ];
}

const services = (): string[] => serviceNames().map((name) => join(repositoryRoot, 'services', name));
