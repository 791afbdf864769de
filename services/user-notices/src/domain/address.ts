/** A person's mail address. It goes to whoever sends the mail, and shows itself to nobody else: no log, no error, no JSON. */
export class Address {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  /** Only for the call that sends the mail. */
  reveal(): string {
    return this.#text;
  }
  toString(): string {
    return 'an address';
  }
  toJSON(): string {
    return this.toString();
  }
}

/** Stands in a pattern for the user's name. */
export const placeholder = '{userName}';

/**
 * What may stand before the @ without quotation marks and is never read as anything but a name: no `@`, `,` or `<` that would
 * make another address of it, no `%` or `!`, by which old mail servers pass mail on to elsewhere.
 */
const plainName = /^[A-Za-z0-9_'+-]+(\.[A-Za-z0-9_'+-]+)*$/;

/**
 * `{userName}@example.com` with the name in it; `undefined` for a name of which no address can be made: with a space, a letter
 * that is not ASCII (SES takes none before the @), or a character that could make somebody else's address of it. Longest:
 * 64 characters before the @ and 254 in all (RFC 5321, 4.5.3.1).
 */
export function addressOf(pattern: string, userName: string): Address | undefined {
  if (!plainName.test(userName)) return undefined;
  // Not replace() with a text: it would read `$'` of a name as an instruction.
  const address = pattern.split(placeholder).join(userName);
  return address.indexOf('@') > 64 || address.length > 254 ? undefined : new Address(address);
}
