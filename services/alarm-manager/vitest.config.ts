import { defineConfig } from 'vitest/config';

// The contract suites make desktops on the desktop cloud, which take their time, divided by its speed.
export default defineConfig({ test: { testTimeout: 20_000 } });
