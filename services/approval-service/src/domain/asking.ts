import type { Offer } from './offers.ts';
import type { Person } from './person.ts';
import { type Kind, moved, type Request } from './request.ts';
import { approvalOf, type Rule } from './rules.ts';
import { allowed, type Lease, type Seat, type SeatRef } from './seat.ts';
import { dayMs, type Instant } from './time.ts';

/** What somebody asks for, parsed. */
export type Wish = {
  kind: Kind;
  offerId?: string;
  reason?: string;
  until?: Instant;
};

/** Why it can't be asked for. Each has its sentence in the API. */
export type Unaskable =
  | 'unknownOffer'
  | 'notNow'
  | 'untilPassed'
  | 'untilTooLong'
  | 'untilNotLater'
  | 'nobodyToApprove';

export type Portal = {
  offers: readonly Offer[];
  rules: readonly Rule[];
  approvers: readonly string[];
  /** ms that an approver has. */
  expiryMs: number;
};

/** Makes a request of a wish, or says why it can't be one. */
export function ask(
  wish: Wish,
  given: {
    id: string;
    person: Person;
    ref: SeatRef;
    seat: Seat | undefined;
    lease: Lease | undefined;
    now: Instant;
  },
  portal: Portal,
): Request | Unaskable {
  const { person, seat, lease, now } = given;
  const offer = offerOf(wish, lease, portal.offers);
  if (wish.kind === 'desktop' && offer === undefined) return 'unknownOffer';
  if (!allowed(seat, lease).includes(wish.kind)) return 'notNow';
  const wrong = untilFault(wish, offer, lease, now);
  if (wrong !== undefined) return wrong;
  const approval = approvalOf(wish.kind, offer, person, portal);
  if (approval === 'nobody') return 'nobodyToApprove';
  const asked: Request = {
    id: given.id,
    kind: wish.kind,
    status: 'waiting',
    createdAt: now,
    requester: {
      login: person.login,
      name: person.name,
      ...(person.mail === undefined ? {} : { mail: person.mail }),
    },
    seat: given.ref,
    ...(offer === undefined ? {} : { offerId: offer.id }),
    ...(wish.reason === undefined ? {} : { reason: wish.reason }),
    ...(wish.until === undefined ? {} : { until: wish.until }),
    approval,
    decisions: [],
    expiresAt: now + portal.expiryMs,
    history: [{ at: now, state: 'waiting', by: person.login }],
    started: false,
    heard: true,
  };
  return approval.needed > 0 ? asked : moved(asked, 'doing', now, { text: 'Nobody has to approve it.' });
}

/** An extension, and what it costs to approve it, is of the desktop that was asked for. */
const offerOf = ({ kind, offerId }: Wish, lease: Lease | undefined, offers: readonly Offer[]) => {
  if (kind !== 'desktop' && kind !== 'extend') return undefined;
  const wanted = kind === 'desktop' ? offerId : lease?.offerId;
  return offers.find(({ id }) => id === wanted);
};

function untilFault(
  { kind, until }: Wish,
  offer: Offer | undefined,
  lease: Lease | undefined,
  now: Instant,
): Unaskable | undefined {
  const longest = offer?.longestDays;
  if (until === undefined) return kind === 'desktop' && longest !== undefined ? 'untilTooLong' : undefined;
  if (until <= now) return 'untilPassed';
  // guard: nobody-keeps-it-longer-than-it-is-offered
  if (longest !== undefined && until > now + longest * dayMs) return 'untilTooLong';
  if (kind === 'extend' && lease?.until !== undefined && until <= lease.until) return 'untilNotLater';
  return undefined;
}
