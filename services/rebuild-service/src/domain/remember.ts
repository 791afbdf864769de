import type { Seat } from './seat.ts';
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
    memory: known ? seat.memory : { ...seat.memory, lastConnectedAt: connected },
  };
}
