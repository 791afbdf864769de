import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleHandler, findFunctions, limitKb } from '@cleandesk/bundle';
import { Command } from 'commander';
import { coldInitMs, median } from './src/cold-init.ts';

/** A function of ours may take this many times as long to load as a handler with one SDK client. */
const limitRatio = 1.5;
const repository = resolve(import.meta.dirname, '..');
const output = join(repository, '.local/bench');

type Measured = { name: string; kb: number; path: string; samples: number[] };

const options = new Command('bench:init')
  .description(
    'Cold init of every function against a handler with one SDK client, all bundled in this run. Fails above the limits.',
  )
  .option('--rounds <n>', 'fresh processes for each; at least 15', Number, 21)
  .option('--json', 'say it in JSON')
  .parse()
  .opts<{ rounds: number; json?: boolean }>();

const oneClient = join(import.meta.dirname, 'baseline/one-client.ts');
const baseline = await built('one SDK client', oneClient, { wholeSdk: true });
// For information: what our bundler leaves out of the SDK makes every function quicker, and this one too.
const trimmed = await built('one SDK client, trimmed like ours', oneClient);
const functions: Measured[] = [];
for (const service of readdirSync(join(repository, 'services')).toSorted()) {
  const folder = join(repository, 'services', service);
  for (const name of await findFunctions(folder)) {
    functions.push(await built(`${service}/${name}`, join(folder, 'src/handlers', `${name}.ts`)));
  }
}

// The first round only warms the disk's cache. All take turns, so that a busy minute falls on all of them.
for (let round = 0; round <= Math.max(15, options.rounds); round += 1) {
  for (const one of [baseline, trimmed, ...functions]) {
    const ms = await coldInitMs(one.path);
    if (round > 0) one.samples.push(ms);
  }
}

const baselineMs = median(baseline.samples);
const results = [baseline, trimmed, ...functions].map((one) => {
  const initMs = median(one.samples);
  const ratio = initMs / baselineMs;
  const ok = !functions.includes(one) || (ratio <= limitRatio && one.kb <= limitKb);
  return { function: one.name, kb: Math.round(one.kb), initMs: round1(initMs), ratio: round2(ratio), ok };
});
const ok = results.every((result) => result.ok);
if (options.json)
  console.log(JSON.stringify({ limitKb, limitRatio, rounds: baseline.samples.length, ok, results }, null, 2));
else {
  console.table(results);
  const above = results.filter((one) => !one.ok).map((one) => one.function);
  const limits = `${limitRatio} × one SDK client and ${limitKb} kB`;
  console.log(ok ? `All within ${limits}.` : `Not within ${limits}: ${above.join(', ')}.`);
}
process.exitCode = ok ? 0 : 1;

async function built(name: string, entry: string, how: { wholeSdk?: boolean } = {}): Promise<Measured> {
  const folder = join(output, name.replaceAll(/[^a-z-]+/g, '_'));
  const { atStart } = await bundleHandler({ entry, folder, ...how });
  return { name, kb: atStart / 1000, path: join(folder, 'index.mjs'), samples: [] };
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
