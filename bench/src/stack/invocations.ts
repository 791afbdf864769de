import { setTimeout as pause } from 'node:timers/promises';
import { functionLogs } from '@cleandesk/launcher';

/** What Lambda bills for one invocation. */
export type Invocation = { functionName: string; at: number; billedMs: number; memoryMb: number };

const report = /^REPORT RequestId: .*Billed Duration: (\d+) ms\tMemory Size: (\d+) MB/;
const prefix = '/aws/lambda/';

/** All that ended since then (epoch ms), from the REPORT lines of the functions' logs. */
export async function invocationsSince(baseUrl: string, since: number): Promise<Invocation[]> {
  const lines = await functionLogs(baseUrl, since);
  return lines.flatMap(({ logGroup, timestamp, message }) => {
    const billed = billedIn(message);
    return billed === undefined
      ? []
      : [{ functionName: logGroup.slice(prefix.length), at: timestamp, ...billed }];
  });
}

/** `undefined`: the line reports nothing. */
export function billedIn(line: string): Pick<Invocation, 'billedMs' | 'memoryMb'> | undefined {
  const [, billedMs, memoryMb] = report.exec(line) ?? [];
  return billedMs === undefined ? undefined : { billedMs: Number(billedMs), memoryMb: Number(memoryMb) };
}

/** The same, once nothing has ended for so many ms. */
export async function whenQuiet(baseUrl: string, since: number, quietMs: number): Promise<Invocation[]> {
  let seen = await invocationsSince(baseUrl, since);
  for (let quietSince = Date.now(); Date.now() - quietSince < quietMs; ) {
    await pause(500);
    const now = await invocationsSince(baseUrl, since);
    if (now.length !== seen.length) quietSince = Date.now();
    seen = now;
  }
  return seen;
}

export const gbSecondsOf = ({ billedMs, memoryMb }: Pick<Invocation, 'billedMs' | 'memoryMb'>): number =>
  (billedMs / 1000) * (memoryMb / 1024);

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
