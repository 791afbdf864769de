import { useState } from 'preact/hooks';
import { type Trouble, troubleFrom } from './trouble.ts';
import { type Answered, useAnswer } from './use-answer.ts';

export type Page<Item> = { items: Item[]; cursor?: string | undefined };
export type Pages<Item> = Answered<Page<Item>> & {
  /** Undefined at the end. */
  more?: () => Promise<void>;
  loadingMore: boolean;
  moreTrouble?: Trouble | undefined;
};

/** A list of pages, each shown below the ones before. */
export function usePages<Item>(
  key: string,
  load: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<Item>>,
): Pages<Item> {
  const first = useAnswer(key, (signal) => load(undefined, signal));
  const [loadingMore, setLoadingMore] = useState(false);
  const [moreTrouble, setMoreTrouble] = useState<Trouble>();
  const cursor = first.state === 'ready' ? first.value.cursor : undefined;
  if (first.state !== 'ready' || cursor === undefined) return { ...first, loadingMore, moreTrouble };
  const { items } = first.value;
  const more = async () => {
    setLoadingMore(true);
    setMoreTrouble(undefined);
    try {
      const next = await load(cursor);
      first.show({ items: [...items, ...next.items], cursor: next.cursor });
    } catch (error) {
      setMoreTrouble(troubleFrom(error));
    } finally {
      setLoadingMore(false);
    }
  };
  return { ...first, more, loadingMore, moreTrouble };
}
