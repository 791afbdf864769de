import { type EventEnvelope, listen, on } from '@cleandesk/bus';
import {
  desktopConnectedV1,
  graceStartedV1,
  holdLiftedV1,
  holdPlacedV1,
  portalWorkCameDueV1,
  type ResetScope,
  rebootStartedV1,
  requestRefusedV1,
  resetCancelledV1,
  resetCompletedV1,
  resetFailedV1,
  resetStartedV1,
  resetsPausedV1,
  resetsResumedV1,
  seatChangedV1,
  seatFailedV1,
  seatProvisionedV1,
  seatRemovedV1,
  seatStuckV1,
  wouldResetV1,
} from '@cleandesk/contracts';
import type { Heard } from './app/hearing.ts';
import { told } from './domain/timeline.ts';

const ms = (instant: string): number => Date.parse(instant);
const noted = (envelope: EventEnvelope, text: string, facts?: Record<string, string | undefined>) => ({
  at: envelope.at,
  note: told(envelope.at, envelope.id, envelope['detail-type'], text, facts),
});
const paused = (scope: ResetScope, because: string, envelope: EventEnvelope, open: boolean): Heard => ({
  at: envelope.at,
  pause: { scope, because, since: envelope.at, open },
});
const rehearsed = 'The policy of this desktop is in dry run: nothing is reset yet.';
/** A reset's id says of which request it is. rebuild-service's own words for a reset that a person asked for. */
const askedFor = (resetId: string): string | undefined => /^request:(.+)$/.exec(resetId)?.[1];

