import { withoutGuard } from '@cleandesk/guards';
import { defineConfig } from 'vitest/config';

const { plugins, test } = withoutGuard(import.meta.dirname);

// The contract suites send to the base emulator, which takes its time on a busy machine.
export default defineConfig({ plugins, test: { testTimeout: 20_000, ...test } });
