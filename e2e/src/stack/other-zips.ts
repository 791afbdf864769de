import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';

/**
 * The functions' zips once more, with the same code and another hash, as of another release: each says so in its comment.
 * @param folder where to put them, as `services/` has them
 */
export function otherZips(folder: string): string {
  for (const zip of globSync('*/dist/*.zip', { cwd: join(repositoryRoot, 'services') })) {
    const file = join(folder, zip);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, commented(readFileSync(join(repositoryRoot, 'services', zip)), 'another release'));
  }
  return folder;
}

/** A zip without a comment ends in the length of its comment, two bytes. */
function commented(zip: Buffer, comment: string): Buffer {
  const text = Buffer.from(comment);
  const end = Buffer.from(zip);
  if (end.readUInt16LE(end.length - 2) !== 0) throw new Error('The zip has a comment already');
  end.writeUInt16LE(text.length, end.length - 2);
  return Buffer.concat([end, text]);
}
