import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../src/commands.ts';
import { Interrupted, interruptible, undisturbed } from '../src/interruption.ts';
import { withLock } from '../src/lock.ts';
import { isRunning, type OwnedProcess, startAnswering, startTokenOf } from '../src/processes.ts';
import { progress } from '../src/progress.ts';
import { stackPaths } from '../src/repository.ts';
import { until } from '../src/requests.ts';
import { readState } from '../src/state.ts';
import { up } from '../src/up.ts';
import { temporaryFolder } from './temporary-folder.ts';

const forever = 'setInterval(() => undefined, 1000);';

/** Says its pid in a file and stays; `more` runs first. */
const stays = (file: string, more = '') =>
  `${more} require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); ${forever}`;

async function processIn(file: string): Promise<OwnedProcess> {
  await until(async () => existsSync(file) && readFileSync(file, 'utf8') !== '', 5_000);
  const pid = Number(readFileSync(file, 'utf8'));
  return { pid, startToken: startTokenOf(pid) ?? 'gone' };
}

describe('work that is interrupted', () => {
  it('ends the program that it waits for, with what that has started', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'child');
    const child = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stays(file))}], { stdio: 'inherit' });`;
    const asked = new AbortController();
    const work = interruptible(asked.signal, () =>
      run({ command: process.execPath, args: ['-e', `${child} ${forever}`], cwd: folder.path, env: {} }),
    );
    const running = await processIn(file);
    expect(isRunning(running)).toBe(true);
    asked.abort();
    await expect(work).rejects.toThrow(Interrupted);
    expect(isRunning(running)).toBe(false);
  });

  it('leaves nothing of a program that did not answer yet', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'mute');
    const program = {
      command: process.execPath,
      args: ['-e', stays(file)],
      cwd: folder.path,
      env: {},
      logFile: join(folder.path, 'mute.log'),
    };
    const asked = new AbortController();
    const work = interruptible(asked.signal, () =>
      startAnswering(
        program,
        async () => false,
        60_000,
        () => undefined,
      ),
    );
    const running = await processIn(file);
    asked.abort();
    await expect(work).rejects.toThrow(Interrupted);
    expect(isRunning(running)).toBe(false);
  });

  it('does not wait for a lock, nor take it', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'up.lock');
    const owner = { pid: process.pid, startToken: startTokenOf(process.pid) };
    writeFileSync(file, JSON.stringify(owner));
    await expect(interruptible(AbortSignal.abort(), () => withLock(file, async () => 'in'))).rejects.toThrow(
      Interrupted,
    );
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(owner);
  });

  it('can still clean up', async () => {
    using folder = temporaryFolder();
    const said = await interruptible(AbortSignal.abort(), () =>
      undisturbed(() =>
        run({
          command: process.execPath,
          args: ['-p', '"clean"'],
          cwd: folder.path,
          env: {},
        }),
      ),
    );
    expect(said).toEqual({ code: 0, output: 'clean\n' });
  });
});

describe('up', () => {
  it('that is interrupted says what to do, and leaves no emulator and no lock', {
    timeout: 60_000,
  }, async () => {
    using folder = temporaryFolder();
    const paths = stackPaths(folder.path);
    const asked = new AbortController();
    let base: OwnedProcess | undefined;
    const told = progress((line) => {
      if (!line.includes('the base emulator answers')) return;
      base = readState(paths.stateFile).base?.process;
      asked.abort();
    });
    await expect(
      up({ dir: folder.path, basePort: 0, cloudPort: 0, deploy: false }, told, asked.signal),
    ).rejects.toThrow('./scripts/local up begins again');
    expect(base).toMatchObject({ pid: expect.any(Number) });
    expect(base && isRunning(base)).toBe(false);
    expect(existsSync(paths.stateFile)).toBe(false);
    expect(existsSync(paths.lockFile)).toBe(false);
    expect(existsSync(paths.baseTemp)).toBe(false);
  });
});
