import { UnexpectedAnswer } from './desktop.ts';

/** The ids once each, in chunks. */
export function* chunksOf(ids: readonly string[], size: number): Generator<string[]> {
  const unique = [...new Set(ids)];
  for (let start = 0; start < unique.length; start += size) yield unique.slice(start, start + size);
}

/**
 * Follows a token to its end, over empty pages too. Ends normally only when the listing is complete: whoever deletes
 * what is missing from a listing relies on that.
 */
export async function* pagesOf<Page>(
  read: (token: string | undefined) => Promise<Page>,
  tokenOf: (page: Page) => string | undefined,
): AsyncGenerator<Page> {
  let token: string | undefined;
  do {
    const page = await read(token);
    yield page;
    // The tagging API ends with an empty string instead of nothing.
    const next = tokenOf(page) || undefined;
    if (next !== undefined && next === token)
      throw new UnexpectedAnswer('AWS answered with the same page token twice');
    token = next;
  } while (token !== undefined);
}
