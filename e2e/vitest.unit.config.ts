import { defineConfig } from 'vitest/config';

/** What judges a chaos is itself judged here, without a stack. */
export default defineConfig({ test: { include: ['test/chaos/*.test.ts'] } });
