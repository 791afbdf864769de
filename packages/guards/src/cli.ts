#!/usr/bin/env node
/**
 * Drops every guard of the service that it is called in, one at a time, and expects a test to fail for it. A guard that
 * nobody misses protects nobody, or is not tested: both are faults.
 *
 *   cleandesk-guards [--learn] [guard…]
 *
 * `test/guards/rounds.json` says which tests are asked, in which order. `test/guards/missed-by.json` says which file missed a guard before: that one is asked first, and all others only when it does not miss
 * it any more. So a stale line costs seconds and hides nothing; `--learn` writes them anew.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { guardsBelow } from './drop-guard.ts';

const service = process.cwd();
const own = join(service, 'test/guards');
const read = (name: string): unknown => JSON.parse(readFileSync(join(own, name), 'utf8'));
/** Sentences first: they take a second. Laws find what no sentence names, in up to so many histories. */
const { sentences, laws } = z
  .object({
    sentences: z.array(z.string()).min(1),
    laws: z.object({ tests: z.array(z.string()).min(1), histories: z.int().positive() }),
  })
  .parse(read('rounds.json'));
const rounds = [
  { by: 'a sentence', tests: sentences, histories: 0 },
  { by: 'a law', ...laws },
];

const hintsFile = 'missed-by.json';
const hints = z.record(z.string(), z.string()).parse(read(hintsFile));

type Failed = { file: string; title: string };
type Outcome = { guard: string; caughtBy: string | undefined; failed: Failed | undefined; seconds: number };

/** The first test that fails without this guard, or with all of them. */
function failingTest(
  guard: string | undefined,
  tests: readonly string[],
  histories: number,
): Promise<Failed | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn('vitest', ['run', '--bail=1', '--reporter=tap-flat', '--passWithNoTests', ...tests], {
      cwd: service,
      env: {
        ...process.env,
        CLEANDESK_HISTORIES: String(histories),
        ...(guard === undefined ? {} : { CLEANDESK_DROP_GUARD: guard }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve(undefined);
      // What failed is followed by its error; what was not run any more because of it is not.
      const [, file, title] = /^not ok \d+ - (\S+) > (.+?)(?: # .*)?\n +---$/m.exec(output) ?? [];
      if (file === undefined || title === undefined)
        reject(new Error(`No test ran to its end:\n${output.slice(0, 2000)}`));
      else resolve({ file, title });
    });
  });
}

async function drop(guard: string): Promise<Outcome> {
  const begun = Date.now();
  const outcome = (caughtBy: string | undefined, failed?: Failed) => ({
    guard,
    caughtBy,
    failed,
    seconds: (Date.now() - begun) / 1000,
  });
  const hint = hints[guard];
  const before =
    hint !== undefined && existsSync(join(service, hint))
      ? [{ by: 'a sentence', tests: [hint], histories: 0 }]
      : [];
  for (const { by, tests, histories } of [...before, ...rounds]) {
    const failed = await failingTest(guard, tests, histories);
    if (failed !== undefined) return outcome(by, failed);
  }
  return outcome(undefined);
}

const asked = process.argv.slice(2);
const learns = asked.includes('--learn');
const wanted = asked.filter((one) => one !== '--learn');
const queue = guardsBelow(join(service, 'src')).filter(
  (name) => wanted.length === 0 || wanted.includes(name),
);
const outcomes: Outcome[] = [];
// Else a red test would say nothing about a guard.
const red = await failingTest(undefined, sentences, 0);
if (red !== undefined) {
  console.error(`Red with all guards in place: ${red.title} (${red.file})`);
  process.exit(1);
}
const total = queue.length;
await Promise.all(
  [1, 2].map(async () => {
    for (let guard = queue.shift(); guard !== undefined; guard = queue.shift()) {
      const outcome = await drop(guard);
      outcomes.push(outcome);
      const verdict = outcome.caughtBy === undefined ? 'NOT MISSED' : `missed by ${outcome.caughtBy}`;
      console.log(
        `${outcome.seconds.toFixed(1).padStart(6)} s  ${guard.padEnd(56)} ${verdict}: ${outcome.failed?.title ?? 'nothing'}`,
      );
    }
  }),
);
if (learns) {
  const learnt = outcomes.flatMap(({ guard, caughtBy, failed }): [string, string][] =>
    failed !== undefined && caughtBy === 'a sentence' ? [[guard, failed.file]] : [],
  );
  const known = wanted.length === 0 ? [] : Object.entries(hints);
  const all = [...new Map([...known, ...learnt])].sort(([a], [b]) => a.localeCompare(b));
  writeFileSync(join(own, hintsFile), `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}
const unmissed = outcomes.filter(({ caughtBy }) => caughtBy === undefined);
// As one line that counts, like every test runner's.
console.log(`${total - unmissed.length} passed, ${unmissed.length} failed`);
if (total === 0) console.error('No such guard.');
process.exitCode = unmissed.length > 0 || total === 0 ? 1 : 0;
