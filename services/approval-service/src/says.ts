import {
  holdLiftedV1,
  holdPlacedV1,
  rebootRequestedV1,
  resetRequestedV1,
  resumeRequestedV1,
  seatUnwantedV1,
  seatWantedV1,
} from '@cleandesk/contracts';

/** Everything that this service puts on the bus; its roles are let through with these and no others. */
export const says = [
  holdLiftedV1,
  holdPlacedV1,
  rebootRequestedV1,
  resetRequestedV1,
  resumeRequestedV1,
  seatUnwantedV1,
  seatWantedV1,
] as const;
