import type { Row, Said } from '../records/record.ts';

/** A record in a line: what it says, as it was written, and its place in the chain of its seat. */
export const ndjson = {
  head: (): string => '',
  line: (said: Said, { number, previous, previousExpiresAt, expiresAt, hash }: Row): string =>
    `${JSON.stringify({ ...said, chain: { number, previous, previousExpiresAt, expiresAt, hash } })}\n`,
};
