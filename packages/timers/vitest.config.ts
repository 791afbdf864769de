import { defineConfig } from 'vitest/config';

// The contract suite waits for real schedules on the desktop cloud.
export default defineConfig({ test: { testTimeout: 20_000 } });
