import { defineConfig } from 'vitest/config';

// Some sentences are told by programs that begin anew, which takes seconds on a busy machine.
export default defineConfig({ test: { dir: 'test', testTimeout: 60_000, hookTimeout: 60_000 } });
