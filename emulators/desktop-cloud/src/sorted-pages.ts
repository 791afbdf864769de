import type { AwsFault } from './kernel.ts';

/**
 * One page of a list that is sorted by `keyOf`. The token names the last item that was given, so that an item that
 * is deleted between two pages makes no other be left out.
 * @param invalidToken the API's own refusal of a token that it did not give
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  size: number,
  token: string | undefined,
  invalidToken: () => AwsFault,
): { items: T[]; nextToken?: string } {
  const after = token === undefined ? undefined : readToken(token, invalidToken);
  const start = after === undefined ? 0 : items.findIndex((item) => keyOf(item) > after);
  const page = start < 0 ? [] : items.slice(start, start + size);
  const last = page.at(-1);
  if (last === undefined || start + size >= items.length) return { items: page };
  return { items: page, nextToken: Buffer.from(`after:${keyOf(last)}`).toString('base64url') };
}

/** Where the page of this token begins: after this key. */
export const tokenIn = (token: string | undefined, invalidToken: () => AwsFault): string =>
  token === undefined ? '' : readToken(token, invalidToken);

function readToken(token: string, invalidToken: () => AwsFault): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith('after:')) throw invalidToken();
  return text.slice('after:'.length);
}
