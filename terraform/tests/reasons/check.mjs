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
  ['a detector that is none', '"per-shard" is neither.'],
  ['a shard of a name that is none', 'letters, digits and hyphens. These are not: "Floor_1".'],
  ['two shards of one name', 'one alarm can not watch both'],
  ['a shard of a thousand desktops', 'CloudWatch evaluates an alarm on 500 series at most'],
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
  ['a relative address', '"docs/runbooks/" is none.'],
  [
    'a topic in order, for alarms',
    'observability.topic_arns are at most 5 ARNs of SNS topics that are not FIFO',
  ],
  ['thousands without a desktop', '(it is 5000). Each of them is somebody without a desktop'],
  ['shares that are no percent', '(they are 0.2, 10 and 20): below, the alarm would ring for one among many'],
  ['at least none', '(they are 0 and 3): with 0 an hour in which nothing happens would ring'],
  ['resets faster than AWS makes them', '(it is 20): AWS needs up to 40 minutes for a recreate'],
  ['a wait of one round', '(it is 5): what waits is measured once a round'],
  ['an hour between runs of an hour', '(it is 1): else it would ring between two runs'],
  ['bounces that SES stops mails for', '(it is 20): at 10 SES stops all mails of the account'],
  ['a directory by its name', 'whose users have their desktops in this portal. "example.com" is none.'],
  ['a title with markup', 'portal.title is one line of 1 to 64 characters, without < and >'],
  [
    'hosting by somebody else',
    'portal.hosting is cloudfront, or none where you serve the built portal yourself.',
  ],
  ['an address that follows from the domain', 'portal.url is for hosting = "none"'],
  ['a certificate of another Region', 'CloudFront takes certificates from no other Region'],
  ['a WAF of a Region', "One of a Region can't stand there."],
  ['WAF without CloudFront', 'are of CloudFront, which hosting = "none" leaves out'],
  ['a price class of no name', 'portal.price_class is PriceClass_100'],
  ['a portal without an address', 'portal.url says where you serve the portal, with hosting = "none"'],
  ['an issuer without https', 'is the https address that stands in the tokens as `iss`'],
  ['a scope without openid', 'a scope with openid in it (else there is no ID token)'],
  ['calls to everywhere', 'the page may talk to them, so neither * nor a path'],
  ['a second factor by SMS', 'portal.cognito: mfa is OFF, OPTIONAL or ON'],
  ['a domain that Cognito refuses', 'neither aws, amazon nor cognito in it: so Cognito demands'],
  [
    'a portal whose sender has a name',
    'portal.mail.from_address is an address like desktops@example.com, without a name',
  ],
  ["a portal's name in quotation marks", 'portal.mail.from_name has 1 to 64 letters'],
  ['a portal with the identity of somebody else', 'portal.mail.identity is the address in from_address'],
  ['approvers by login', 'known by them when they sign in. These are none: "eva", "Eva".'],
  ['an approver twice', 'portal.approvers names somebody twice'],
  [
    'too few approvers',
    'nobody approves their own request, so there is one more of them than any rule needs',
  ],
  ['a rule for what there is not', 'portal.rules[].kind is desktop, reboot, reset, extend or return'],
  ['six people for a request', 'is a whole number from 0 (nobody) to 5'],
  ['a price of a reboot', 'is for desktop and extend: nothing else has a price'],
  ['nothing to ask for', 'portal.offers has 1 to 50 desktops'],
  ['two offers with one id', 'They are Big, Big.'],
  [
    'an offer without a title',
    'title has 1 to 64 characters, description at most 500, and picture is windows',
  ],
  ['a bundle by its name', 'portal.offers[].bundle_id is like wsb-clj85qzj1'],
  [
    'a price below nothing, in words, in two currencies',
    'a currency of three capital letters like EUR, the same for all',
  ],
  ['a desktop without a processor', 'vcpu and storage_gib are whole numbers from 1'],
  ['a running mode of no name', 'portal.offers[].workspace: running_mode is AUTO_STOP'],
  ["a tag of AWS's", 'portal.offers[].tags has at most 45 tags'],
  ['an offer that no policy matches', 'Desktops of an offer are matched by no policy'],
  ['no request a day', 'portal.limits are whole numbers: requests_per_day 1 or more'],
  ['a slip in a time zone of the portal', 'They are "Europe/Berln" and "en-GB".'],
  ['a reminder after the end', 'shorter than expiry_hours, which is at most 8760'],
  ['overdue before it could be done', 'a desktop takes up to 40 minutes to be made'],
  ['given up before it is overdue', 'shorter than give_up_hours, which is at most 720'],
  ['a client without an address', 'portal.client_url is an https address'],
  ['more calls for who is not signed in', 'must not be able to call more often'],
  ['a key by its alias', 'policies of roles name keys, not aliases. "alias/cleandesk" is none.'],
  ["AWS's own bus", 'what AWS says there is forwarded to this bus, and would go round for ever'],
  ['a key for a bus that has one', 'A bus of yours has the key that you gave it.'],
  ['a topic in order for who left', 'CloudWatch tells no other. "left.fifo" is none.'],
  ['a topic by its name', 'CloudWatch and EventBridge tell no other. "operations" is none.'],
  ['a boundary by its name', 'is the ARN of a managed policy'],
  ['a path without slashes', 'iam_path begins and ends with a slash'],
  ['a variable that Lambda does not take', 'Lambda takes no others. These are none: "NO-NAME".'],
  ["a tag of AWS's own", "that don't begin with aws:"],
  ['a release that is not there', 'There is no release at ./nowhere.json'],
  ['a release of another version', 'it is of another version than this module. Take both of one.'],
  ['an API that waits too long', 'tuning.api.timeout_seconds must be from 3 to 29 (it is 30)'],
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
