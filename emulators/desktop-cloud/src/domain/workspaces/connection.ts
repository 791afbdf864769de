/** As `DescribeWorkspacesConnectionStatus` gives it. */
export type ConnectionState = 'CONNECTED' | 'DISCONNECTED' | 'UNKNOWN';

/** How things stood from `at` on (epoch ms). */
export type ConnectionRecord = { at: number; state: ConnectionState; lastKnown?: number | undefined };

/** What the service's last check saw. `checkedAt` and `lastKnown` are epoch ms. */
export type ConnectionCheck = { state: ConnectionState; checkedAt: number; lastKnown?: number | undefined };

/** A rhythm of checks: one at `anchor`, then one every `every` ms. */
export type Rhythm = { anchor: number; every: number };

/** The last check at `now` or before. */
export const lastCheck = (rhythm: Rhythm, now: number): number =>
  now <= rhythm.anchor
    ? rhythm.anchor
    : rhythm.anchor + Math.floor((now - rhythm.anchor) / rhythm.every) * rhythm.every;

/** What a check at `checkedAt` found: what came in the same moment is left to the next one. Records are in order of time. */
export function seenAt(records: readonly ConnectionRecord[], checkedAt: number): ConnectionCheck {
  const record = records.findLast((one) => one.at < checkedAt) ?? records[0];
  return {
    state: record?.state ?? 'UNKNOWN',
    // A desktop younger than the last check was looked at when it began.
    checkedAt: Math.max(checkedAt, records[0]?.at ?? checkedAt),
    lastKnown: record?.lastKnown,
  };
}

/** The records that a check at `checkedAt` or later can still need. */
export function stillNeeded(records: readonly ConnectionRecord[], checkedAt: number): ConnectionRecord[] {
  const first = records.findLastIndex((one) => one.at < checkedAt);
  return records.slice(Math.max(first, 0));
}
