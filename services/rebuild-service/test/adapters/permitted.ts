import type { Permission } from '../../src/ports.ts';

/** Whoever asks may be called, whenever their turn comes. */
export const permitted: Permission = permittedUntil(Number.POSITIVE_INFINITY);

export function permittedUntil(notAfter: number): Permission {
  return { notAfter, stillFor: async (ids) => new Set(ids) };
}
