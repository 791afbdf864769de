import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { running } from '../server/running.ts';

/** Its service models list smithy-rpc-v2-cbor before JSON for WorkSpaces and CloudWatch. */
const boto3 = 'boto3==1.44.5';
const run = promisify(execFile);
const venv = join(import.meta.dirname, '../../.local', boto3.replace('==', '-'));
const python = join(venv, 'bin/python');
const { server } = running();

beforeAll(async () => {
  if (existsSync(join(venv, 'ready'))) return;
  try {
    await run('python3', ['-m', 'venv', '--clear', venv]);
  } catch (error) {
    throw new Error('Python 3 with venv is needed to prove boto3 (on Debian: apt install python3-venv).', {
      cause: error,
    });
  }
  await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', boto3]);
  await run(python, ['-c', `import boto3; open(${JSON.stringify(join(venv, 'ready'))}, 'w').close()`]);
}, 180_000);

describe('boto3 does not notice', () => {
  it.each([
    ['contract.py', 'json'],
    ['contract.py', 'smithy-rpc-v2-cbor'],
    ['alarms_and_timers.py', 'json'],
    ['alarms_and_timers.py', 'smithy-rpc-v2-cbor'],
    ['alarms_and_timers.py', 'query'],
  ])(
    '%s in %s',
    async (name, protocol) => {
      const script = join(import.meta.dirname, name);
      const { stdout } = await run(python, [script, server().url, protocol]);
      expect(stdout.trim()).toBe('ok');
    },
    60_000,
  );
});
