import { defineConfig } from 'vitest/config';

// `browser` starts a Chromium and has a configuration of its own.
export default defineConfig({ test: { include: ['test/unit/**/*.test.{ts,tsx}'] } });
