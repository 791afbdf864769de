import { defineConfig } from 'vitest/config';

/** What judges a chaos, and what searches logs, is itself judged here, without a stack. */
export default defineConfig({ test: { include: ['test/chaos/*.test.ts', 'test/discretion/*.test.ts'] } });
