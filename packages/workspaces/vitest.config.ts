import { defineConfig } from 'vitest/config';

// Desktops of the desktop cloud take their time, divided by its speed.
export default defineConfig({ test: { testTimeout: 20_000 } });
