import type { WireRequest } from '../protocol/wire.ts';

/**
 * The site whose page, open in somebody's browser, would change a cloud on their machine: browsers send forms and
 * plain text anywhere without asking, and no program but them says where it comes from.
 */
export function otherSite({ method, headers }: WireRequest): string | undefined {
  const { origin, host } = headers;
  if (method === 'GET' || origin === undefined) return undefined;
  return URL.canParse(origin) && new URL(origin).host === host ? undefined : origin.slice(0, 200);
}
