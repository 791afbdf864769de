import type { Instant } from './time.ts';

export type Note = { at: Instant; id: string; what: string; text: string; facts?: Record<string, string> };

/** What happened to a seat, as its timeline shows it. `id`: of the event, the same however often it comes. */
export function told(
  at: Instant,
  id: string,
  detailType: string,
  text: string,
  facts: Readonly<Record<string, string | undefined>> = {},
): Note {
  const known = Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return {
    at,
    id,
    what: detailType.replace(/\.v\d+$/, ''),
    text,
    ...(known.length === 0 ? {} : { facts: Object.fromEntries(known) }),
  };
}