/** Everything that this service listens to. What the portal shows of desktops is made of nothing else. */
export const hears = {
  api: listen([]),
  steps: listen([]),
  hear: listen([
    on(portalWorkCameDueV1, (_detail, { at }): Heard => ({ at, due: true })),
    on(
      seatChangedV1,
      (
        { seat, version, status, workspaceId, policy, heldUntil, resetDueAt, waitsFor, resetKeeps },
        { at },
      ): Heard => ({
        at,
        about: seat,
        news: {
          type: 'SeatChanged',
          ref: seat,
          version,
          status,
          ...(workspaceId === undefined ? {} : { workspaceId }),
          ...(policy === undefined ? {} : { policy }),
          ...(heldUntil === undefined ? {} : { heldUntil: ms(heldUntil) }),
          ...(resetDueAt === undefined ? {} : { resetDueAt: ms(resetDueAt) }),
          ...(waitsFor === undefined ? {} : { waitsFor }),
          ...(resetKeeps === undefined ? {} : { resetKeeps }),
        },
        ...(status === 'live' ? { outcome: { type: 'Ready' } } : {}),
      }),
    ),
    on(
      desktopConnectedV1,
      ({ workspaceId, loginAt }, { at }): Heard => ({
        at,
        news: { type: 'Connected', workspaceId, loginAt: ms(loginAt) },
      }),
    ),
    on(
      holdPlacedV1,
      ({ seat, holdId, owner, reason, until }, envelope): Heard => ({
        about: seat,
        news: { type: 'HoldPlaced', ref: seat, hold: { holdId, owner, reason, until: ms(until) } },
        ...noted(envelope, 'A hold was placed: nobody resets or removes the desktop.', {
          owner,
          reason,
          until,
        }),
      }),
    ),
    on(
      holdLiftedV1,
      ({ seat, holdId }, envelope): Heard => ({
        about: seat,
        news: { type: 'HoldLifted', ref: seat, holdId },
        ...noted(envelope, 'A hold was lifted.'),
      }),
    ),
    on(
      graceStartedV1,
      ({ seat, graceEndsAt, workspaceId }, envelope): Heard => ({
        about: seat,
        ...noted(envelope, 'The user left. Unless they come back, the desktop is reset.', {
          graceEndsAt,
          workspaceId,
        }),
      }),
    ),
    on(
      resetStartedV1,
      ({ seat, strategy, policy, cause, workspaceId }, envelope): Heard => ({
        about: seat,
        ...noted(envelope, 'A reset has begun.', {
          strategy,
          policy: policy.name,
          cause: cause.kind,
          workspaceId,
        }),
      }),
    ),
    on(
      resetCompletedV1,
      (
        {
          seat,
          cause,
          strategy,
          policy,
          oldDesktop,
          newDesktop,
          snapshotAt,
          lastSeenAt,
          startedAt,
          timeToReadyMs,
        },
        envelope,
      ): Heard => ({
        about: seat,
        ...noted(envelope, 'The desktop is clean and ready.', {
          strategy,
          policy: `${policy.name} (${policy.version})`,
          cause: cause.kind,
          oldDesktop: oldDesktop.workspaceId,
          oldComputerName: oldDesktop.computerName,
          newDesktop: newDesktop.workspaceId,
          newComputerName: newDesktop.computerName,
          snapshotAt: snapshotAt ?? undefined,
          lastSeenAt,
          startedAt,
          minutesToReady: (timeToReadyMs / 60_000).toFixed(1),
        }),
        ...(cause.kind === 'request' ? { outcome: { type: 'Reset', requestId: cause.requestId } } : {}),
      }),
    ),
    on(
      resetCancelledV1,
      ({ seat, because, explanation, workspaceId }, envelope): Heard => ({
        about: seat,
        ...noted(envelope, 'The desktop is not reset after all.', { because, explanation, workspaceId }),
      }),
    ),
    on(resetFailedV1, ({ seat, resetId, reason, explanation, workspaceId }, envelope): Heard => {
      const requestId = askedFor(resetId);
      return {
        about: seat,
        ...noted(envelope, 'A reset did not end well.', { reason, explanation, workspaceId }),
        ...(requestId === undefined ? {} : { outcome: { type: 'ResetFailed', requestId, explanation } }),
      };
    }),
    on(
      wouldResetV1,
      ({ seat, strategy, policy, cause, workspaceId }, envelope): Heard => ({
        about: seat,
        ...noted(envelope, 'Dry run: the desktop would have been reset now.', {
          strategy,
          policy: policy.name,
          workspaceId,
        }),
        ...(cause.kind === 'request'
          ? { outcome: { type: 'Refused', requestId: cause.requestId, explanation: rehearsed } }
          : {}),
      }),
    ),
    on(
      requestRefusedV1,
      ({ seat, requestId, reason, explanation }, envelope): Heard => ({
        about: seat,
        ...noted(envelope, 'What was asked for was not done.', { reason, explanation }),
        outcome: { type: 'Refused', requestId, explanation },
      }),
    ),
    on(
      rebootStartedV1,
      ({ seat, requestId, workspaceId }, envelope): Heard => ({
        about: seat,
        ...noted(envelope, 'The desktop is rebooting.', { workspaceId }),
        outcome: { type: 'Rebooted', requestId },
      }),
    ),
    on(
      seatProvisionedV1,
      ({ seat, workspaceId }, envelope): Heard => ({
        about: seat,
        ...noted(envelope, 'The desktop is ready for its first login.', { workspaceId }),
        outcome: { type: 'Ready' },
      }),
    ),
    on(
      seatFailedV1,
      ({ seat, reason, explanation }, envelope): Heard => ({
        about: seat,
        ...noted(envelope, 'There is no usable desktop, and a person is needed.', { reason, explanation }),
        outcome: { type: 'SeatFailed', explanation },
      }),
    ),
    on(
      seatStuckV1,
      ({ seat, reason, explanation }, envelope): Heard => ({
        about: seat,
        ...noted(envelope, 'It takes far longer than usual.', { reason, explanation }),
      }),
    ),
    on(
      seatRemovedV1,
      ({ seat, workspaceId }, envelope): Heard => ({
        about: seat,
        ...noted(envelope, 'The desktop was removed.', { workspaceId }),
        outcome: { type: 'Removed' },
      }),
    ),
    on(resetsPausedV1, ({ scope, because }, envelope) => paused(scope, because, envelope, true)),
    on(resetsResumedV1, ({ scope, because }, envelope) => paused(scope, because, envelope, false)),
  ]),
};
