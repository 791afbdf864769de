import { defineConfig } from 'vitest/config';

// The contract suites send to the base emulator, which takes its time on a busy machine.
export default defineConfig({ test: { testTimeout: 20_000 } });
