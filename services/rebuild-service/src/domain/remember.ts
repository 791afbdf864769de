import type { Instant, Memory, Seat } from './seat.ts';
import type { Look } from './signals.ts';

/** What a look teaches about the user, whatever the seat is doing. */
export function remember(seat: Seat, look: Look): Seat {
  const { connection } = look;
  // A check that is older than the last reset tells of a session before it.
  const connected =
    connection?.state === 'CONNECTED'
      ? (connection.checkedAt ?? look.at)
      : (connection?.lastConnectedAt ?? -1);
  const told = look.extent === 'full' && look.desktop !== 'missing';
  const policyName = told ? look.policy?.name : seat.policyName;
  const known = connected <= (seat.memory.lastConnectedAt ?? -1);
  if (known && policyName === seat.policyName) return seat;
  const { policyName: _former, ...rest } = seat;
  return {
    ...rest,
    ...(policyName === undefined ? {} : { policyName }),
    memory: known ? seat.memory : used({ ...seat.memory, lastConnectedAt: connected }, connected),
  };
}

/** Somebody uses the desktop: since when, counts from the first time after it was last settled. */
export function used(memory: Memory, at: Instant): Memory {
  const { usedSince, settledUntil } = memory;
  if (at < settledUntil || (usedSince !== undefined && usedSince >= settledUntil)) return memory;
  return { ...memory, usedSince: at };
}
