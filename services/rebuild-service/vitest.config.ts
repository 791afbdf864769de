import { withoutGuard } from '@cleandesk/guards';
import { defineConfig } from 'vitest/config';

const { plugins, test } = withoutGuard(import.meta.dirname);

export default defineConfig({
  plugins,
  test: { include: ['test/**/*.test.ts'], fsModuleCache: true, ...test },
});
