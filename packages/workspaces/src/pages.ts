import { UnexpectedAnswer } from './desktop.ts';

/** The ids once each, in chunks. */
export function* chunksOf(ids: readonly string[], size: number): Generator<string[]> {
  const unique = [...new Set(ids)];
  for (let start = 0; start < unique.length; start += size) yield unique.slice(start, start + size);
}

/** One page of a listing. `next` asks for the one after it; without it the listing is complete. */
export type Page<T> = { items: T[]; next: string | undefined };

/** One page of a listing of desktops. What can't be read is passed over: one odd desktop must not hide all the others. */
export type DesktopPage<T> = Page<T> & {
  /** What AWS left out, for each desktop that was passed over; to be told to somebody. */
  unreadable: readonly string[];
  /** The token had expired, and this is the first page once more: what was listed before comes again. */
  beganAnew?: boolean;
};

/** Follows a listing to its end, over empty pages too. Ends normally only when the listing is complete. */
export async function* pagesOf<T>(
  read: (token: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T[]> {
  let token: string | undefined;
  do {
    const page = await read(token);
    yield page.items;
    token = page.next;
  } while (token !== undefined);
}

/**
 * The token that AWS gave for the page after the one of `token`; none at the end.
 * @throws {UnexpectedAnswer} when a page asks for itself: the listing would never end.
 */
export function nextToken(given: string | undefined, token: string | undefined): string | undefined {
  // An empty token instead of none ends the listings of some APIs.
  const next = given || undefined;
  if (next !== undefined && next === token) {
    throw new UnexpectedAnswer('AWS answered with the same page token twice');
  }
  return next;
}
