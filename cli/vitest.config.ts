import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Each command is a program that begins anew, which takes seconds beside others on a small machine.
  test: { dir: 'test', exclude: ['stack/**', '**/stack/**'], testTimeout: 240_000 },
});
