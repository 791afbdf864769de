import type { Seat } from './seat.ts';
import type { Look } from './signals.ts';

/** What a look teaches about the user, whatever the seat is doing. */
export function remember(seat: Seat, look: Look): Seat {
  const connected =
    look.connection?.state === 'CONNECTED' ? look.at : (look.connection?.lastConnectedAt ?? -1);
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
