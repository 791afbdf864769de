export type Page<Item> = { items: Item[]; cursor?: string | undefined };

/**
 * The pages that are shown, with what is new before them. Where a whole page is new, nobody knows what lies between it and
 * what was shown: then it alone is shown.
 */
export function withNews<Item>(fresh: Page<Item>, shown: Page<Item>): Page<Item> {
  const known = new Set(shown.items.map((item) => JSON.stringify(item)));
  const news = fresh.items.filter((item) => !known.has(JSON.stringify(item)));
  if (news.length === fresh.items.length) return fresh;
  return news.length === 0 ? shown : { ...shown, items: [...news, ...shown.items] };
}
