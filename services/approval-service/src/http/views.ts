import type {
  Fleet,
  FleetSeat,
  Me,
  Offer as OfferView,
  OpenedLink,
  Request as RequestView,
  Seat as SeatView,
  TimelineEntry,
} from '@cleandesk/portal-api';
import type { Opened } from '../app/links.ts';
import type { Settings } from '../app/world.ts';
import type { Offer } from '../domain/offers.ts';
import { type Person, sameMail } from '../domain/person.ts';
import type { Request } from '../domain/request.ts';
import { approvalOf } from '../domain/rules.ts';
import { allowed, holdOf, type Lease, type Seat } from '../domain/seat.ts';
import { type Instant, iso } from '../domain/time.ts';
import type { Pause, TimelineItem } from '../ports.ts';

/** What the API shows of what is known: never a token, never whom else a mail went to. */

export const meView = (person: Person, isApprover: boolean, settings: Settings): Me => ({
  login: person.login,
  name: person.name,
  roles: [
    'requester',
    ...(isApprover ? (['approver'] as const) : []),
    ...(person.operator ? (['operator'] as const) : []),
  ],
  directoryId: settings.directoryId,
  limits: { requestsPerDay: settings.limits.requestsPerDay },
  connecting: settings.connecting,
});

export function offerView(offer: Offer, person: Person, settings: Settings): OfferView {
  const approval = approvalOf('desktop', offer, person, settings);
  return {
    offerId: offer.id,
    title: offer.title,
    description: offer.description,
    picture: offer.picture,
    size: offer.size,
    monthlyPrice: offer.monthlyPrice,
    approvals: approval === 'nobody' ? 1 : approval.needed,
    ...(offer.longestDays === undefined ? {} : { longestDays: offer.longestDays }),
  };
}

export function seatView(seat: Seat, lease: Lease | undefined, now: Instant): SeatView {
  const hold = holdOf(seat, now);
  return {
    seatId: seat.id,
    status: seat.status,
    ...(seat.workspaceId === undefined ? {} : { workspaceId: seat.workspaceId }),
    ...(seat.policy === undefined ? {} : { policy: seat.policy }),
    ...(seat.lastConnectedAt === undefined ? {} : { lastConnectedAt: iso(seat.lastConnectedAt) }),
    ...(seat.resetDueAt === undefined ? {} : { resetDueAt: iso(seat.resetDueAt) }),
    ...(seat.waitsFor === undefined ? {} : { waitsFor: seat.waitsFor }),
    ...(seat.resetKeeps === undefined ? {} : { resetKeeps: seat.resetKeeps }),
    ...(hold === undefined ? {} : { hold: { ...hold, until: iso(hold.until) } }),
    ...(lease?.wanted === true ? { lease: leaseView(lease) } : {}),
    allows: allowed(seat, lease),
  };
}

const leaseView = ({ offerId, until }: Lease) => ({
  ...(offerId === undefined ? {} : { offerId }),
  ...(until === undefined ? {} : { until: iso(until) }),
});

export const fleetSeatView = (seat: Seat, lease: Lease | undefined, now: Instant): FleetSeat => ({
  ...seatView(seat, lease, now),
  ...seat.ref,
  changedAt: iso(seat.changedAt),
});

export function requestView(request: Request, seatId: string, person: Person, now: Instant): RequestView {
  const mail = person.mail === undefined ? undefined : sameMail(person.mail);
  const waits = request.status === 'waiting' && now < request.expiresAt;
  return {
    requestId: request.id,
    kind: request.kind,
    state: request.status,
    ...(request.overdue === undefined ? {} : { overdue: request.overdue }),
    createdAt: iso(request.createdAt),
    ...(request.status === 'waiting' ? { expiresAt: iso(request.expiresAt) } : {}),
    requester: { login: request.requester.login, name: request.requester.name },
    seatId,
    ...(request.offerId === undefined ? {} : { offerId: request.offerId }),
    ...(request.reason === undefined ? {} : { reason: request.reason }),
    ...(request.until === undefined ? {} : { until: iso(request.until) }),
    approvals: {
      needed: request.approval.needed,
      given: request.decisions.filter(({ verdict }) => verdict === 'approve').length,
    },
    history: request.history.map((step) => ({ ...step, at: iso(step.at) })),
    mayDecide:
      waits &&
      mail !== undefined &&
      request.approval.approvers.includes(mail) &&
      !request.decisions.some(({ by }) => by === mail),
    mayWithdraw:
      request.status === 'waiting' && request.requester.login.toLowerCase() === person.login.toLowerCase(),
  };
}

export const openedView = ({ needs, requestId, state, request }: Opened, settings: Settings): OpenedLink => ({
  needs,
  requestId,
  state,
  ...(request === undefined
    ? {}
    : {
        summary: {
          requester: request.requester.name,
          what: settings.offers.find(({ id }) => id === request.offerId)?.title ?? request.kind,
          ...(request.reason === undefined ? {} : { reason: request.reason }),
          ...(request.until === undefined ? {} : { until: iso(request.until) }),
        },
      }),
});

export const timelineView = ({ at, what, text, facts }: TimelineItem): TimelineEntry => ({
  at: iso(at),
  what,
  text,
  ...(facts === undefined ? {} : { facts }),
});

export const fleetView = (
  counts: { byStatus: Fleet['counts']; waiting: number },
  pauses: readonly Pause[],
  now: Instant,
): Fleet => ({
  counts: counts.byStatus,
  waiting: counts.waiting,
  pauses: pauses.map(({ scope, because, since }) => ({ scope, because, since: iso(since) })),
  at: iso(now),
});
