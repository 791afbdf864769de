import { dayOf, moment, relative } from '../words/dates.ts';
import { useNow } from './use-now.ts';

/** A moment in the reader's language and time zone. */
export function When({ at }: { at: string }) {
  return <time dateTime={at}>{moment(at, useNow())}</time>;
}

export function Day({ at }: { at: string }) {
  return <time dateTime={at}>{dayOf(at)}</time>;
}

/** How long ago or ahead, and when exactly. */
export function Since({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at}>
      {relative(at, now)} <span class="quiet">({moment(at, now)})</span>
    </time>
  );
}
