import { rowOf, saidIn } from '../records/record.ts';
import { recordsIn, type Which } from '../records/tables.ts';
import { csv } from './csv.ts';
import { ndjson } from './ndjson.ts';

export const formats = { ndjson, csv } as const;
export type Format = keyof typeof formats;

/**
 * Every record, as text to be written. Seat by seat, each seat's in their order.
 * @throws {NoRecord} for what is none: an export that left it out would look complete.
 */
export async function* exported(
  table: Parameters<typeof recordsIn>[0],
  which: Which,
  format: Format,
  progress: (records: number) => void,
): AsyncGenerator<string> {
  const { head, line } = formats[format];
  const beginning = head();
  if (beginning !== '') yield beginning;
  let records = 0;
  for await (const item of recordsIn(table, which)) {
    const row = rowOf(item);
    yield line(saidIn(row), row);
    records += 1;
    progress(records);
  }
}
