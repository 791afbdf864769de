#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import colours from 'picocolors';
import { demoTimes } from './demo/ground.ts';
import { perform } from './demo/perform.ts';

const positive = (text: string): number => {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
};

const command = new Command('demo')
  .description(
    'Users on an AWS that is emulated on this machine: one desktop rebuilt, one recreated, one whose user came back in time, one left twice within one alarm period, one on which no policy matches; and, where OpenLDAP can be had, one whose user joins a group of the directory and one whose user leaves it; and one that a user asks for in the portal.',
  )
  .option('--json', 'print one JSON document, and nothing else')
  .option('--keep', 'leave the stack up, and say how to look around')
  .option('--grace <seconds>', `how long a user may be away; default ${demoTimes.graceSeconds}`, positive)
  .option(
    '--speed <factor>',
    `how much faster than on AWS desktops change; default ${demoTimes.speed}`,
    positive,
  )
  .addHelpText(
    'after',
    '\nUses the stack of ./scripts/local when it is up and no times are asked for, else one of its own.\nEnds with 0 only if every desktop fared as expected.',
  )
  .parse();
const { json, keep, grace, speed } = command.opts<{
  json?: boolean;
  keep?: boolean;
  grace?: number;
  speed?: number;
}>();

const ended = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    if (!json) console.error('\nTaking down what was started ...');
    ended.abort();
  });
}

const document = await perform(
  {
    json: json ?? false,
    keep: keep ?? false,
    isColourful: colours.isColorSupported && process.stdout.isTTY,
    signal: ended.signal,
    ...(grace === undefined ? {} : { graceSeconds: grace }),
    ...(speed === undefined ? {} : { speed }),
  },
  (text) => console.log(text),
);
if (json) console.log(JSON.stringify(document, null, 2));
// Plots of a demo that was ended early still wait for what won't come.
process.exit(document.ok ? 0 : ended.signal.aborted ? 130 : 1);
