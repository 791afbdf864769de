import type { Page } from '../src/index.ts';

/** Follows a listing to its end, as a walk does. */
export async function everyPage<T>(read: (token: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const first = await read(undefined);
  const found = [...first.items];
  for (let { next } = first; next !== undefined; ) {
    const page = await read(next);
    found.push(...page.items);
    next = page.next;
  }
  return found;
}
