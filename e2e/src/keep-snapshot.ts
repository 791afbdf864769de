#!/usr/bin/env node
// Deploys what the stories are played on and takes it down again: the snapshot that stays spares them a minute, in which
// Terraform mostly waits. Changes nothing when there is one.
import { progress, untilAskedToEnd } from '@cleandesk/launcher';
import { storyStack } from './stack/story-stack.ts';

const stack = storyStack();
try {
  await stack.start(
    progress((line) => console.log(line)),
    untilAskedToEnd(() => console.log('Taking down the stack ...')),
  );
} finally {
  await stack.stop();
}
