#!/usr/bin/env node
// Terraform's own tests can say that an input is refused, not with which words. The words are what an owner gets, so they are checked here.
// Needs an initialised product: `terraform init` in the folder above `tests`.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const product = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What the owner wrote, and what the refusal has to say. */
const reasons = [
  [
    'a policy without a selector',
    'Policy "everyone" names no selector: it would reset every desktop of the account.',
  ],
  ['an empty list', 'Nobody could tell whether it means every desktop or none'],
  ['two policies with one name', 'Two policies have the same name ("twice", "Twice")'],
  ['a name that does not fit on a receipt', 'These don\'t: "a/b".'],
  ['a directory id with a slip', '"d-9X" of policy "twice"'],
  ['a bundle id with a slip', '"ws-1" of policy "Twice"'],
  [
    'no strategy and an unknown one',
    'Policy "Twice" (strategy "restore"), "no-choice" (strategy missing) must choose between',
  ],
  ['what rebuild keeps', 'the user volume comes back from a snapshot up to 12 hours old: it is no full wipe'],
  ['what recreate costs', 'each one may be billed as a new WorkSpace'],
  ['a grace of 5 seconds', 'Out of it: 5 of policy "hasty".'],
  ['too many policies', 'functions can be given 2500'],
  ['an alarm period of 90 seconds', 'must be whole minutes from 60 to 86400 (it is 90)'],
  ['everyone as an operator', 'who can speak on the bus can reset desktops'],
  ['a lease that is too short', 'must be longer than tuning.seats.timeout_seconds (60)'],
  ['a zip that was never built', 'There is no zip at ./never-built.zip.'],
  ['a function that does not exist', 'There is no function alarm-manager/look.'],
];

const run = spawnSync('terraform', ['test', '-no-color', '-test-directory=tests/reasons'], {
  cwd: product,
  encoding: 'utf8',
});
if (run.error) throw run.error;
// Terraform breaks lines at the width of a terminal.
const said = `${run.stdout} ${run.stderr}`.replace(/\s+/g, ' ');

const silent = reasons.filter(([, words]) => !said.includes(words));
for (const [input, words] of silent)
  console.error(`refused without its reason, or not at all: ${input}\n  expected: ${words}`);
if (silent.length > 0) console.error(run.stdout, run.stderr);
console.log(`${reasons.length - silent.length} passed, ${silent.length} failed`);
process.exitCode = silent.length > 0 ? 1 : 0;
