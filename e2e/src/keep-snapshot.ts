#!/usr/bin/env node
// Deploys what the stories are played on, once for them and once for the chaos, and takes it down again: the snapshots that
// stay spare them a minute, in which Terraform mostly waits. Changes nothing when there are two.
import { progress, untilAskedToEnd } from '@cleandesk/launcher';
import { chaosTimes, storyStack } from './stack/story-stack.ts';

const told = progress((line) => console.log(line));
const asked = untilAskedToEnd(() => console.log('Taking down the stacks ...'));
// The second one takes other ports than the first, which stands meanwhile.
const stacks = [storyStack(), storyStack(chaosTimes)];
try {
  for (const stack of stacks) await stack.start(told, asked);
} finally {
  for (const stack of stacks) await stack.stop();
}
