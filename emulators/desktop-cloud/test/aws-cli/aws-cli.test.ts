import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { venvWith } from '../../scripts/venv.ts';
import { chainCloud } from '../cases/cloud.ts';
import { missingIn, reportSchema } from '../cases/complete.ts';

const run = promisify(execFile);
const { server, control } = chainCloud();
const printed = z.object({ operations: reportSchema, known: z.array(z.string()) });

let python = '';
beforeAll(async () => {
  python = await venvWith('awscli==1.46.3');
}, 180_000);

describe('The AWS CLI', () => {
  it('does every operation, is refused by every operation, and pages', async () => {
    await control('reset', {});
    const script = join(import.meta.dirname, 'every_command.py');
    const { stdout } = await run(python, [script, server().url]);
    const { operations, known } = printed.parse(JSON.parse(stdout));
    const { answer } = await control('operations');
    expect(missingIn(operations, answer, (operation) => known.includes(operation))).toEqual([]);
  }, 240_000);

  it('works by hand', async () => {
    await control('reset', {});
    const { stdout } = await run('bash', [join(import.meta.dirname, 'by-hand.sh'), server().url], {
      env: { ...process.env, PATH: `${dirname(python)}:${process.env.PATH ?? ''}` },
    });
    expect(stdout.trim().split('\n').at(-1)).toBe('ok');
  }, 240_000);
});
