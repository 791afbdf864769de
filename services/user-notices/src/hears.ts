import { listen, on } from '@cleandesk/bus';
import {
  type DetailOf,
  graceStartedV1,
  resetCancelledV1,
  resetCompletedV1,
  resetStartedV1,
} from '@cleandesk/contracts';
import type { Happening } from './domain/happening.ts';

const ms = (instant: string): number => Date.parse(instant);

/** The same for all that is said of one reset. */
function causeId(cause: DetailOf<typeof resetStartedV1>['cause']): string {
  switch (cause.kind) {
    case 'absence':
      return cause.absence.id;
    case 'request':
      return `request:${cause.requestId}`;
    case 'disuse':
      return `disuse:${cause.unusedSince}`;
  }
  cause satisfies never;
}

const named = (computerName: string | undefined) => (computerName === undefined ? {} : { computerName });

/** Everything that this service listens to. What would only have been done (`WouldReset`) is no news to anybody's user. */
export const hears = {
  tell: listen([
    on(
      graceStartedV1,
      (detail, { at }): Happening => ({
        type: 'GraceStarted',
        seat: detail.seat,
        workspaceId: detail.workspaceId,
        ...named(detail.computerName),
        cause: detail.absence.id,
        policy: detail.policy.name,
        ...(detail.strategy === undefined ? {} : { strategy: detail.strategy }),
        at,
        endsAt: ms(detail.graceEndsAt),
      }),
    ),
    on(
      resetStartedV1,
      (detail, { at }): Happening => ({
        type: 'ResetStarted',
        seat: detail.seat,
        workspaceId: detail.workspaceId,
        ...named(detail.computerName),
        cause: causeId(detail.cause),
        policy: detail.policy.name,
        strategy: detail.strategy,
        at,
      }),
    ),
    on(
      resetCompletedV1,
      ({ newDesktop, snapshotAt, ...detail }): Happening => ({
        type: 'ResetCompleted',
        seat: detail.seat,
        workspaceId: newDesktop.workspaceId,
        ...named(newDesktop.computerName),
        cause: causeId(detail.cause),
        policy: detail.policy.name,
        strategy: detail.strategy,
        at: ms(detail.completedAt),
        ...(typeof snapshotAt === 'string' ? { snapshotAt: ms(snapshotAt) } : {}),
      }),
    ),
    on(
      resetCancelledV1,
      (detail, { at }): Happening => ({
        type: 'ResetCancelled',
        seat: detail.seat,
        workspaceId: detail.workspaceId,
        cause: causeId(detail.cause),
        at,
      }),
    ),
  ]),
};
