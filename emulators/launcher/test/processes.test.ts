import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRunning, startDetached, startTokenOf, stop } from '../src/processes.ts';
import { until } from '../src/requests.ts';
import { temporaryFolder } from './temporary-folder.ts';

const waiting = 'setInterval(() => undefined, 1000);';

function start(code: string, logFile: string) {
  return startDetached({
    command: process.execPath,
    args: ['-e', code],
    cwd: process.cwd(),
    env: {},
    logFile,
  });
}

describe('a process that was started', () => {
  it('runs until it is stopped, and so does what it started itself', async () => {
    using folder = temporaryFolder();
    const log = join(folder.path, 'logs/parent.log');
    const parent = await start(
      `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(waiting)}]);
       console.log(child.pid); ${waiting}`,
      log,
    );
    await until(async () => readFileSync(log, 'utf8').includes('\n'), 5_000);
    const childId = Number(readFileSync(log, 'utf8'));
    const child = { pid: childId, startToken: startTokenOf(childId) ?? 'gone' };
    expect([isRunning(parent), isRunning(child)]).toEqual([true, true]);

    await stop(parent);
    expect(isRunning(parent)).toBe(false);
    expect(await until(async () => !isRunning(child), 2_000)).toBe(true);
  });

  it('is ended even when it does not listen', async () => {
    using folder = temporaryFolder();
    const log = join(folder.path, 'deaf.log');
    const deaf = await start(`process.on('SIGTERM', () => undefined); console.log('up'); ${waiting}`, log);
    await until(async () => readFileSync(log, 'utf8').includes('up'), 5_000);
    await stop(deaf, 100);
    expect(isRunning(deaf)).toBe(false);
  });

  it('is left alone when its pid now belongs to another', async () => {
    using folder = temporaryFolder();
    const stranger = await start(waiting, join(folder.path, 'stranger.log'));
    const formerOwner = { ...stranger, startToken: '1' };
    expect(isRunning(formerOwner)).toBe(false);
    await stop(formerOwner);
    expect(isRunning(stranger)).toBe(true);
    await stop(stranger);
  });

  it('says so when it cannot be started at all', async () => {
    using folder = temporaryFolder();
    await expect(
      startDetached({
        command: join(folder.path, 'missing'),
        args: [],
        cwd: folder.path,
        env: {},
        logFile: join(folder.path, 'missing.log'),
      }),
    ).rejects.toThrow('ENOENT');
  });
});
