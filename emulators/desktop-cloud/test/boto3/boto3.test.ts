import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { boto3Python } from '../../scripts/boto3.ts';
import { running } from '../server/running.ts';

const run = promisify(execFile);
const { server } = running();

let python = '';
beforeAll(async () => {
  python = await boto3Python();
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
