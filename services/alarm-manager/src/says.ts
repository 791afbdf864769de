import {
  connectionSweepCameDueV1,
  desktopConnectedV1,
  desktopDisconnectedV1,
  desktopsObservedV1,
  desktopUnwatchedV1,
  desktopWatchedV1,
  fleetShardGivenUpV1,
  fleetsCountedV1,
  reconcileCameDueV1,
} from '@cleandesk/contracts';

/** Everything that this service puts on the bus; its roles are let through with these and no others. */
export const says = [
  desktopConnectedV1,
  desktopDisconnectedV1,
  desktopsObservedV1,
  desktopUnwatchedV1,
  desktopWatchedV1,
  fleetShardGivenUpV1,
  fleetsCountedV1,
  // The recurring timers say these as well; the service says them to itself when a run has to go on.
  connectionSweepCameDueV1,
  reconcileCameDueV1,
] as const;
