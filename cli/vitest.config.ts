import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Each command is a program that begins anew.
  test: { dir: 'test', exclude: ['stack/**', '**/stack/**'], testTimeout: 60_000 },
});
