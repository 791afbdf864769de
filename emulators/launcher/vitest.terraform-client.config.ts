import { defineConfig } from 'vitest/config';

// It needs Terraform and its AWS provider, and waits where the provider does: no part of the unit tests.
export default defineConfig({
  test: { include: ['terraform-client/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 240_000 },
});
