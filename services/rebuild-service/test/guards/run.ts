#!/usr/bin/env node
/**
 * Drops every guard of the decider, one at a time, and expects a test to fail for it. A guard that nobody misses
 * protects nobody, or is not tested: both are faults.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { guardsOf } from './drop-guard.ts';

const service = join(import.meta.dirname, '../..');
const domain = join(service, 'src/domain');
/** Sentences first: they take a second. The laws find what no sentence names, in up to this many histories. */
const sentences = ['test/domain', 'test/app'];
const rounds = [
  { by: 'a sentence', tests: sentences, histories: 0 },
  { by: 'a law', tests: ['test/laws/first-half.test.ts'], histories: 3000 },
];

type Outcome = { guard: string; caughtBy: string | undefined; detail: string; seconds: number };

/** The first test that fails without this guard, or with all of them. */
function failingTest(
  guard: string | undefined,
  tests: readonly string[],
  histories: number,
): Promise<string | undefined> {
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
      const failed = /^not ok \d+ - \S+ > (.+?)(?: # .*)?\n +---$/m.exec(output)?.[1];
      if (failed === undefined) reject(new Error(`No test ran to its end:\n${output.slice(0, 2000)}`));
      else resolve(failed);
    });
  });
}

async function drop(guard: string): Promise<Outcome> {
  const begun = Date.now();
  const outcome = (caughtBy: string | undefined, detail: string) => ({
    guard,
    caughtBy,
    detail,
    seconds: (Date.now() - begun) / 1000,
  });
  for (const { by, tests, histories } of rounds) {
    const title = await failingTest(guard, tests, histories);
    if (title !== undefined) return outcome(by, title);
  }
  return outcome(undefined, 'nothing');
}

const wanted = process.argv.slice(2);
const queue = guardsOf(domain).filter((name) => wanted.length === 0 || wanted.includes(name));
const outcomes: Outcome[] = [];
// Else a red test would say nothing about a guard.
const red = await failingTest(undefined, sentences, 0);
if (red !== undefined) {
  console.error(`Red with all guards in place: ${red}`);
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
        `${outcome.seconds.toFixed(1).padStart(6)} s  ${guard.padEnd(56)} ${verdict}: ${outcome.detail}`,
      );
    }
  }),
);
const unmissed = outcomes.filter(({ caughtBy }) => caughtBy === undefined);
// As one line that counts, like every test runner's.
console.log(`${total - unmissed.length} passed, ${unmissed.length} failed`);
if (total === 0) console.error('No such guard.');
process.exitCode = unmissed.length > 0 || total === 0 ? 1 : 0;
