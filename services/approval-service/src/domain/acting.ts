import type { Offer } from './offers.ts';
import { moved, type Request } from './request.ts';
import type { ClaimSaying, Lease, Seat, SeatRef } from './seat.ts';
import type { Instant } from './time.ts';

/** Under which name the portal claims seats. */
export const claimSource = 'portal';

/** What is said on the bus for a request, as often as need be with the same words. */
export type Saying =
  | ClaimSaying
  | { type: 'Reset' | 'Reboot'; seat: SeatRef; requestId: string; requestedBy: string };

export type Act = {
  request: Request;
  /** The claim as it is from now on, with what is to be said of it. Absent where it stays as it is. */
  lease?: Lease;
  say?: Saying;
  /** Once it is said there is nothing to wait for. */
  atOnce?: true;
};

/**
 * What an approved request does. Asked again after a crash it does the same: revision and lease are committed with the
 * request before anything is said.
 */
export function act(
  request: Request,
  {
    seat,
    lease,
    offers,
    now,
  }: { seat: Seat | undefined; lease: Lease | undefined; offers: readonly Offer[]; now: Instant },
): Act {
  const by = { seat: request.seat, requestId: request.id, requestedBy: request.requester.login };
  // A run of before claimed, and died; since then it was given up, or asked for anew. Saying the old claim once more changes nothing
  // on the bus, but would be remembered here as if it stood.
  // guard: a-newer-claim-stands
  if (request.revision !== undefined && lease !== undefined && lease.revision > request.revision)
    return { request: overtaken(request, now) };
  switch (request.kind) {
    case 'reboot':
      return { request, say: { type: 'Reboot', ...by } };
    case 'reset':
      return { request, say: { type: 'Reset', ...by } };
    case 'extend':
      return extended(request, lease, now);
    case 'desktop':
      return wanted(request, { seat, lease, offers, now });
    case 'return':
      return unwanted(request, { seat, lease, now });
  }
  request.kind satisfies never;
}

/** A claim's revision rises with each change of it, also when the clock does not. */
const nextRevision = (request: Request, lease: Lease | undefined, now: Instant): number =>
  request.revision ?? Math.max(now, (lease?.revision ?? 0) + 1);

/** A run of before has claimed for it, in words that are remembered with the claim. */
const hasClaimed = (request: Request, lease: Lease | undefined): boolean =>
  request.revision !== undefined && request.revision === lease?.revision;

const overtaken = (request: Request, now: Instant): Request =>
  moved(request, request.kind === 'return' ? 'done' : 'withdrawn', now, {
    text: 'Something newer took its place.',
  });

function wanted(
  request: Request,
  {
    seat,
    lease,
    offers,
    now,
  }: { seat: Seat | undefined; lease: Lease | undefined; offers: readonly Offer[]; now: Instant },
): Act {
  // Somebody gave them one in the meantime: then the claim keeps it.
  const atOnce = seat?.status === 'live' ? ({ atOnce: true } as const) : {};
  // guard: a-claim-is-made-once
  if (hasClaimed(request, lease)) return { request, ...atOnce };
  const offer = offers.find(({ id }) => id === request.offerId);
  if (offer === undefined)
    return { request: moved(request, 'failed', now, { text: 'This desktop is not offered any more.' }) };
  const revision = nextRevision(request, lease, now);
  const claimed: Lease = {
    seat: request.seat,
    wanted: true,
    revision,
    requestId: request.id,
    offerId: offer.id,
    ...(request.until === undefined ? {} : { until: request.until }),
    ...(request.requester.mail === undefined ? {} : { mail: request.requester.mail }),
    unsaid: { type: 'Wanted', ...claimOf(request, revision), desired: offer.spec },
  };
  return { request: { ...request, revision }, lease: claimed, ...atOnce };
}

function unwanted(
  request: Request,
  { seat, lease, now }: { seat: Seat | undefined; lease: Lease | undefined; now: Instant },
): Act {
  // Where there is no desktop nobody will say that it is gone.
  const atOnce = seat === undefined || seat.status === 'absent' ? ({ atOnce: true } as const) : {};
  if (hasClaimed(request, lease)) return { request, ...atOnce };
  if (lease === undefined)
    return { request: moved(request, 'failed', now, { text: 'There is nothing to give back.' }) };
  const revision = nextRevision(request, lease, now);
  const { until: _until, ...rest } = lease;
  const unsaid = { type: 'Unwanted', ...claimOf(request, revision) } as const;
  return {
    request: { ...request, revision },
    lease: { ...rest, wanted: false, revision, unsaid },
    ...atOnce,
  };
}

const claimOf = ({ id, seat }: Request, revision: number) => ({
  seat,
  revision,
  evidence: `request:${id}`,
  requestId: id,
});

/** Nobody else has to know: the portal itself ends what it claims. */
function extended(request: Request, lease: Lease | undefined, now: Instant): Act {
  if (lease?.wanted !== true || request.until === undefined)
    return {
      request: moved(request, 'failed', now, { text: 'The desktop was given back in the meantime.' }),
    };
  return { request: moved(request, 'done', now), lease: { ...lease, until: request.until } };
}

/** A lease is over: the claim is given up, and its desktop goes the way of every removal. */
export function endLease(lease: Lease, now: Instant): Lease | undefined {
  // guard: a-lease-ends-when-it-is-over
  if (!lease.wanted || lease.until === undefined || lease.until > now) return undefined;
  const revision = Math.max(now, lease.revision + 1);
  const { seat, requestId } = lease;
  const unsaid = { type: 'Unwanted', seat, revision, evidence: `lease:${requestId}`, requestId } as const;
  return { ...lease, wanted: false, revision, unsaid };
}
