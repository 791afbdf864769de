import { event } from '@cleandesk/bus';
import {
  type OutgoingEvent,
  rebootRequestedV1,
  resetRequestedV1,
  seatUnwantedV1,
  seatWantedV1,
} from '@cleandesk/contracts';
import { claimSource, type Saying } from '../domain/acting.ts';
import type { Lease } from '../domain/seat.ts';
import type { Stored } from '../ports.ts';
import type { World } from './world.ts';

const source = 'cleandesk.approval-service';

/** What is decided, in the bus's words. */
export function inBusWords(saying: Saying): OutgoingEvent {
  const options = { source, correlationId: saying.requestId } as const;
  switch (saying.type) {
    case 'Wanted': {
      const { seat, revision, desired, evidence } = saying;
      return event(
        seatWantedV1,
        { seat, claim: { source: claimSource, revision }, desired, evidence },
        options,
      );
    }
    case 'Unwanted': {
      const { seat, revision, evidence } = saying;
      return event(seatUnwantedV1, { seat, claim: { source: claimSource, revision }, evidence }, options);
    }
    case 'Reset': {
      const { seat, requestId, requestedBy } = saying;
      return event(resetRequestedV1, { seat, requestId, requestedBy }, options);
    }
    case 'Reboot': {
      const { seat, requestId, requestedBy } = saying;
      return event(rebootRequestedV1, { seat, requestId, requestedBy }, options);
    }
  }
  return saying satisfies never;
}

/**
 * Says what a claim has still to say, as often as it takes: with the same revision it is one claim on the bus. A run that
 * dies in between leaves it to the next sweep.
 * @throws {Stale} when somebody else has just changed the claim; it may have been said.
 */
export async function sayClaim(lease: Stored<Lease>, { bus, leases }: World): Promise<void> {
  const { unsaid, ...said } = lease.value;
  if (unsaid === undefined) return;
  await bus.publish([inBusWords(unsaid)]);
  await leases.save(lease, said);
}
