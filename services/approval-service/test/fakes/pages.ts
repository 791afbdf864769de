import { BadCursor, type Page, type PageOf } from '../../src/ports.ts';

/**
 * A page of a list that is sorted by a text. As in DynamoDB a cursor is the place of the last item, and a full page has one
 * also when nothing follows.
 */
export function pageOf<T>(
  all: readonly T[],
  sortKey: (item: T) => string,
  { limit, cursor }: PageOf,
  order: 'ascending' | 'newestFirst' = 'ascending',
): Page<T> {
  const sign = order === 'ascending' ? 1 : -1;
  const compare = (a: string, b: string) => (a < b ? -sign : a > b ? sign : 0);
  const after = cursor === undefined ? undefined : placeOf(cursor);
  const rest = all
    .filter((item) => after === undefined || compare(sortKey(item), after) > 0)
    .toSorted((a, b) => compare(sortKey(a), sortKey(b)));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return items.length < limit || last === undefined ? { items } : { items, cursor: cursorOf(sortKey(last)) };
}

const cursorOf = (place: string): string => Buffer.from(JSON.stringify({ place })).toString('base64url');

function placeOf(cursor: string): string {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (typeof read === 'object' && read !== null && 'place' in read && typeof read.place === 'string')
      return read.place;
  } catch {
    // Not JSON: not a cursor of ours.
  }
  throw new BadCursor();
}
