import {
  appendFileSync,
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { join } from 'node:path';
import { type JournalRecord, journalRecord } from './records.ts';

/** Keeps what the schedules are. A record that `append` returned from survives a kill -9 of the process. */
export type Journal = {
  /** Every record that was written whole, in order. */
  load(): JournalRecord[];
  append(record: JournalRecord): void;
  /** How many records `load` would give. */
  readonly length: number;
  /** Replaces all records: the state as it stands, told in as few of them as it takes. */
  compact(records: Iterable<JournalRecord>): void;
  close(): void;
};

/** For simulations: nothing outlives the process. */
export function memoryJournal(): Journal {
  return { load: () => [], append: () => {}, length: 0, compact: () => {}, close: () => {} };
}

/** Thrown for a journal that is broken in its middle: a crash only ever cuts its tail. */
export class JournalCorrupt extends Error {}

/**
 * One file, one JSON text a line, only appended to. A line that a crash cut short lacks its line feed; it is cut off
 * at load, or the next record would be glued to it. Writes are not fsynced: this survives the process, not the machine.
 * @param directory is made when it is not there
 */
export function fileJournal(directory: string): Journal {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'schedules.jsonl');
  let file = openSync(path, 'a+');
  let length = 0;
  return {
    load() {
      const text = readFileSync(path);
      const end = text.lastIndexOf(0x0a) + 1;
      if (end < text.length) ftruncateSync(file, end);
      const lines = text.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
      length = lines.length;
      return lines.map((line, index) => readLine(line, index, path));
    },
    append(record) {
      const { size } = fstatSync(file);
      try {
        appendFileSync(file, lineOf(record));
      } catch (error) {
        // A disk that is full may have taken half a line.
        ftruncateSync(file, size);
        throw error;
      }
      length += 1;
    },
    get length() {
      return length;
    },
    compact(records) {
      const draft = `${path}.new`;
      const next = openSync(draft, 'w');
      length = 0;
      for (const record of records) {
        appendFileSync(next, lineOf(record));
        length += 1;
      }
      closeSync(next);
      // The rename is the commit: before it the old journal is whole, after it the new one is.
      renameSync(draft, path);
      closeSync(file);
      file = openSync(path, 'a+');
    },
    close() {
      closeSync(file);
    },
  };
}

const lineOf = (record: JournalRecord): string => `${JSON.stringify(record)}\n`;

function readLine(line: string, index: number, path: string): JournalRecord {
  try {
    return journalRecord.parse(JSON.parse(line));
  } catch (error) {
    throw new JournalCorrupt(`${path}, line ${index + 1} is not a record; remove the file to start anew`, {
      cause: error,
    });
  }
}
