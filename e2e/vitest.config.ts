import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What is searched for secrets is what all the others have left. */
class DiscretionLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLast = ({ moduleId }: TestSpecification): number =>
      Number(moduleId.endsWith('/discretion.test.ts'));
    return (await super.sort(files)).toSorted((a, b) => isLast(a) - isLast(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/*.test.ts'],
    // It restarts the base emulator and makes calls fail for all: on a stack that somebody uses nobody wants that.
    exclude: process.env.CLEANDESK_STACK === undefined ? [] : ['test/chaos.test.ts'],
    globalSetup: ['./test/stack.ts'],
    // One process and one recorder: stories wait, they don't compute. Within a file all of them are played at once.
    fileParallelism: false,
    sequence: { concurrent: true, sequencer: DiscretionLast },
    // A stack that is up lets two calls a second through, as AWS does: there only a few stories fit beside each other.
    maxConcurrency: process.env.CLEANDESK_STACK === undefined ? 100 : 5,
    // Longer than any wait within a story: a wait that fails says what happened, a time-out does not.
    testTimeout: 600_000,
    hookTimeout: 120_000,
    reporters: ['verbose'],
  },
});
