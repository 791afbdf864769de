import { UnexpectedAnswer } from './desktop.ts';

/** The ids once each, in chunks. */
export function* chunksOf(ids: readonly string[], size: number): Generator<string[]> {
  const unique = [...new Set(ids)];
  for (let start = 0; start < unique.length; start += size) yield unique.slice(start, start + size);
}

/** One page of a listing. `next` asks for the one after it; without it the listing is complete. */
export type Page<T> = { items: T[]; next: string | undefined };

/**
 * Follows a listing to its end, over empty pages too. Ends normally only when the listing is complete.
 * @throws {UnexpectedAnswer} when a page asks for itself: it would never end.
 */
export async function* pagesOf<T>(
  read: (token: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T[]> {
  let token: string | undefined;
  do {
    const page = await read(token);
    yield page.items;
    if (page.next !== undefined && page.next === token) {
      throw new UnexpectedAnswer('AWS answered with the same page token twice');
    }
    token = page.next;
  } while (token !== undefined);
}
