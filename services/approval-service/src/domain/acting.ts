import type { DesktopSpec } from '@cleandesk/contracts';
import type { Offer } from './offers.ts';
import { moved, type Request } from './request.ts';
import type { Lease, Seat, SeatRef } from './seat.ts';
import type { Instant } from './time.ts';

/** Under which name the portal claims seats. */
export const claimSource = 'portal';

/** What is said on the bus for a request, each as often as need be with the same words. */
export type Saying =
  | { type: 'Wanted'; seat: SeatRef; revision: number; desired: DesktopSpec; evidence: string }
  | { type: 'Unwanted'; seat: SeatRef; revision: number; evidence: string }
  | { type: 'Reset'; seat: SeatRef; requestId: string; requestedBy: string }
  | { type: 'Reboot'; seat: SeatRef; requestId: string; requestedBy: string };

export type Act = {
  request: Request;
  /** The claim as it is from now on. Committed before anything is said of it. */
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
  const by = { requestId: request.id, requestedBy: request.requester.login };
  // A run of before claimed, and died; since then it was given up, or asked for anew. Saying the old claim once more changes nothing
  // on the bus, but would be remembered here as if it stood.
  // guard: a-newer-claim-stands
  if (request.revision !== undefined && lease !== undefined && lease.revision > request.revision)
    return { request: overtaken(request, now) };
  switch (request.kind) {
    case 'reboot':
      return { request, say: { type: 'Reboot', seat: request.seat, ...by } };
    case 'reset':
      return { request, say: { type: 'Reset', seat: request.seat, ...by } };
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
    said: true,
  };
  const said: Request = { ...request, revision };
  return {
    request: said,
    lease: claimed,
    // Somebody gave them one in the meantime: then the claim keeps it.
    ...(seat?.status === 'live' ? { atOnce: true } : {}),
    say: {
      type: 'Wanted',
      seat: request.seat,
      revision,
      desired: offer.spec,
      evidence: `request:${request.id}`,
    },
  };
}

function unwanted(
  request: Request,
  { seat, lease, now }: { seat: Seat | undefined; lease: Lease | undefined; now: Instant },
): Act {
  const revision = nextRevision(request, lease, now);
  if (lease === undefined)
    return { request: moved(request, 'failed', now, { text: 'There is nothing to give back.' }) };
  const { until: _until, ...rest } = lease;
  return {
    request: { ...request, revision },
    // The workflow says it: the sweep is not to say it again as the end of a lease.
    lease: { ...rest, wanted: false, revision, said: true },
    // Where there is no desktop nobody will say that it is gone.
    ...(seat === undefined || seat.status === 'absent' ? { atOnce: true } : {}),
    say: { type: 'Unwanted', seat: request.seat, revision, evidence: `request:${request.id}` },
  };
}

/** Nobody else has to know: the portal itself ends what it claims. */
function extended(request: Request, lease: Lease | undefined, now: Instant): Act {
  if (lease?.wanted !== true || request.until === undefined)
    return {
      request: moved(request, 'failed', now, { text: 'The desktop was given back in the meantime.' }),
    };
  return { request: moved(request, 'done', now), lease: { ...lease, until: request.until } };
}

/** A lease is over: the claim is given up, and its desktop goes the way of every removal. */
export function endLease(lease: Lease, now: Instant): { lease: Lease; say: Saying } | undefined {
  // guard: a-lease-ends-when-it-is-over
  if (!lease.wanted || lease.until === undefined || lease.until > now) return undefined;
  const revision = Math.max(now, lease.revision + 1);
  return {
    lease: { ...lease, wanted: false, revision, said: false },
    say: { type: 'Unwanted', seat: lease.seat, revision, evidence: `lease:${lease.requestId}` },
  };
}
