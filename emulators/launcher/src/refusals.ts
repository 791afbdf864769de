/**
 * Something that a person can put right: its message is one line that says what is wrong and what to do.
 * `tail` is what a log said last, when the reason stands there.
 */
export class StackRefused extends Error {
  override readonly name: string = 'StackRefused';
  readonly tail: readonly string[];
  constructor(message: string, tail: readonly string[] = []) {
    super(message);
    this.tail = tail;
  }
}
