import { useRef, useState } from 'preact/hooks';
import { type Page, withNews } from './pages.ts';
import { type Trouble, troubleFrom } from './trouble.ts';
import { type Answered, useAnswer } from './use-answer.ts';

export type Pages<Item> = Answered<Page<Item>> & {
  /** Undefined at the end. */
  more?: () => Promise<void>;
  loadingMore: boolean;
  moreTrouble?: Trouble | undefined;
};

/**
 * A list of pages, each shown below the ones before.
 * @param growsEveryMs of a list whose entries never change: what is new is put before the pages that are shown
 */
export function usePages<Item>(
  key: string,
  load: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<Item>>,
  { growsEveryMs }: { growsEveryMs?: number } = {},
): Pages<Item> {
  const shown = useRef<{ key: string; page: Page<Item> } | undefined>(undefined);
  const first = useAnswer(
    key,
    async (signal) => {
      const fresh = await load(undefined, signal);
      const known = shown.current;
      return growsEveryMs === undefined || known?.key !== key ? fresh : withNews(fresh, known.page);
    },
    growsEveryMs === undefined ? {} : { everyMs: growsEveryMs },
  );
  shown.current = first.state === 'ready' ? { key, page: first.value } : undefined;
  const [loadingMore, setLoadingMore] = useState(false);
  const [moreTrouble, setMoreTrouble] = useState<Trouble>();
  const cursor = first.state === 'ready' ? first.value.cursor : undefined;
  if (first.state !== 'ready' || cursor === undefined) return { ...first, loadingMore, moreTrouble };
  const more = async () => {
    setLoadingMore(true);
    setMoreTrouble(undefined);
    try {
      const next = await load(cursor);
      // News can have come in between.
      const items = shown.current?.page.items ?? first.value.items;
      first.show({ items: [...items, ...next.items], cursor: next.cursor });
    } catch (error) {
      setMoreTrouble(troubleFrom(error));
    } finally {
      setLoadingMore(false);
    }
  };
  return { ...first, more, loadingMore, moreTrouble };
}
