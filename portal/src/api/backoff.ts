/** ms until the next look: after failures less and less often, up to two minutes. */
export function nextLook(everyMs: number, failures: number): number {
  return Math.min(everyMs * 2 ** failures, Math.max(everyMs, 120_000));
}
