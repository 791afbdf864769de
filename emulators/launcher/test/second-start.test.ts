import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../src/commands.ts';
import { down } from '../src/down.ts';
import { isMinistackHealthy, startMinistack } from '../src/ministack.ts';
import { isRunning, type OwnedProcess, startAnswering } from '../src/processes.ts';
import { baseEmulatorPython } from '../src/python.ts';
import { repositoryRoot, stackPaths } from '../src/repository.ts';
import { readState } from '../src/state.ts';
import { up } from '../src/up.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('a second start of a stack that stands', () => {
  const folder = temporaryFolder();
  const paths = stackPaths(folder.path);
  let base: OwnedProcess;
  let port: number;
  /** What a function of the first one would have been unpacked to. */
  let unpacked: string;

  beforeAll(async () => {
    await up({ dir: folder.path, basePort: 0, cloudPort: 0, deploy: false });
    const standing = readState(paths.stateFile).base;
    if (standing?.process === undefined) throw new Error('There is no base emulator');
    base = standing.process;
    port = standing.port;
    unpacked = join(paths.baseTemp, String(base.pid), 'ministack-lambda-seats/index.mjs');
    mkdirSync(dirname(unpacked), { recursive: true });
    writeFileSync(unpacked, 'a function');
  }, 60_000);
  afterAll(async () => {
    await down({ dir: folder.path });
    folder[Symbol.dispose]();
  });

  it('is refused where another emulator answers already', async () => {
    const python = await baseEmulatorPython(join(paths.logs, 'install.log'));
    await expect(startMinistack(python, port, paths)).rejects.toThrow(`Port ${port}`);
    expect(existsSync(unpacked)).toBe(true);
  });

  it('ends by itself, and the functions of the first one stay', async () => {
    const python = await baseEmulatorPython(join(paths.logs, 'install.log'));
    const second = await run({
      command: python,
      args: [join(repositoryRoot, 'emulators/launcher/base/launch.py')],
      cwd: repositoryRoot,
      env: { BIND_HOST: '127.0.0.1', GATEWAY_PORT: String(port), CLEANDESK_TEMP: paths.baseTemp },
    });
    expect(second.code).toBe(1);
    expect(second.output).toContain('already in use');
    expect(existsSync(unpacked)).toBe(true);
  });

  it('keeps an emulator that has not answered for seconds', async () => {
    process.kill(base.pid, 'SIGSTOP');
    // Longer than a look at its health waits.
    const goesOn = setTimeout(() => process.kill(base.pid, 'SIGCONT'), 2_500);
    try {
      await up({ dir: folder.path, deploy: false });
    } finally {
      clearTimeout(goesOn);
      process.kill(base.pid, 'SIGCONT');
    }
    expect(isRunning(base)).toBe(true);
    expect(readState(paths.stateFile).base?.process).toEqual(base);
    expect(existsSync(unpacked)).toBe(true);
    expect(await isMinistackHealthy(port)).toBe(true);
  });

  it('is not needed when the system has emptied its temp folder', async () => {
    const python = await baseEmulatorPython(join(paths.logs, 'install.log'));
    const script =
      'import sys; sys.path.insert(0, sys.argv[1]); import launch, os, shutil, tempfile; ' +
      'shutil.rmtree(launch.home); print(os.path.isdir(tempfile.mkdtemp()))';
    const asked = await run({
      command: python,
      args: ['-B', '-c', script, join(repositoryRoot, 'emulators/launcher/base')],
      cwd: repositoryRoot,
      env: { CLEANDESK_TEMP: join(folder.path, 'emptied') },
    });
    expect(asked).toEqual({ code: 0, output: 'True\n' });
  });
});

describe('down', () => {
  it('leaves no functions, also of an emulator that could not tidy up', async () => {
    using folder = temporaryFolder();
    const paths = stackPaths(folder.path);
    await up({ dir: folder.path, basePort: 0, cloudPort: 0, deploy: false });
    const base = readState(paths.stateFile).base?.process;
    expect(base && existsSync(join(paths.baseTemp, String(base.pid)))).toBe(true);
    if (base) process.kill(base.pid, 'SIGKILL');
    await down({ dir: folder.path });
    expect(existsSync(paths.baseTemp)).toBe(false);
  }, 60_000);
});

describe('a program that is started to stay', () => {
  it('is known before it answers: whoever is killed while waiting has written it down', async () => {
    using folder = temporaryFolder();
    const known = join(folder.path, 'known');
    const program = {
      command: process.execPath,
      args: ['-e', 'setInterval(() => undefined, 1000);'],
      cwd: folder.path,
      env: {},
      logFile: join(folder.path, 'program.log'),
    };
    const answers = async () => existsSync(known);
    const started = await startAnswering(program, answers, 5_000, ({ pid }) =>
      writeFileSync(known, String(pid)),
    );
    expect(readFileSync(known, 'utf8')).toBe(String(started?.pid));
    if (started) process.kill(started.pid, 'SIGKILL');
    rmSync(known);
  });
});
