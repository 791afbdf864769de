import { withoutGuard } from '@cleandesk/guards';
import { defineConfig } from 'vitest/config';

const { plugins, test } = withoutGuard(import.meta.dirname);

// The contract suites make desktops on the desktop cloud, which take their time, divided by its speed.
export default defineConfig({ plugins, test: { testTimeout: 20_000, ...test } });
