import { AwsFault } from '../kernel.ts';

/**
 * One page of a sorted list. The token names the last item that was given, so that an item that is deleted between
 * two pages makes no other be left out.
 * @throws AwsFault ValidationException for a token that was not given here
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  size = 100,
  token?: string,
): { items: T[]; nextToken?: string } {
  const after = token === undefined ? undefined : readToken(token);
  const start = after === undefined ? 0 : items.findIndex((item) => keyOf(item) > after);
  const page = start < 0 ? [] : items.slice(start, start + size);
  const last = page.at(-1);
  if (last === undefined || start + size >= items.length) return { items: page };
  return { items: page, nextToken: Buffer.from(`after:${keyOf(last)}`).toString('base64url') };
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith('after:')) throw new AwsFault('ValidationException', 'Invalid next token.');
  return text.slice('after:'.length);
}
