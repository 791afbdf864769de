/** A part of the state that can outlive a restart, an entry at a time. */
export type Kept = {
  /** As the journal has it. */
  readonly name: string;
  keys(): Iterable<string>;
  /** The entry as JSON; `undefined` when there is none. */
  write(key: string): unknown;
  /** Takes an entry back that `write` gave. Throws for what is none. */
  read(key: string, value: unknown): void;
};

/** Told of every entry that has changed; it may be written later, but before anybody hears of the change. */
export type Touch = (part: Kept, key: string) => void;
