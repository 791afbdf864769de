import { listen, on } from '@cleandesk/bus';
import {
  directorySyncCameDueV1,
  directorySyncRequestedV1,
  seatFailedV1,
  seatProvisionedV1,
} from '@cleandesk/contracts';
import type { Occasion } from './app/occasion.ts';

/** Everything that this service listens to. */
export const hears = {
  sync: listen([
    on(directorySyncCameDueV1, ({ group }): Occasion => ({ type: 'Due', group })),
    on(
      directorySyncRequestedV1,
      ({ group, requestId, requestedBy, override }): Occasion => ({
        type: 'Requested',
        group,
        requestId,
        ...(override === undefined ? {} : { override: { ...override, requestedBy } }),
      }),
    ),
    on(seatFailedV1, ({ seat, reason }, { at }): Occasion => ({ type: 'SeatFailed', seat, reason, at })),
    on(seatProvisionedV1, ({ seat }): Occasion => ({ type: 'SeatProvisioned', seat })),
  ]),
};
