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
  ['one call at once', 'a call that comes some milliseconds late needs room'],
  ['everyone as an operator', 'who can speak on the bus can reset desktops'],
  ['a lease that is too short', 'must be longer than tuning.seats.timeout_seconds (60)'],
  ['a zip that was never built', 'There is no zip at ./never-built.zip.'],
  ['a function that does not exist', 'There is no function alarm-manager/look.'],
  [
    'an outage of nobody',
    'outage.least of policy "outage-least" is 0. It must be a whole number from 1 to 1000000: with 0 the first user who leaves would pause everybody\'s resets.',
  ],
  ['an outage in percent', 'outage.share of policy "outage-share" is 30. It must be from 0 to 1'],
  ['an outage within seconds', 'outage.within_seconds of policy "outage-within" is 59'],
  [
    'failures of nobody',
    'failures.least of policy "failures-least" is 0. It must be a whole number from 1 to 1000000: with 0 one bad desktop would pause',
  ],
  ['failures of a day', 'failures.within_seconds of policy "failures-day" is 86400'],
  ['two days to come back', 'outage.return_seconds of policy "outage-return" is 172800'],
  [
    'hours that say nothing, in percent, of half a desktop',
    'They don\'t in "hours-silent", "hours-share", "hours-least".',
  ],
  ['why hours have to say something', 'Hours that name neither change nothing'],
  ['fifteen hours', 'An outage has at most 14 hours'],
  ['a budget of nothing, and one of two', 'It is both or neither in "budget-none", "budget-two".'],
  ['a budget of no resets', 'budget.resets of policy "budget-zero" is 0'],
  ['a budget of half a reset', 'budget.resets of policy "budget-half" is 1.5. It must be a whole number'],
  ['a budget of no share', 'budget.share of policy "budget-nothing" is 0'],
  ['a budget in percent', 'budget.share of policy "budget-percent" is 10'],
  ['a budget by the second', 'budget.window_seconds of policy "budget-second" is 1.'],
  [
    'no recreates, and a bound in other words',
    'It is neither: "0" of policy "recreates-zero", "none" of policy "recreates-word". Each recreate may be billed as a new WorkSpace',
  ],
  ['a window without spans, and one of eight', 'It has not in "window-empty", "window-eight".'],
  [
    'a span without days, and a day in full',
    'These are not: [] of policy "days-none", ["monday"] of policy "days-word".',
  ],
  [
    'midnight as 24:00, an hour of one digit, and one of twelve',
    'These are not: "24:00" of policy "time-24", "7:30" of policy "time-ready", "5 pm" of policy "time-hours".',
  ],
  [
    'a time zone with a slip, and an offset',
    'These are not: "Europe/Berln" of policy "zone-slip", "+02:00" of policy "zone-offset".',
  ],
  ['why an offset is no zone', 'An offset like +02:00 is none'],
  ['data loss in milliseconds', 'data_loss.max_seconds of policy "loss-weeks" is 43200000'],
  [
    'data loss with another action',
    'data_loss of policy "loss-action" has the action "ask". It must be "rebuild" (all the same)',
  ],
  ['data loss of a recreate', 'choose the strategy "rebuild", in "loss-recreate".'],
  ['a session of minutes', 'Out of it: 600 of policy "session".'],
  ['removal on the first day', 'never_logged_in.after_days of policy "never-zero" is 0'],
  [
    'removal in other words',
    'never_logged_in of policy "never-action" has the action "stop". It must be "remove" (give it up',
  ],
  ['unused for years', 'unused.after_days of policy "unused-years" is 1001'],
  ['an unused desktop that is stopped', 'unused of policy "unused-action" has the action "stop"'],
  [
    'notices without a way',
    'Users are to be told of resets by "hasty", and nothing says how: give user_notices. Else everybody would rely on warnings that never come.',
  ],
  ['a sender with a name', 'is an address like desktops@example.com, without a name'],
  ['a name in quotation marks', 'user_notices.mail.from_name has 1 to 64 letters'],
  ['the identity of somebody else', 'SES lets no other identity send from there'],
  ['a name for a directory', 'These are none: "kiosks".'],
  [
    'addresses without a name, without a domain, with a name in it, with two, and for two',
    'These are not: "helpdesk@example.com", "{userName}", "desk@{userName}.example.com", "{userName}{userName}@example.com", "{userName},boss@example.com". Without the name all users would share a mailbox',
  ],
  ['a topic in order', 'the ARN of an SNS topic that is not FIFO'],
  ['another slip in a time zone', 'user_notices.time_zone is a name of the IANA database'],
  ['a language in words', '"german" is none.'],
  ['a notice that there is not', 'There is no later.'],
  [
    'tags that do not escape, or change what tags are',
    'Others are in before.html, before.text, during.html, during.text, withdrawn.text.',
  ],
  ['a name that there is not', 'They can\'t name "user" (before.topic).'],
  ['sections that do not end, and an end of none', "They don't in after.text, after.topic, before.topic."],
  ['a subject of two lines', 'It is more for before.'],
  ['a function that is killed while it tells', 'tuning.tell.timeout_seconds (10) must be at least 20'],
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
