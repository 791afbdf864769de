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
import { dirname } from 'node:path';

/** Keeps a state as the records that led to it. What `append` returned from survives a kill -9 of the process. */
export type Journal<Item> = {
  /** Every record that was written whole, in order. */
  load(): Item[];
  /** All of them are loaded later, or none: a step that is done and what it did belong together. */
  append(records: readonly Item[]): void;
  /** How many records `load` would give. */
  readonly length: number;
  /** Replaces all records: the state as it stands, told in as few of them as it takes. */
  compact(records: Iterable<Item>): void;
  close(): void;
};

/** For simulations: nothing outlives the process. */
export function memoryJournal<Item>(): Journal<Item> {
  return { load: () => [], append: () => {}, length: 0, compact: () => {}, close: () => {} };
}

/** Thrown for a journal that is broken in its middle: a crash only ever cuts its tail. */
export class JournalCorrupt extends Error {}

/** Thrown when somebody else has written to the journal: each would lose what the other does, by and by and in silence. */
export class JournalShared extends Error {}

/**
 * One file, one JSON text a line, only appended to: a record, or a list of those that belong together. A line that a
 * crash cut short lacks its line feed; it is cut off at load, or the next record would be glued to it. Writes are not
 * fsynced: this survives the process, not the machine.
 * @param path its directory is made when it is not there
 * @param read throws for what is no record
 */
export function fileJournal<Item>(path: string, read: (value: unknown) => Item): Journal<Item> {
  mkdirSync(dirname(path), { recursive: true });
  let file = openSync(path, 'a+');
  let length = 0;
  /** Bytes, as far as we know. */
  let ours: number | undefined;
  const readLine = (line: string, index: number): Item[] => {
    try {
      const value: unknown = JSON.parse(line);
      return Array.isArray(value) ? value.map((one) => read(one)) : [read(value)];
    } catch (error) {
      throw new JournalCorrupt(
        `${path}, line ${index + 1} is not a record of this version; remove the file to start anew`,
        { cause: error },
      );
    }
  };
  return {
    load() {
      const text = readFileSync(path);
      const end = text.lastIndexOf(0x0a) + 1;
      if (end < text.length) ftruncateSync(file, end);
      ours = end;
      const records: Item[] = [];
      // Line by line: the whole of a large fleet is more than one text can hold.
      for (let from = 0, index = 0; from < end; index += 1) {
        const to = text.indexOf(0x0a, from);
        for (const record of readLine(text.toString('utf8', from, to), index)) records.push(record);
        from = to + 1;
      }
      length = records.length;
      return records;
    },
    append(records) {
      if (records.length === 0) return;
      const { size } = fstatSync(file);
      if (size !== (ours ?? size))
        throw new JournalShared(`Another process writes to ${path}, too; end one of them`);
      const line = Buffer.from(lineOf(records.length === 1 ? records[0] : records));
      try {
        appendFileSync(file, line);
      } catch (error) {
        // A disk that is full may have taken half a line.
        ftruncateSync(file, size);
        throw error;
      }
      length += records.length;
      ours = size + line.length;
    },
    get length() {
      return length;
    },
    compact(records) {
      const draft = `${path}.new`;
      const next = openSync(draft, 'w');
      let told = 0;
      // A write for each record would take minutes for a large fleet, one for all of them twice its memory.
      let lines: string[] = [];
      for (const record of records) {
        lines.push(lineOf(record));
        told += 1;
        if (lines.length === 1_000) {
          appendFileSync(next, lines.join(''));
          lines = [];
        }
      }
      appendFileSync(next, lines.join(''));
      closeSync(next);
      // The rename is the commit: before it the old journal is whole, after it the new one is.
      renameSync(draft, path);
      closeSync(file);
      file = openSync(path, 'a+');
      length = told;
      ours = fstatSync(file).size;
    },
    close() {
      closeSync(file);
    },
  };
}

const lineOf = (record: unknown): string => `${JSON.stringify(record)}\n`;
