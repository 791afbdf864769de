import type { Policy } from '@cleandesk/policies';
import type { Action } from '../../src/domain/actions.ts';
import { type Instant, newSeat, policyClaim, type Seat } from '../../src/domain/seat.ts';
import type { Connection, Look, Signal } from '../../src/domain/signals.ts';
import type { Absence } from './absences.ts';

/** ms between two of AWS's checks of a connection ("about once a minute": API reference, ConnectionState). */
const checkEveryMs = 60_000;

/** When the first check had read DISCONNECTED. What is known of an absence before that decides nothing. */
export const toldAt = ({ left, seenAt }: Absence): Instant => Math.max(left.end, seenAt) + 1;

/** The seat of a user who is about to leave a desktop that was used. */
export function seatThatIsLeft(
  { seat: ref, desktop, usedSince }: Absence,
  policy: Policy | undefined,
  recreates: readonly Instant[],
): Seat {
  return {
    ...newSeat(ref),
    version: 1,
    claims: { [policyClaim]: { revision: 0, wanted: true } },
    ...(policy === undefined ? {} : { policyName: policy.name }),
    memory: { settledUntil: 0, ...(usedSince === undefined ? {} : { usedSince }) },
    phase: { status: 'live', desktop },
    recreates,
  };
}

type Seen = { absence: Absence; policy: Policy | undefined; now: Instant };

/** What AWS would have answered then. */
export function answerTo(action: Action, seen: Seen): Signal[] {
  const look = lookAt(seen);
  const { desktop, snapshotAt, seenAt } = seen.absence;
  if (action.type === 'Look') return [{ type: 'Looked', look }];
  // When the desktop was rebuilt then, the record says what the snapshot was like; else it is taken to be fresh.
  if (action.type === 'FindSnapshot')
    return [{ type: 'SnapshotFound', look, rebuildFrom: snapshotAt ?? seenAt }];
  if (action.type !== 'Examine') return [];
  const spec = {
    bundleId: desktop.bundleId,
    rootVolumeEncrypted: false,
    userVolumeEncrypted: false,
    tags: {},
  };
  return [{ type: 'Examined', look, examination: { creatable: true, spec } }];
}

function lookAt({ absence, policy, now }: Seen): Look {
  const { desktop, seat } = absence;
  return {
    at: now,
    extent: 'full',
    desktop: { ...desktop, ...seat, state: 'AVAILABLE' },
    connection: connectionAt(absence, now),
    ...(policy === undefined ? {} : { policy }),
  };
}

function connectionAt({ left, seenAt, confirmed, back, unused, was }: Absence, now: Instant): Connection {
  const use = unused ? {} : { lastConnectedAt: left.start };
  if (back.kind === 'at' && back.at <= now)
    return { state: 'CONNECTED', checkedAt: now, lastConnectedAt: back.at };
  // As long as it lasted no check had read DISCONNECTED: nobody would have taken the user for away.
  if (!confirmed && was.outcome === 'kept') return { state: 'CONNECTED', checkedAt: now, ...use };
  const first = Math.max(seenAt, left.end + 1);
  const checks = Math.max(0, Math.floor((now - first) / checkEveryMs));
  return { state: 'DISCONNECTED', checkedAt: first + checks * checkEveryMs, ...use };
}
