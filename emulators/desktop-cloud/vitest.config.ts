import { defineConfig } from 'vitest/config';

// Some sentences are told on wall time, through servers and child processes: a busy machine may take its time.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
