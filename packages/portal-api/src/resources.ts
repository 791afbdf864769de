import * as z from 'zod';
import {
  instant,
  offerId,
  requestId,
  requestKind,
  requestState,
  resetKeeps,
  role,
  seatId,
  seatStatus,
} from './words.ts';

/** Who is signed in, and what they may see. */
export const me = z
  .object({
    login: z.string(),
    name: z.string(),
    roles: z.array(role),
    /** Where users of this portal have their desktops. */
    directoryId: z.string(),
    /** How often they may ask for something in a day. One request of each kind can be open at a time. */
    limits: z.object({ requestsPerDay: z.int() }),
    /** What a client needs to connect, as the owner of this portal wrote it. */
    connecting: z.object({ clientUrl: z.url(), registrationCode: z.string().optional() }),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof me>;

/** A kind of desktop that can be asked for. */
export const offer = z
  .object({
    offerId,
    title: z.string(),
    description: z.string(),
    /** Which of the portal's pictures shows it. */
    picture: z.enum(['windows', 'linux', 'graphics', 'generic']),
    size: z.object({
      vcpu: z.int().positive(),
      memoryGib: z.number().positive(),
      storageGib: z.int().positive(),
    }),
    /** As the owner of this portal wrote it: AWS's prices are not asked for. */
    monthlyPrice: z.object({ amount: z.number().nonnegative(), currency: z.string().length(3) }),
    /** How many people have to approve it. 0: it is made at once. */
    approvals: z.int().nonnegative(),
    /** days that a request may ask for at most; without it a desktop can be kept for good. */
    longestDays: z.int().positive().optional(),
  })
  .meta({ id: 'Offer' });
export type Offer = z.infer<typeof offer>;

/** A hold on a seat: nobody resets or removes the desktop until then. */
export const hold = z
  .object({
    /** Absent: somebody set it as a tag in AWS, and only there it can be lifted. */
    holdId: z.string().optional(),
    owner: z.string().optional(),
    reason: z.string().optional(),
    until: instant,
  })
  .meta({ id: 'Hold' });

/** A seat as the portal knows it: a projection, seconds behind. */
export const seat = z
  .object({
    seatId,
    status: seatStatus,
    workspaceId: z.string().optional(),
    policy: z.string().optional(),
    /** Of the last connection that was heard of. */
    lastConnectedAt: instant.optional(),
    /** When the reset comes if nobody comes back. */
    resetDueAt: instant.optional(),
    /** It could be reset, and waits: `window`, `outage`, `failures`, `budget`, `breaker`, `first`. */
    waitsFor: z.string().optional(),
    /** Absent: not known. */
    resetKeeps: resetKeeps.optional(),
    hold: hold.optional(),
    /** Of a desktop that was asked for here. */
    lease: z.object({ offerId: offerId.optional(), until: instant.optional() }).optional(),
    /** What its user can ask for at this moment. */
    allows: z.array(requestKind),
  })
  .meta({ id: 'Seat' });
export type Seat = z.infer<typeof seat>;

/** A seat with whose it is: for operators. */
export const fleetSeat = seat
  .extend({ directoryId: z.string(), userName: z.string(), changedAt: instant })
  .meta({ id: 'FleetSeat' });
export type FleetSeat = z.infer<typeof fleetSeat>;

/** What happened to a seat, in words, the newest first. */
export const timelineEntry = z
  .object({
    at: instant,
    /** The event's name without its version: `ResetCompleted`, `GraceStarted`, … */
    what: z.string(),
    /** One sentence. */
    text: z.string(),
    /** What there is to know besides: of a reset its receipt. */
    facts: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const transition = z.object({
  at: instant,
  state: requestState,
  /** Who did it; absent: Cleandesk. */
  by: z.string().optional(),
  text: z.string().optional(),
});

/** Somebody's wish, and what became of it. */
export const request = z
  .object({
    requestId,
    kind: requestKind,
    state: requestState,
    overdue: z.boolean().optional(),
    createdAt: instant,
    /** While it waits: nobody can approve it any more after that. */
    expiresAt: instant.optional(),
    requester: z.object({ login: z.string(), name: z.string() }),
    seatId,
    offerId: offerId.optional(),
    reason: z.string().optional(),
    /** Until when the desktop is wanted. */
    until: instant.optional(),
    approvals: z.object({ needed: z.int(), given: z.int() }),
    /** Each step, the oldest first. */
    history: z.array(transition),
    /** Whether whoever asks can decide it now. */
    mayDecide: z.boolean(),
    mayWithdraw: z.boolean(),
  })
  .meta({ id: 'Request' });
export type Request = z.infer<typeof request>;

/** Whose resets wait for a person. */
export const pause = z
  .object({
    scope: z.union([
      z.object({ policy: z.string() }),
      z.object({ directoryId: z.string(), bundleId: z.string() }),
    ]),
    because: z.string(),
    since: instant,
  })
  .meta({ id: 'Pause' });
export type Pause = z.infer<typeof pause>;

export const fleet = z
  .object({
    counts: z.partialRecord(seatStatus, z.int().nonnegative()),
    /** Of those who are away: that wait for a window, a budget or a person. */
    waiting: z.int().nonnegative(),
    pauses: z.array(pause),
    at: instant,
  })
  .meta({ id: 'Fleet' });
export type Fleet = z.infer<typeof fleet>;

/** RFC 9457, `application/problem+json`. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    /** What to tell whoever runs this: it finds the log lines. */
    instance: z.string().optional(),
    errors: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
