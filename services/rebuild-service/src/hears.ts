import { type EventEnvelope, listen, on } from '@cleandesk/bus';
import {
  desktopConnectedV1,
  desktopDisconnectedV1,
  desktopsObservedV1,
  desktopUnwatchedV1,
  desktopWatchedV1,
  fleetsCountedV1,
  graceElapsedV1,
  holdLiftedV1,
  holdPlacedV1,
  leftoversCameDueV1,
  lookCameDueV1,
  observationCameDueV1,
  rebootRequestedV1,
  resetRequestedV1,
  resumeRequestedV1,
  type SeatRef,
  seatUnwantedV1,
  seatWantedV1,
  workRemainsV1,
  workspacesAccess,
} from '@cleandesk/contracts';
import type { Incoming } from './app/incoming.ts';
import type { Signal } from './domain/signals.ts';

const ms = (instant: string): number => Date.parse(instant);
const known = ({ correlationId, at }: EventEnvelope) => ({ correlationId, at });

const seat = (envelope: EventEnvelope, ref: SeatRef, signal: Signal): Incoming => ({
  ...known(envelope),
  about: 'seat',
  ref: { directoryId: ref.directoryId, userName: ref.userName },
  signal,
});

const desktop = (envelope: EventEnvelope, workspaceId: string, signal: Signal, adopt: boolean): Incoming => ({
  ...known(envelope),
  about: 'desktops',
  signals: [{ workspaceId, signal, adopt }],
});

const due = (envelope: EventEnvelope, kind: 'flight' | 'all'): Incoming => ({
  ...known(envelope),
  about: 'due',
  kind,
});

/** Everything that this service listens to, and what each means to a seat. Rules are generated from here. */
export const hears = {
  seats: listen([
    on(desktopDisconnectedV1, ({ workspaceId, interval }, envelope) =>
      desktop(
        envelope,
        workspaceId,
        { type: 'Disconnected', workspaceId, start: ms(interval.start), end: ms(interval.end) },
        true,
      ),
    ),
    // A login is heard twice: here from AWS itself, so that a fault of alarm-manager can't hide a user's return.
    on(workspacesAccess, ({ workspaceId, loginTime }, envelope) =>
      desktop(envelope, workspaceId, { type: 'LoggedIn', workspaceId, at: ms(loginTime) }, false),
    ),
    on(desktopConnectedV1, ({ workspaceId, loginAt }, envelope) =>
      desktop(envelope, workspaceId, { type: 'LoggedIn', workspaceId, at: ms(loginAt) }, false),
    ),
    on(
      desktopsObservedV1,
      ({ observations }, envelope): Incoming => ({
        ...known(envelope),
        about: 'desktops',
        signals: observations.map(({ workspaceId, connectionState, checkedAt, lastConnectedAt }) => ({
          workspaceId,
          adopt: true,
          signal: {
            type: 'Observed',
            workspaceId,
            at: envelope.at,
            connection: {
              state: connectionState,
              ...(checkedAt === undefined ? {} : { checkedAt: ms(checkedAt) }),
              ...(lastConnectedAt === undefined ? {} : { lastConnectedAt: ms(lastConnectedAt) }),
            },
          },
        })),
      }),
    ),
    on(desktopWatchedV1, ({ workspaceId, seat: ref }, envelope) =>
      seat(envelope, ref, { type: 'Watched', workspaceId }),
    ),
    on(desktopUnwatchedV1, ({ workspaceId }, envelope) =>
      desktop(envelope, workspaceId, { type: 'Unwatched', workspaceId }, false),
    ),
    on(graceElapsedV1, ({ seat: ref, absenceId }, envelope) =>
      seat(envelope, ref, { type: 'LookDue', about: absenceId }),
    ),
    on(lookCameDueV1, ({ seat: ref, about }, envelope) => seat(envelope, ref, { type: 'LookDue', about })),
    on(observationCameDueV1, (_detail, envelope) => due(envelope, 'flight')),
    on(workRemainsV1, (_detail, envelope) => due(envelope, 'all')),
    on(
      fleetsCountedV1,
      ({ fleets }, envelope): Incoming => ({
        ...known(envelope),
        about: 'fleets',
        desktops: new Map(fleets.map(({ policy, desktops }) => [policy, desktops])),
      }),
    ),
    on(
      leftoversCameDueV1,
      (_detail, envelope): Incoming => ({ ...known(envelope), about: 'due', kind: 'all', isRound: true }),
    ),
    on(seatWantedV1, ({ seat: ref, claim, desired, precedence }, envelope) =>
      seat(envelope, ref, {
        type: 'Wanted',
        ...claim,
        desired,
        ...(precedence === undefined ? {} : { precedence }),
      }),
    ),
    on(seatUnwantedV1, ({ seat: ref, claim, onlyTagged, connectedForSeconds }, envelope) =>
      seat(envelope, ref, {
        type: 'Unwanted',
        ...claim,
        ...(onlyTagged === undefined ? {} : { onlyTagged }),
        ...(connectedForSeconds === undefined ? {} : { connectedForMs: connectedForSeconds * 1000 }),
      }),
    ),
    on(resetRequestedV1, ({ seat: ref, requestId, requestedBy }, envelope) =>
      seat(envelope, ref, { type: 'ResetAsked', requestId, requestedBy, at: envelope.at }),
    ),
    on(rebootRequestedV1, ({ seat: ref, requestId }, envelope) =>
      seat(envelope, ref, { type: 'RebootAsked', requestId, at: envelope.at }),
    ),
    on(holdPlacedV1, ({ seat: ref, holdId, owner, reason, until }, envelope) =>
      seat(envelope, ref, { type: 'HoldPlaced', holdId, owner, reason, until: ms(until), at: envelope.at }),
    ),
    on(holdLiftedV1, ({ seat: ref, holdId }, envelope) =>
      seat(envelope, ref, { type: 'HoldLifted', holdId, at: envelope.at }),
    ),
    on(
      resumeRequestedV1,
      ({ scope, requestedBy }, envelope): Incoming => ({
        ...known(envelope),
        about: 'resume',
        scope,
        by: requestedBy,
      }),
    ),
  ]),
};
