import type { ReadFault } from '../../domain/read.ts';

/**
 * Why a read at one server ended early. `message` goes on from "host:port", as "refuses connections", and names nobody: what the
 * server says itself is left out, since servers put DNs into it.
 */
export class Trouble extends Error {
  override readonly name = 'Trouble';
  readonly reason: ReadFault;
  /** Whether another server may do better. Not so where a password was refused: each try counts towards a lockout. */
  readonly elsewhere: boolean;

  constructor(reason: ReadFault, message: string, { elsewhere }: { elsewhere: boolean }) {
    super(message);
    this.reason = reason;
    this.elsewhere = elsewhere;
  }
}

/** What the server, or the way to it, did: the next server may be well. */
export const elsewhere = { elsewhere: true } as const;
/** What the configuration or the directory's content did: the next server would say the same. */
export const everywhere = { elsewhere: false } as const;

/** The system's or Node's name of an error, as `ECONNREFUSED`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
