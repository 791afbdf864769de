import { defineConfig } from 'vitest/config';

/** What runs on LocalStack: `./scripts/test --base localstack` starts it and says where it is. */
export default defineConfig({
  test: { include: ['test/**/*.localstack.ts'], testTimeout: 120_000, hookTimeout: 60_000 },
});
