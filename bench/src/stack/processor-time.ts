import { readFileSync } from 'node:fs';
import { functionProcesses } from '@cleandesk/launcher';

/** Of a process's times in `/proc` (proc(5): `sysconf(_SC_CLK_TCK)`, 100 on all that Node.js runs on). */
const ticksPerSecond = 100;
/** Where a function's process knows its own name from, as on AWS. */
const nameIn = /(?:^|\0)AWS_LAMBDA_FUNCTION_NAME=([^\0]*)/;

/**
 * ms for which processes of a stack's functions have had a processor, by function. The base emulator runs each function in
 * processes of its own, and keeps them. Nothing where there is no `/proc`, as on macOS.
 * @param dir of the stack
 */
export function processorTimes(dir: string): Map<string, number> {
  const times = new Map<string, number>();
  for (const { pid } of functionProcesses({ dir })) {
    const read = processOf(pid);
    if (read !== undefined) times.set(read.name, (times.get(read.name) ?? 0) + read.ms);
  }
  return times;
}

/** `undefined`: it is no function's, can't be read, or has ended. */
function processOf(pid: number): { name: string; ms: number } | undefined {
  try {
    const [, name] = nameIn.exec(readFileSync(`/proc/${pid}/environ`, 'latin1')) ?? [];
    if (name === undefined) return undefined;
    // After the command's name, which may have blanks in it: utime and stime are the 12th and 13th.
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(/\) (?=[A-Za-z] )/);
    const [user, system] = fields.split(' ').slice(11, 13).map(Number);
    return { name, ms: (((user ?? 0) + (system ?? 0)) / ticksPerSecond) * 1000 };
  } catch {
    return undefined;
  }
}

/** MB with which a function has a whole processor (Lambda Developer Guide, "Configure Lambda function memory"). */
const wholeProcessorMb = 1769;

/**
 * ms that AWS would bill: there a function with less memory has that much less of a processor, and here a whole one.
 * @param processorMs of the billed ones
 */
export const billedOnItsShare = (billedMs: number, processorMs: number, memoryMb: number): number =>
  billedMs + processorMs * Math.max(0, wholeProcessorMb / memoryMb - 1);
