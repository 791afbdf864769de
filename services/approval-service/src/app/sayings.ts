import { event } from '@cleandesk/bus';
import {
  type OutgoingEvent,
  rebootRequestedV1,
  resetRequestedV1,
  seatUnwantedV1,
  seatWantedV1,
} from '@cleandesk/contracts';
import { claimSource, type Saying } from '../domain/acting.ts';

const source = 'cleandesk.approval-service';

/** What is decided, in the bus's words. */
export const sayings = (said: readonly Saying[], correlationId: string): OutgoingEvent[] =>
  said.map((saying) => {
    const options = { source, correlationId } as const;
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
  });
