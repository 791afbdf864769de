import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { boto3Python } from '../../scripts/boto3.ts';
import { chainCloud } from '../cases/cloud.ts';
import { doneHere, missingIn, reportSchema } from '../cases/complete.ts';

const run = promisify(execFile);
const { server, control } = chainCloud();
const printed = z.object({
  operations: reportSchema,
  known: z.array(z.string()),
  paginators: z.array(z.string()).min(1),
});

let python = '';
beforeAll(async () => {
  python = await boto3Python();
}, 180_000);

describe('boto3', () => {
  it.each(['json', 'smithy-rpc-v2-cbor'])(
    'does every operation, is refused by every operation, and pages, in %s',
    async (protocol) => {
      await control('reset', {});
      const script = join(import.meta.dirname, 'every_operation.py');
      const { stdout } = await run(python, [script, server().url, protocol]);
      const { operations, known, paginators } = printed.parse(JSON.parse(stdout));
      const { answer } = await control('operations');
      expect(missingIn(operations, answer, (operation) => known.includes(operation))).toEqual([]);
      const paged = doneHere(answer).filter((operation) => paginators.includes(operation));
      expect(paged.filter((operation) => (operations[operation]?.pages ?? 0) < 2)).toEqual([]);
    },
    120_000,
  );
});
