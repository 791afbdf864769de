import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Refused } from '@cleandesk/command-line';

/**
 * Writes a file that only its owner may read, since records name users. An export that ends half way leaves none: it would
 * look complete.
 * @throws {Refused} when it is there already, or its folder is not
 */
export async function writeNew(path: string, lines: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(lines, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') throw new Refused(`${path} is there already, and is not overwritten.`);
    if (code === 'ENOENT' || code === 'EACCES') throw new Refused(`${path} cannot be written (${code}).`);
    await rm(path, { force: true });
    throw error;
  }
}
