import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { breakLock, withLock } from '../src/lock.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('the lock of a stack', () => {
  it('lets one in at a time, and out again after a failure', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'deep/up.lock');
    let inside = 0;
    let most = 0;
    const work = () =>
      withLock(file, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await sleep(5);
        inside -= 1;
      });
    await Promise.all([work(), work(), work()]);
    expect(most).toBe(1);
    await expect(
      withLock(file, async () => {
        throw new Error('half way');
      }),
    ).rejects.toThrow('half way');
    expect(existsSync(file)).toBe(false);
  });

  it('is free when the one who held it has died', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'up.lock');
    writeFileSync(file, JSON.stringify({ pid: process.pid, startToken: '1' }));
    expect(await withLock(file, async () => 'in')).toBe('in');
  });

  it('is not taken away when somebody has locked anew since it was found dead', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'up.lock');
    writeFileSync(file, 'the next one');
    breakLock(file, 'the dead one');
    expect(readFileSync(file, 'utf8')).toBe('the next one');
    breakLock(file, 'the next one');
    breakLock(file, 'gone since');
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
