import { defineConfig } from 'vitest/config';

/** On a whole local stack, which takes minutes to make: a step of its own. */
export default defineConfig({
  test: {
    dir: 'test/stack',
    globalSetup: ['./test/stack/stack.ts'],
    fileParallelism: false,
    // A look waits for a probe for five minutes at most, and what it left behind for as long again.
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
  },
});
