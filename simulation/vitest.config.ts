import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A fleet of 500 takes seconds to come and go, also in virtual time.
  test: { include: ['test/**/*.test.ts'], testTimeout: 120_000 },
});
