import { zipSync } from 'fflate';

/**
 * A zip, the same bytes for the same content wherever and whenever it is made: Terraform compares hashes, and a zip with
 * today's date in it would deploy every function every time.
 */
export function zipOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  // fflate writes local time; the zip format begins in 1980. Built from local parts it is the same in every time zone.
  const mtime = new Date(1980, 0, 1, 0, 0, 0);
  const unix = 3;
  const readableByAll = 0o100644 << 16; // Lambda runs the code as another user than the one who unpacked it.
  const how = { mtime, os: unix, attrs: readableByAll, level: 9 } as const;
  const inOrder = [...files].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return zipSync(Object.fromEntries(inOrder.map(([path, content]) => [path, [content, how]])));
}
