import {
  defaults,
  environment,
  progress,
  type StackEnvironment,
  status,
  untilAskedToEnd,
} from '@cleandesk/launcher';
import type { TestProject } from 'vitest/node';
import { chaosTimes, storyStack, times } from '../src/stack/story-stack.ts';

declare module 'vitest' {
  // vitest's own interface: only an interface can be added to.
  interface ProvidedContext {
    stack: StackEnvironment;
    graceSeconds: number;
    /** Whether it has a policy in dry run. */
    isRehearsed: boolean;
    /** Folder of its state, for `@cleandesk/launcher`. */
    stackDir: string;
  }
}

/**
 * A stack of our own on free ports, gone afterwards with all that it started. `CLEANDESK_STACK=current` plays the
 * stories on the one that `scripts/local up` made, any other value on the one in that folder; it is left as it stands.
 * `CLEANDESK_STORIES=chaos` says that nothing but the chaos is played, which needs less.
 */
export default async function stack(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const { CLEANDESK_STACK: named, CLEANDESK_STORIES: only } = process.env;
  if (named !== undefined) {
    const at = { dir: named === 'current' ? defaults.dir : named };
    const { settings } = await status(at);
    project.provide('stack', environment(at));
    project.provide('graceSeconds', settings?.graceSeconds ?? times.graceSeconds);
    project.provide('isRehearsed', settings?.rehearsal ?? false);
    project.provide('stackDir', at.dir);
    return undefined;
  }
  const { dir, start, stop } = storyStack(only === 'chaos' ? chaosTimes : times);
  // vitest's own listeners end the process a millisecond later, without a teardown: the stack would stay.
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
  const asked = untilAskedToEnd(() => console.log('Taking down the stack ...'));
  asked.addEventListener('abort', () => void stop().finally(() => process.exit(130)));
  try {
    const told = progress((line) => console.log(line));
    project.provide('stack', await start(told, asked));
    project.provide('graceSeconds', times.graceSeconds);
    project.provide('isRehearsed', times.rehearsal);
    project.provide('stackDir', dir);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
