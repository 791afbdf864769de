import type { SeatRef } from '@cleandesk/contracts';
import { type Seat, workspaceOf } from '../domain/seat.ts';
import type { Look } from '../domain/signals.ts';
import type { Clock, Fleet, Journal, Seats } from '../ports.ts';
import { groupsOf } from './calls.ts';
import { restMs } from './due.ts';

/** Desktops in one look (botocore model of `workspaces`, `WorkspaceIdList`). */
const perLook = 25;

/**
 * Whose desktop is not as its seat has it: gone, or working again. CloudTrail's events are best effort, and a desktop that
 * had no alarm when it was terminated is missed by nobody: its seat would keep it for ever, and whoever wants the seat would
 * have no desktop. One call shows 25 of them.
 */
export async function changedAtRest(
  refs: readonly SeatRef[],
  tools: RestingTools,
): Promise<{ ref: SeatRef; workspaceId: string }[]> {
  const { seats, fleet, clock } = tools;
  const changed: { ref: SeatRef; workspaceId: string }[] = [];
  for (const group of groupsOf(refs, perLook)) {
    const theirs = await desktopsOf(group, tools);
    const looks = await fleet.observe(theirs.map(({ workspaceId }) => workspaceId));
    for (const { seat, workspaceId } of theirs)
      if (isChanged(seat, looks.get(workspaceId))) changed.push({ ref: seat.ref, workspaceId });
    for (const ref of group) await seats.defer(ref, clock.now() + restMs);
  }
  return changed;
}

type RestingTools = { seats: Seats; fleet: Fleet; clock: Clock; journal: Journal };

async function desktopsOf(
  refs: readonly SeatRef[],
  { seats, journal }: RestingTools,
): Promise<{ seat: Seat; workspaceId: string }[]> {
  const found: { seat: Seat; workspaceId: string }[] = [];
  for (const ref of refs) {
    try {
      const seat = await seats.load(ref);
      const workspaceId = seat === undefined ? undefined : workspaceOf(seat);
      if (seat !== undefined && workspaceId !== undefined) found.push({ seat, workspaceId });
    } catch (error) {
      // One that can't be read must not keep the others waiting.
      journal.problem('A seat at rest could not be read', error);
    }
  }
  return found;
}

function isChanged({ phase }: Seat, look: Look | undefined): boolean {
  if (look === undefined) return false;
  if (look.desktop === 'missing') return true;
  return phase.status === 'failed' && ['AVAILABLE', 'STOPPED'].includes(look.desktop.state);
}
