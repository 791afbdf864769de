import { sameMail } from './person.ts';
import { type Decision, moved, type Request } from './request.ts';
import type { Instant } from './time.ts';

/** What became of somebody's verdict. */
export type Decided =
  | { kind: 'taken'; request: Request }
  /** The same person decided the same before: nothing changes. */
  | { kind: 'again' }
  /** It stands already: `by` says by whom, or what else ended it. */
  | { kind: 'tooLate'; by?: string }
  /** Whoever it is, they can't decide this: nobody is told more. */
  | { kind: 'notYours' };

/** One person's verdict on a request. The first rejection ends it; it is approved when enough different people approve. */
export function decideRequest(
  request: Request,
  given: { by: string; verdict: Decision['verdict']; reason?: string },
  now: Instant,
): Decided {
  const by = sameMail(given.by);
  // guard: only-its-approvers-decide
  if (!request.approval.approvers.includes(by)) return { kind: 'notYours' };
  const earlier = request.decisions.find((decision) => decision.by === by);
  if (earlier?.verdict === given.verdict) return { kind: 'again' };
  // guard: nobody-decides-twice
  if (earlier !== undefined) return { kind: 'tooLate', by };
  // guard: what-is-decided-stays-decided
  if (request.status !== 'waiting') return tooLate(request);
  // guard: what-has-expired-is-not-decided
  if (now >= request.expiresAt) return { kind: 'tooLate' };
  const decision: Decision = {
    by,
    verdict: given.verdict,
    at: now,
    ...(given.reason === undefined ? {} : { reason: given.reason }),
  };
  const decided: Request = { ...request, decisions: [...request.decisions, decision] };
  const said = { by, ...(given.reason === undefined ? {} : { text: given.reason }) };
  if (given.verdict === 'reject') return { kind: 'taken', request: moved(decided, 'rejected', now, said) };
  const enough = decided.decisions.length >= request.approval.needed;
  return {
    kind: 'taken',
    request: enough
      ? moved(decided, 'doing', now, said)
      : { ...moved(decided, 'waiting', now, said), heard: true },
  };
}

const tooLate = ({ decisions }: Request): Decided => {
  const by = decisions.at(-1)?.by;
  return by === undefined ? { kind: 'tooLate' } : { kind: 'tooLate', by };
};

/** @returns `undefined` when nobody can take it back any more. */
export const withdraw = (request: Request, now: Instant): Request | undefined =>
  request.status === 'waiting'
    ? moved(request, 'withdrawn', now, { by: request.requester.login })
    : undefined;

/** Nobody decided in time. A decision that came first stands. */
export const expire = (request: Request, now: Instant): Request | undefined =>
  request.status === 'waiting' && now >= request.expiresAt ? moved(request, 'expired', now) : undefined;
