import { defineConfig } from 'vitest/config';

// It starts a Chromium, and so is no part of the unit tests.
export default defineConfig({
  test: { include: ['control-page/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 120_000 },
});
