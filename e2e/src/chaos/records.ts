import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { environment, repositoryRoot } from '@cleandesk/launcher';
import * as z from 'zod';
import { stackOutputs } from '../stack/outputs.ts';

/** What `receipts verify --json` says, as far as a chaos asks. */
const verification = z.object({
  whole: z.boolean(),
  records: z.number(),
  seats: z.number(),
  unwritten: z.number(),
  faults: z.array(
    z.object({ seat: z.object({ directoryId: z.string(), userName: z.string() }), says: z.string() }),
  ),
});
export type Verification = z.infer<typeof verification>;

/** Proves the chains of all records by the command that owners type. */
export async function verifyRecords(dir: string): Promise<Verification> {
  const { outputs, variables } = environment({ dir });
  const { records_table_name: table, seats_table_name: seats } = stackOutputs.parse(outputs);
  const program = join(repositoryRoot, 'cli/src/main.ts');
  const { code, out, err } = await new Promise<{ code: unknown; out: string; err: string }>((ended) => {
    execFile(
      process.execPath,
      [program, 'receipts', 'verify', '--table', table, '--seats', seats, '--json'],
      { env: { PATH: process.env.PATH, ...variables } },
      (error, out, err) => ended({ code: error?.code ?? 0, out, err }),
    );
  });
  // 1 says that a chain is broken, and where; anything else, that nobody knows.
  if (code !== 0 && code !== 1) throw new Error(`receipts verify ended with ${String(code)}: ${err}`);
  const found: unknown = JSON.parse(out);
  return verification.parse(found);
}

/** In what the records are not as they shall be after so many resets. */
export function brokenIn({ whole, records, unwritten, faults }: Verification, resets: number): string[] {
  return [
    ...faults.map(({ seat, says }) => `${seat.directoryId}/${seat.userName}: ${says}`),
    ...(whole || faults.length > 0 ? [] : ['a chain of records is broken']),
    ...(unwritten === 0 ? [] : [`${unwritten} records are decided on and not written`]),
    ...(records >= resets ? [] : [`${resets} resets and ${records} records`]),
  ];
}
