import * as z from 'zod';
import {
  bundleId,
  directoryId,
  instant,
  offerId,
  pageQuery,
  reason,
  requestState,
  seatId,
  seatStatus,
} from './words.ts';

/** What can be asked for. Unknown members are refused: nobody sets a state or an owner by sending one. */
export const newRequest = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('desktop'), offerId, reason, until: instant.optional() }),
    z.strictObject({ kind: z.literal('reboot'), seatId, reason: reason.optional() }),
    z.strictObject({ kind: z.literal('reset'), seatId, reason: reason.optional() }),
    z.strictObject({ kind: z.literal('extend'), seatId, reason, until: instant }),
    z.strictObject({ kind: z.literal('return'), seatId, reason: reason.optional() }),
  ])
  .meta({ id: 'NewRequest' });
export type NewRequest = z.infer<typeof newRequest>;

/** Whoever rejects says why: the requester reads it. */
export const decision = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('approve'), reason: reason.optional() }),
    z.strictObject({ decision: z.literal('reject'), reason }),
  ])
  .meta({ id: 'Decision' });
export type Decision = z.infer<typeof decision>;

/** 256 random bits of the mail's link. */
export const linkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** From the mail, typed in by a person. */
export const linkCode = z.string().regex(/^[0-9]{8}$/);

export const openedLink = z
  .object({
    /** `signIn`: go to the request, signed in as its approver. `code`: type the mail's code in and decide here. */
    needs: z.enum(['signIn', 'code', 'nothing']),
    requestId: z.string(),
    /** In words, for `nothing`: already decided by whom, or expired. */
    state: z.string(),
    /** What is to be decided; only with `code`. */
    summary: z
      .object({
        requester: z.string(),
        what: z.string(),
        reason: z.string().optional(),
        until: instant.optional(),
      })
      .optional(),
  })
  .meta({ id: 'OpenedLink' });
export type OpenedLink = z.infer<typeof openedLink>;

export const decisionByLink = z
  .strictObject({ token: linkToken, code: linkCode, verdict: decision })
  .meta({ id: 'DecisionByLink' });

export const newHold = z.strictObject({ reason, until: instant }).meta({ id: 'NewHold' });

export const resume = z
  .strictObject({
    scope: z.union([
      z.strictObject({ policy: z.string().min(1).max(64) }),
      z.strictObject({ directoryId, bundleId }),
    ]),
  })
  .meta({ id: 'Resume' });

export const requestsQuery = pageQuery.extend({ state: requestState.optional() });
export const approvalsQuery = pageQuery.extend({ state: z.enum(['waiting', 'decided']).default('waiting') });
/** By status, or by the beginning of a user's name. */
export const seatsQuery = pageQuery.extend({
  status: seatStatus.optional(),
  user: z.string().trim().min(1).max(63).optional(),
});
