import {
  directorySyncCompletedV1,
  directorySyncRefusedV1,
  seatUnwantedV1,
  seatWantedV1,
} from '@cleandesk/contracts';

/** Everything that this service puts on the bus; its role is let through with these and no others. */
export const says = [directorySyncCompletedV1, directorySyncRefusedV1, seatUnwantedV1, seatWantedV1] as const;
