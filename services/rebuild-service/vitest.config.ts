import { withoutGuard } from '@cleandesk/guards';
import { defineConfig } from 'vitest/config';

const { plugins, test } = withoutGuard(import.meta.dirname);

export default defineConfig({
  plugins,
  test: {
    include: ['test/**/*.test.ts'],
    fsModuleCache: true,
    setupFiles: ['test/ways/watched.ts'],
    globalSetup: ['test/ways/all-taken.ts'],
    ...test,
  },
});
