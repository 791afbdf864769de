import { seatRemovedV1 } from '@cleandesk/contracts';
import { type Decision, say, stay } from './decision.ts';
import { policyClaim, type Seat, workspaceOf } from './seat.ts';

/** No desktop and no wish for one. Tombstones of claims stay, so that an older wish can't come back. */
export function endSeat(seat: Seat): Decision {
  const { [policyClaim]: _adopted, ...claims } = seat.claims;
  const workspaceId = workspaceOf(seat);
  const { policyName: _policy, ...rest } = seat;
  const ended: Seat = { ...rest, claims, phase: { status: 'absent' }, memory: { settledUntil: 0 } };
  return stay(
    ended,
    say(seatRemovedV1, `${workspaceId ?? 'none'}:${seat.version}`, {
      seat: seat.ref,
      ...(workspaceId === undefined ? {} : { workspaceId }),
    }),
  );
}
