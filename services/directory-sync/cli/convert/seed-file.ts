import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Refused } from '@cleandesk/command-line';

/** @throws {Refused} when there is no such file */
export async function textIn(file: string | undefined): Promise<string> {
  if (file === undefined) return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Refused(`${file} can't be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
