import { join } from 'node:path';
import * as z from 'zod';
import { fileJournal, type Journal, memoryJournal } from './journal.ts';
import type { Kept, Touch } from './kept.ts';

const record = z.object({
  /** `account/region`. */
  place: z.string(),
  part: z.string(),
  key: z.string(),
  /** Absent when the entry is gone. */
  value: z.unknown().optional(),
});
type JournalRecord = z.output<typeof record>;

/** A journal is told anew when it holds this many records, and three times as many as when that was done last. */
const compactFrom = 10_000;

/** What one account and region keeps. */
export type Ward = {
  touch: Touch;
  /** Names the parts, and gives them what a journal has of them. Says whether it had anything. */
  open(parts: readonly Kept[]): boolean;
};

/**
 * Writes what has changed to a journal, the entry as it then stands, before anybody can hear of the change: changes of
 * one turn of the event loop are written when it ends, before any answer leaves.
 */
export class Keeper {
  private readonly journal: Journal<JournalRecord>;
  private readonly isKept: boolean;
  private readonly stored = new Map<string, Map<string, Map<string, unknown>>>();
  private readonly parts = new Map<string, readonly Kept[]>();
  private compactAt: number;
  private changed = new Map<string, { place: string; part: Kept; key: string }>();

  private readonly hear: (place: string, part: Kept, key: string) => void;

  /**
   * @param directory where the journal is; without one nothing outlives the process
   * @param hear is told of every change, kept or not
   */
  constructor(
    directory: string | undefined,
    hear: (place: string, part: Kept, key: string) => void = () => {},
  ) {
    this.hear = hear;
    this.isKept = directory !== undefined;
    this.journal =
      directory === undefined
        ? memoryJournal()
        : fileJournal(join(directory, 'workspaces.jsonl'), (value) => record.parse(value));
    for (const { place, part, key, value } of this.journal.load()) {
      const entries = inner(inner(this.stored, place), part);
      if (value === undefined) entries.delete(key);
      else entries.set(key, value);
    }
    let needed = 0;
    for (const parts of this.stored.values()) for (const entries of parts.values()) needed += entries.size;
    // Of what is needed, not of all that is there: or a cloud that is started anew each day would never come to it.
    this.compactAt = Math.max(compactFrom, 3 * needed);
  }

  /** Accounts and regions that the journal knows. */
  places(): string[] {
    return [...this.stored.keys()];
  }

  ward(place: string): Ward {
    return {
      touch: (part, key) => this.note(place, part, key),
      open: (parts) => {
        this.parts.set(place, parts);
        const stored = this.stored.get(place);
        this.stored.delete(place);
        if (stored === undefined) return false;
        for (const part of parts) {
          for (const [key, value] of stored.get(part.name) ?? []) part.read(key, value);
        }
        return true;
      },
    };
  }

  /** Forgets everything, also on disk. */
  clear(): void {
    this.parts.clear();
    this.stored.clear();
    this.changed.clear();
    this.journal.compact([]);
  }

  close(): void {
    this.flush();
    this.journal.close();
  }

  private note(place: string, part: Kept, key: string): void {
    this.hear(place, part, key);
    if (!this.isKept) return;
    if (this.changed.size === 0) queueMicrotask(() => this.flush());
    this.changed.set(`${place} ${part.name} ${key}`, { place, part, key });
  }

  private flush(): void {
    if (this.changed.size === 0) return;
    const changed = this.changed;
    this.changed = new Map();
    this.journal.append([...changed.values()].map(({ place, part, key }) => recordOf(place, part, key)));
    if (this.journal.length < this.compactAt) return;
    this.journal.compact(this.records());
    this.compactAt = Math.max(compactFrom, 3 * this.journal.length);
  }

  private *records(): Iterable<JournalRecord> {
    for (const [place, parts] of this.parts) {
      for (const part of parts) for (const key of part.keys()) yield recordOf(place, part, key);
    }
  }
}

const recordOf = (place: string, part: Kept, key: string): JournalRecord => ({
  place,
  part: part.name,
  key,
  value: part.write(key),
});

function inner<Key, Value>(outer: Map<Key, Map<string, Value>>, key: Key): Map<string, Value> {
  const found = outer.get(key) ?? new Map<string, Value>();
  outer.set(key, found);
  return found;
}
