import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundleHandler, findFunctions } from '@cleandesk/bundle';
import { repositoryRoot } from '@cleandesk/launcher';
import { environmentFor } from '../../sample-environment.ts';
import { seedsPython } from '../../seeds-python.ts';
import { type FirstEvent, firstEvents, oneClientsEvent, seedsEvent } from './first-events.ts';
import type { Subject } from './fresh-process.ts';

export const output = join(repositoryRoot, '.local/bench/start-up');
const baseline = join(repositoryRoot, 'bench/baseline');

/** What takes turns with the others. */
export type Runner = { name: string; kb?: number; subject: Subject; first?: FirstEvent };

/** The seed's function that does the same kind of work; the others are compared with the one that loads least. */
const counterparts: Readonly<Record<string, string>> = {
  'rebuild-service/seats': 'terminate_rebuild',
  'directory-sync/sync': 'directory_sync',
};
export const counterpartOf = (name: string): string => counterparts[name] ?? 'alarm_create';

/** Where a function's handler lies, and what it is called. */
export async function functions(): Promise<{ name: string; service: string; entry: string }[]> {
  const found: { name: string; service: string; entry: string }[] = [];
  for (const service of readdirSync(join(repositoryRoot, 'services')).toSorted()) {
    const folder = join(repositoryRoot, 'services', service);
    for (const name of await findFunctions(folder))
      found.push({ name: `${service}/${name}`, service, entry: join(folder, 'src/handlers', `${name}.ts`) });
  }
  return found;
}

/** Each function of ours, bundled in this run. Throws when one has no first event. */
export async function ourRunners(reach: Readonly<Record<string, string>>): Promise<Runner[]> {
  const runners: Runner[] = [];
  for (const { name, service, entry } of await functions()) {
    const first = firstEvents[name];
    if (first === undefined) throw new Error(`${name} has no first event: give it one in first-events.ts`);
    runners.push(await inNode(name, entry, { ...environmentFor(service), ...reach }, first));
  }
  return runners;
}

/** The limits in Node.js: nothing at all, and one SDK client. */
export async function limits(reach: Readonly<Record<string, string>>): Promise<Runner[]> {
  const environment = { ...environmentFor('none'), ...reach };
  const one = join(baseline, 'one-client.ts');
  return [
    await inNode('hello', join(baseline, 'hello.ts'), environment, {
      what: 'anything',
      event: {},
      isRight: (answer) => answer === 'hello',
    }),
    await inNode('one SDK client', one, environment, oneClientsEvent, true),
    await inNode('one SDK client, trimmed like ours', one, environment, oneClientsEvent),
  ];
}

/** The seeds' functions in Python. The two that wait or read a directory are only loaded. */
export async function seedsRunners(reach: Readonly<Record<string, string>>): Promise<Runner[]> {
  const { python } = await seedsPython();
  const environment = {
    ...environmentFor('none'),
    ...reach,
    AWS_DEFAULT_REGION: 'eu-central-1',
    TOPIC_ARN: 'arn:aws:sns:eu-central-1:000000000000:bench',
  };
  return ['alarm_create', 'terminate_rebuild', 'directory_sync'].map((module) => ({
    name: module,
    subject: {
      runtime: 'python',
      python,
      folder: join(baseline, 'python'),
      module,
      environment,
      ...(module === 'alarm_create' ? { event: seedsEvent.event } : {}),
    },
    ...(module === 'alarm_create' ? { first: seedsEvent } : {}),
  }));
}

async function inNode(
  name: string,
  entry: string,
  environment: Readonly<Record<string, string>>,
  first: FirstEvent,
  wholeSdk = false,
): Promise<Runner> {
  const folder = join(output, name.replaceAll(/[^a-z-]+/g, '_'));
  const { atStart } = await bundleHandler({ entry, folder, wholeSdk });
  return {
    name,
    kb: atStart / 1000,
    subject: { runtime: 'node', bundle: join(folder, 'index.mjs'), environment, event: first.event },
    first,
  };
}
