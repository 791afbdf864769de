import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';
import { venvWith } from '../../../../emulators/desktop-cloud/scripts/venv.ts';
import { execute } from '../command-line.ts';
import { pagesOf } from '../links-step.ts';
import { serviceNames } from '../service-steps.ts';
import type { Outcome } from '../step.ts';
import { type Call, callsOf, told } from './calls.ts';
import { type Fence, fencesOf } from './fences.ts';
import { awsFaults, proofs, wrongWith } from './proofs.ts';
import { runners } from './who-runs.ts';

/** The one that the desktop cloud's own tests use. */
export const awsCli = 'awscli==1.46.3';

/**
 * Every command of every page: bash reads it, the real program takes its words, and it is known who runs the like of it.
 * @param steps names of all steps
 */
export async function documentedStep(steps: readonly string[]): Promise<Outcome> {
  const read = pagesOf(repositoryRoot).map(fencesOf);
  const faults = read.flatMap((page) => page.faults);
  const folders = await foldersOfTheCheckout();
  const calls: Call[] = [];
  for (const { fences } of read) {
    const commands = fences.filter(({ language }) => language === 'bash');
    if (commands.length === 0) continue;
    const page = await callsOf(commands, folders);
    calls.push(...page.calls);
    faults.push(...page.faults, ...silent(commands, page.calls));
  }
  const by = proofs({ steps, services: serviceNames() });
  const once = [...new Map(calls.map((call) => [told(call), call])).values()];
  faults.push(
    ...(await awsFaults(
      await venvWith(awsCli),
      once.filter(({ program }) => program === 'aws'),
    )),
  );
  // Each is a process that mostly starts: two at a time.
  const halves = [0, 1].map(async (half) => {
    for (const call of once.filter((_, index) => index % 2 === half)) {
      const wrong = await wrongWith(call, by);
      if (wrong !== undefined) faults.push(wrong);
    }
  });
  await Promise.all(halves);
  const lines = once.map((call) => ({ call, ...runnerOf(call, steps) }));
  faults.push(
    ...lines.flatMap(({ call, wrong }) =>
      wrong === undefined ? [] : [`${call.at}: ${told(call)}: ${wrong}`],
    ),
  );
  if (faults.length > 0) return { passed: 0, failed: 1, output: faults.join('\n') };
  const of = (how: string) => lines.filter((line) => line.how === how);
  return {
    passed: once.length,
    failed: 0,
    output: [
      `${once.length} commands of the pages are read by bash, and their words taken by the real programs.`,
      `${of('by').length} are made by a test, what ${of('alike').length} do is done by one in another way (who-runs.ts), ${of('onlyRead').length} are only read:`,
      ...of('onlyRead').map(({ call, says }) => `  ${call.at}: ${told(call)} (${says})`),
    ].join('\n'),
  };
}

/** A block of commands that calls nothing was not understood. */
const silent = (fences: readonly Fence[], calls: readonly Call[]): string[] =>
  fences
    .map(({ page, line }) => `${page}:${line}`)
    .filter((at) => !calls.some((call) => call.at === at))
    .map((at) => `${at}: a block of bash that calls no program of ours.`);

type Known = { how?: 'by' | 'alike' | 'onlyRead'; says?: string; wrong?: string };

function runnerOf(call: Call, steps: readonly string[]): Known {
  const runner = runners.find((one) => one.call.test(told(call)));
  if (runner === undefined) return { wrong: 'nobody is known to run it: who-runs.ts' };
  if ('onlyRead' in runner) return { how: 'onlyRead', says: runner.onlyRead };
  const says = 'by' in runner ? runner.by : runner.alike;
  const step = /^step (.+)$/.exec(says)?.[1];
  const isThere = step === undefined ? existsSync(join(repositoryRoot, says)) : steps.includes(step);
  return isThere
    ? { how: 'by' in runner ? 'by' : 'alike' }
    : { wrong: `${says}, which is to run it, is not there` };
}

async function foldersOfTheCheckout(): Promise<string[]> {
  const { output } = await execute(['git', 'ls-files', '-z']);
  return [...new Set(output.split('\0').map(dirname))];
}
