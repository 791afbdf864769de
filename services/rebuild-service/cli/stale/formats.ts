import { csvOf } from '../export/csv.ts';
import type { Stale } from './stale.ts';

const columns = [
  'computerName',
  'ipAddress',
  'workspaceId',
  'directoryId',
  'userName',
  'goneAt',
  'because',
] as const satisfies (keyof Stale)[];

const cells = (one: Stale): string[] => columns.map((column) => one[column] ?? '');

/** For a person, a spreadsheet, a program. */
export const staleFormats = {
  table: (all: readonly Stale[]): string => {
    const rows = [[...columns], ...all.map(cells)];
    const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
    return rows
      .map((row) =>
        row
          .map((cell, index) => cell.padEnd(widths[index] ?? 0))
          .join('  ')
          .trimEnd(),
      )
      .map((line) => `${line}\n`)
      .join('');
  },
  csv: (all: readonly Stale[]): string => `\uFEFF${csvOf([[...columns], ...all.map(cells)])}`,
  ndjson: (all: readonly Stale[]): string => all.map((one) => `${JSON.stringify(one)}\n`).join(''),
} as const;

export type StaleFormat = keyof typeof staleFormats;
