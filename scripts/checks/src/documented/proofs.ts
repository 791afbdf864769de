import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogue } from '@cleandesk/contracts/catalogue';
import { repositoryRoot } from '@cleandesk/launcher';
import * as z from 'zod';
import { execute } from '../command-line.ts';
import { type Call, told } from './calls.ts';

/** What is wrong with a call, by the word of the real program; `undefined` when it takes the call. */
type Proof = (call: Call) => Promise<string | undefined>;

/** Where nobody listens: who gets there has understood the whole command. */
const nowhere = {
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_ACCESS_KEY_ID: 'nobody',
  AWS_SECRET_ACCESS_KEY: 'nobody',
  AWS_REGION: 'eu-central-1',
  AWS_DEFAULT_REGION: 'eu-central-1',
  AWS_MAX_ATTEMPTS: '1',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/**
 * By program, how its own word is asked for.
 * @param about names of the steps and services that there are
 */
export function proofs(about: {
  steps: readonly string[];
  services: readonly string[];
}): Record<string, Proof> {
  const script: Proof = (call) => hasOptions([join(repositoryRoot, 'scripts', call.program)], call.args);
  return {
    aws: whatItSays,
    cleandesk: (call) => isCleandesk(call),
    pnpm: (call) => isPnpm(call),
    terraform: (call) => isTerraform(call),
    test: async (call) => (await script(call)) ?? namesWhatThereIs(call, about),
    demo: script,
    'desktop-cloud': script,
    local: script,
    'new-service': script,
  };
}

/** The AWS CLI checks a command, its parameters and its `--query` before it calls anybody. All in one process, which is what takes time. */
export async function awsFaults(python: string, calls: readonly Call[]): Promise<string[]> {
  const { output } = await execute([python, join(import.meta.dirname, 'aws_cli.py')], {
    env: { ...process.env, ...nowhere, AWS_PAGER: '' },
    input: JSON.stringify(calls.map(({ args }) => args)),
  });
  const said = z.array(z.string()).parse(JSON.parse(lastLine(output)));
  return calls.flatMap((call, index) => {
    const words = said[index] ?? '';
    return words.includes('Could not connect to the endpoint URL')
      ? []
      : [`${call.at}: ${told(call)}: ${lastLine(words)}`];
  });
}

const entry = /^EventBusName=[\w-]+,Source=([\w.-]+),DetailType=([\w.]+),Detail='(.*)'$/s;

/** An event that a page says has to be one that the contracts know, said by who may say it. */
async function whatItSays({ args }: Call): Promise<string | undefined> {
  if (args[0] !== 'events' || args[1] !== 'put-events') return undefined;
  const [, source = '', detailType, detail = ''] = entry.exec(args[3] ?? '') ?? [];
  const contract = catalogue.find((one) => one.detailType === detailType);
  if (contract === undefined) return `there is no event ${detailType ?? 'in it'}`;
  if (!contract.sources.includes(source)) return `${source} does not say ${contract.detailType}`;
  const read = contract.detail.safeParse(JSON.parse(detail));
  return read.success ? undefined : z.prettifyError(read.error);
}

/** `cleandesk` reads its words, and then asks AWS. */
async function isCleandesk({ args }: Call): Promise<string | undefined> {
  const { output } = await execute(['cleandesk', ...args], { env: { ...process.env, ...nowhere } });
  return /--help says what there is|error: unknown command/.test(output) ? output.trim() : undefined;
}

const scriptsOf = z.object({ name: z.string(), scripts: z.record(z.string(), z.string()).default({}) });
const readPackage = (folder: string) =>
  scriptsOf.parse(JSON.parse(readFileSync(join(repositoryRoot, folder, 'package.json'), 'utf8')));

async function isPnpm(call: Call): Promise<string | undefined> {
  const [first = '', ...rest] = call.args.filter((word) => word !== '--silent');
  if (first === 'install') return undefined;
  if (first === 'cleandesk') return isCleandesk({ ...call, program: 'cleandesk', args: rest });
  if (first === '--filter') {
    const [name = '', script = ''] = rest;
    const there = packages().find((one) => one.name === name);
    if (there === undefined) return `there is no package ${name}`;
    return script in there.scripts ? undefined : `${name} has no script ${script}`;
  }
  const script = readPackage('').scripts[first];
  if (script === undefined) return `there is no script ${first}`;
  // What is one program of ours has a --help that says which options it has.
  return /^node \S+$/.test(script) ? hasOptions(['pnpm', '--silent', first], rest) : undefined;
}

const packages = () =>
  readdirSync(repositoryRoot, { withFileTypes: true })
    .filter((one) => one.isDirectory() && !one.name.startsWith('.') && one.name !== 'node_modules')
    .flatMap(({ name }) => [name, ...foldersIn(name)])
    .filter((folder) => existsSync(join(repositoryRoot, folder, 'package.json')))
    .map(readPackage);

const foldersIn = (folder: string): string[] =>
  readdirSync(join(repositoryRoot, folder), { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map(({ name }) => join(folder, name));

async function isTerraform({ at, args, folder }: Call): Promise<string | undefined> {
  const [first = '', ...rest] = args;
  const chdir = /^-chdir=(.+)$/.exec(first)?.[1];
  const [command = '', ...options] = chdir === undefined ? args : rest;
  // Who reads a page of Terraform's is in its folder.
  const where = [chdir ?? folder, dirname(at.split(':')[0] ?? '')].map((one) => join(repositoryRoot, one));
  if (!where.some((one) => existsSync(one) && readdirSync(one).some((file) => file.endsWith('.tf'))))
    return `${chdir ?? folder} has no Terraform`;
  const { code, output } = await execute(['terraform', command, '-help']);
  if (code !== 0 || !output.includes(`terraform [global options] ${command}`))
    return `there is no terraform ${command}`;
  return options
    .filter((word) => word.startsWith('-'))
    .map((word) => word.split('=')[0] ?? '')
    .filter((option) => !new RegExp(`^\\s+${option}\\b`, 'm').test(output))
    .map((option) => `terraform ${command} has no ${option}`)[0];
}

const helps = new Map<string, ReturnType<typeof execute>>();

/** Asked for once: a page may show many ways to call one program. */
function helpOf(command: [string, ...string[]]): ReturnType<typeof execute> {
  const key = command.join(' ');
  const help = helps.get(key) ?? execute([...command, '--help']);
  helps.set(key, help);
  return help;
}

/** The real program is asked for its help, below the words that stand in front: all options of the call have to be in it. */
async function hasOptions(
  program: [string, ...string[]],
  args: readonly string[],
): Promise<string | undefined> {
  const firstOption = args.findIndex((word) => word.startsWith('-'));
  const words = firstOption < 0 ? args : args.slice(0, firstOption);
  const { code, output } = await helpOf([...program, ...words]);
  if (code !== 0 || !/^usage/im.test(output))
    return `it has no help for ${words.join(' ')}: ${lastLine(output)}`;
  return args
    .filter((word) => /^--[a-z]/.test(word))
    .map((word) => word.split('=')[0] ?? '')
    .filter((option) => !new RegExp(`${option}(?![\\w-])`).test(output))
    .map((option) => `it has no option ${option}`)[0];
}

async function namesWhatThereIs(
  { args }: Call,
  { steps, services }: { steps: readonly string[]; services: readonly string[] },
): Promise<string | undefined> {
  for (const [index, word] of args.entries()) {
    const value = args[index + 1] ?? '';
    if (word === '--only' && !steps.includes(value)) return `there is no step ${value}`;
    // One that the page has just rendered is not there yet.
    if (word === '--service' && ![...services, 'desk-counter'].includes(value))
      return `there is no service ${value}`;
  }
  return undefined;
}

const lastLine = (output: string): string => output.trim().split('\n').at(-1) ?? '';

/** What is wrong with a call, in a line. Programs without a proof (curl, sleep) are bash's own business. */
export async function wrongWith(call: Call, by: Record<string, Proof>): Promise<string | undefined> {
  const wrong = await by[call.program]?.(call);
  return wrong === undefined ? undefined : `${call.at}: ${told(call)}: ${wrong}`;
}
