import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { nextLook } from './backoff.ts';
import { mayPass, type Trouble, troubleFrom } from './trouble.ts';

export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'failed'; trouble: Trouble }
  /** With `trouble` it is what was known before it came. */
  | { state: 'ready'; value: T; trouble?: Trouble };

export type Answered<T> = Loaded<T> & {
  again: () => void;
  /** Shows what an action has just answered, until the next look. */
  show: (value: T) => void;
};

/** ms after which what failed to load is tried once more; then less and less often. */
const retryMs = 1000;

/**
 * Loads, and loads again when `key` changes. With `everyMs` it also looks again by itself while the page is visible, and without when
 * what went wrong may pass.
 * @param key what is loaded; `load` itself may be another function each time
 */
export function useAnswer<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  { everyMs }: { everyMs?: number } = {},
): Answered<T> {
  const [loaded, setLoaded] = useState<Loaded<T> & { key: string }>({ state: 'loading', key });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    let looking = false;
    let nextMs = everyMs;
    const look = async () => {
      clearTimeout(timer);
      if (looking) return;
      looking = true;
      try {
        const value = await latest.current(left.signal);
        failures = 0;
        nextMs = everyMs;
        if (!left.signal.aborted) setLoaded({ state: 'ready', value, key });
      } catch (error) {
        failures += 1;
        if (left.signal.aborted) return;
        const trouble = troubleFrom(error);
        nextMs = everyMs ?? (mayPass(trouble) ? retryMs : undefined);
        setLoaded((before) =>
          before.state === 'ready' && before.key === key
            ? { ...before, trouble }
            : { state: 'failed', trouble, key },
        );
      } finally {
        looking = false;
        if (nextMs !== undefined && !left.signal.aborted) plan(nextLook(nextMs, failures));
      }
    };
    const plan = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        // Nobody is looking: the next look comes when somebody does.
        if (document.visibilityState === 'visible') void look();
      }, ms);
    };
    const seen = () => {
      if (nextMs !== undefined && document.visibilityState === 'visible') void look();
    };
    document.addEventListener('visibilitychange', seen);
    void look();
    return () => {
      left.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [key, turn, everyMs]);

  const again = useCallback(() => setTurn((before) => before + 1), []);
  const show = useCallback((value: T) => setLoaded({ state: 'ready', value, key }), [key]);
  // What was loaded for another key is not shown for this one.
  const current: Loaded<T> = loaded.key === key ? loaded : { state: 'loading' };
  return { ...current, again, show };
}
