import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { seedsPython } from '../src/seeds-python.ts';

it('the seeds’ functions do what their texts say', { timeout: 120_000 }, async () => {
  const { python, folder } = await seedsPython();
  // unittest writes what it ran to stderr; a test that fails ends it with an error.
  const { stderr } = await promisify(execFile)(python, ['-m', 'unittest', '--quiet', 'test_seeds'], {
    cwd: folder,
    env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' },
  });
  expect(stderr).toMatch(/Ran [1-9]\d* tests/);
});
