import { spawn } from 'node:child_process';
import { join } from 'node:path';

// The tests in a browser. With --screenshots they also write docs/portal/.
const [...args] = process.argv.slice(2).filter((arg) => arg !== '--screenshots');
const env = { ...process.env };
if (process.argv.includes('--screenshots')) env.PORTAL_SCREENSHOTS = 'true';
const child = spawn('vitest', ['run', '--config', 'vitest.browser.config.ts', ...args], {
  cwd: join(import.meta.dirname, '..'),
  env,
  stdio: 'inherit',
});
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
