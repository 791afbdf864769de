import type * as z from 'zod';
import type { Kept, Touch } from './kept.ts';

/** Entries by key, each of them JSON that is replaced and never changed. They outlive a restart. */
export class Collection<Entry> implements Kept {
  readonly name: string;
  private readonly schema: z.ZodType<Entry>;
  private readonly touch: Touch;
  private readonly entries = new Map<string, Entry>();

  constructor(name: string, schema: z.ZodType<Entry>, touch: Touch) {
    this.name = name;
    this.schema = schema;
    this.touch = touch;
  }

  get size(): number {
    return this.entries.size;
  }

  get(key: string): Entry | undefined {
    return this.entries.get(key);
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  /** In the order in which they were first put. */
  values(): Entry[] {
    return [...this.entries.values()];
  }

  keys(): Iterable<string> {
    return this.entries.keys();
  }

  put(key: string, entry: Entry): void {
    this.entries.set(key, entry);
    this.touch(this, key);
  }

  /** Whether it was there. */
  delete(key: string): boolean {
    const was = this.entries.delete(key);
    if (was) this.touch(this, key);
    return was;
  }

  write(key: string): unknown {
    return this.entries.get(key);
  }

  read(key: string, value: unknown): void {
    this.entries.set(key, this.schema.parse(value));
  }
}
