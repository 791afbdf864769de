import { defineConfig } from 'vitest/config';

/** On a whole local stack, which takes minutes to make: a step of its own. */
export default defineConfig({
  test: {
    dir: 'test/stack',
    globalSetup: ['./test/stack/stack.ts'],
    fileParallelism: false,
    testTimeout: 400_000,
    hookTimeout: 600_000,
  },
});
