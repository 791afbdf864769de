import {
  graceElapsedV1,
  graceStartedV1,
  lookCameDueV1,
  observationCameDueV1,
  rebootStartedV1,
  requestRefusedV1,
  resetCancelledV1,
  resetCompletedV1,
  resetFailedV1,
  resetStartedV1,
  resetsPausedV1,
  resetsResumedV1,
  resetUndecidedV1,
  seatChangedV1,
  seatFailedV1,
  seatProvisionedV1,
  seatRemovedV1,
  seatStuckV1,
  workRemainsV1,
  wouldRemoveV1,
  wouldResetV1,
} from '@cleandesk/contracts';

/** Everything that this service puts on the bus itself; its role is let through with these and no others. */
export const says = [
  graceStartedV1,
  rebootStartedV1,
  requestRefusedV1,
  resetCancelledV1,
  resetCompletedV1,
  resetFailedV1,
  resetStartedV1,
  resetsPausedV1,
  resetsResumedV1,
  resetUndecidedV1,
  seatChangedV1,
  seatFailedV1,
  seatProvisionedV1,
  seatRemovedV1,
  seatStuckV1,
  workRemainsV1,
  wouldRemoveV1,
  wouldResetV1,
] as const;

/** Everything that its one-shot timers put on the bus. */
export const saysByTimer = [graceElapsedV1, lookCameDueV1, observationCameDueV1] as const;
