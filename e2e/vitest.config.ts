import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Dying functions come after the users: by then the first recreate of their kind has gone alone, and theirs need not. What is
 * searched for secrets is what all the others have left.
 */
const order = [
  'users',
  'portal',
  'portal-browser',
  'portal-crowd',
  'portal-deaths',
  'redeployed',
  'crashes',
  'crowd',
  'chaos',
  'discretion',
  'upgraded',
  'taken-away',
].map((name) => `/${name}.test.ts`);

class InOrder extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number =>
      order.findIndex((name) => moduleId.endsWith(name));
    return Promise.resolve(files.toSorted((a, b) => place(a) - place(b)));
  }
}

export default defineConfig({
  test: {
    include: ['test/*.test.ts'],
    // One restarts the base emulator and makes calls fail for all, one leaves a thousand desktops, one deploys anew: on a stack
    // that somebody uses nobody wants that.
    exclude: [
      ...(process.env.CLEANDESK_STACK === undefined ? [] : ['chaos', 'crowd', 'redeployed']),
      // What replaces functions amid resets, and takes all away in the end, is for a stack of its own.
      ...(process.env.CLEANDESK_STORIES === 'upgrade' ? [] : ['upgraded', 'taken-away']),
    ].map((name) => `test/${name}.test.ts`),
    globalSetup: ['./test/stack.ts'],
    // One process and one recorder: stories wait, they don't compute. Within a file all of them are played at once.
    fileParallelism: false,
    sequence: { concurrent: true, sequencer: InOrder },
    // A stack that is up lets two calls a second through, as AWS does: there only a few stories fit beside each other.
    maxConcurrency: process.env.CLEANDESK_STACK === undefined ? 100 : 5,
    // Longer than any wait within a story: a wait that fails says what happened, a time-out does not.
    testTimeout: 600_000,
    hookTimeout: 120_000,
    reporters: ['verbose'],
  },
});
