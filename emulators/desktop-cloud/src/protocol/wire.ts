/** A request as it came in: header names in lower case, the body decompressed. */
export type WireRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
};

/** An answer as it goes out. */
export type WireAnswer = { status: number; headers: Record<string, string>; body: string | Buffer };

/** Members nested deeper than this are refused: no AWS request is, and a recursion must end. */
const deepest = 64;

/** Thrown for a body that is not what its content type says. */
export class UnreadableBody extends Error {}

/** AWS takes `null` for a member that was not given. */
export function withoutNulls(value: unknown, depth = 0): unknown {
  if (depth > deepest) throw new UnreadableBody('The request is nested too deeply');
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item, depth + 1));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null && member !== undefined)
      .map(([name, member]) => [name, withoutNulls(member, depth + 1)]),
  );
}

/** An answer without the members that are not set, its dates as the protocol writes them. */
export function encodable(value: unknown, date: (value: Date) => unknown): unknown {
  if (value instanceof Date) return date(value);
  if (Array.isArray(value)) return value.map((item) => encodable(item, date));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, encodable(member, date)]),
  );
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
