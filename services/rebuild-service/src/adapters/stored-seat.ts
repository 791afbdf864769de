import { desktopSpec, resetKeeps, seat as seatRef, strategy } from '@cleandesk/contracts';
import * as z from 'zod';
import type { DurableAction } from '../domain/actions.ts';
import type { Seat } from '../domain/seat.ts';

/**
 * The version of the stored form. A new field that is optional, or has a default, keeps it; anything else raises it, and `toSeat`
 * learns to read the old form: seats are stored for years, and there is no downtime in which they could be rewritten. What each
 * release stored is in `test/samples`.
 */
const schema = 1;

/** A stored seat that this code cannot read. Guessing could cost a desktop, so it stops here. */
export class UnreadableSeat extends Error {
  override readonly name = 'UnreadableSeat';
}

const instant = z.number();
const text = z.string();

const claim = z.object({
  revision: z.number(),
  wanted: z.boolean(),
  desired: desktopSpec.exactOptional(),
  precedence: z.number().exactOptional(),
  onlyTagged: z.record(text, z.string()).exactOptional(),
  connectedForMs: z.number().exactOptional(),
});
const hold = z.object({ id: text, owner: text, reason: text, until: instant, placedAt: instant });
const desktop = z.object({
  workspaceId: text,
  bundleId: text,
  computerName: text.exactOptional(),
  ipAddress: text.exactOptional(),
});
const memory = z.object({
  settledUntil: instant,
  lastLoginAt: instant.exactOptional(),
  lastConnectedAt: instant.exactOptional(),
  usedSince: instant.exactOptional(),
});
const cause = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('absence'), absenceId: text, startedAt: instant }),
  z.object({ kind: z.literal('request'), requestId: text, requestedBy: text }),
  z.object({ kind: z.literal('unwanted'), since: instant }),
  z.object({ kind: z.literal('disuse'), since: instant, action: z.enum(['reset', 'remove']) }),
]);
const paid = z.object({ policy: text, window: text });
const begunReset = z.object({
  resetId: text,
  strategy,
  policy: z.object({ name: text, version: text }),
  decidedAt: instant,
  calledAt: instant.exactOptional(),
  begunBy: instant.exactOptional(),
  notReadyAt: instant.exactOptional(),
  oldDesktop: desktop,
  oldImageId: text.exactOptional(),
  snapshotAt: instant.exactOptional(),
  kinds: z.array(text).exactOptional(),
  alone: text.exactOptional(),
  wasInError: z.literal(true).exactOptional(),
  paid: paid.exactOptional(),
});
const leave = z.object({
  cause,
  start: instant,
  end: instant,
  seenAt: instant,
  accounted: instant,
  confirmed: z.boolean(),
  looks: z.number(),
  nextLookAt: instant,
  missing: z.number(),
  told: z.boolean(),
  refusals: z.number(),
  bySweep: z.literal(true).exactOptional(),
  countedBy: text.exactOptional(),
  begun: z.object({ reset: begunReset, spec: desktopSpec }).exactOptional(),
  instead: z.literal('recreate').exactOptional(),
  waitsFor: text.exactOptional(),
  tags: z.record(text, text).exactOptional(),
  awaitsCheck: z.literal(true).exactOptional(),
});
const watch = z.object({
  about: text,
  until: instant,
  nextLookAt: instant,
  looks: z.number(),
  untilSeen: z.literal(true).exactOptional(),
});
const { resetId, policy, strategy: how, ...rest } = begunReset.shape;
/** In this order, so that a seat is read as it was written. */
const reset = z.object({ resetId, strategy: how, policy, leave, ...rest });
const observation = z.object({ count: z.number(), nextAt: instant });
const call = z.enum(['decided', 'accepted']);
const creation = z.object({
  spec: desktopSpec,
  attempt: z.number(),
  workspaceId: text.exactOptional(),
  acceptedAt: instant.exactOptional(),
  missedAt: instant.exactOptional(),
  without: z.array(text).exactOptional(),
  found: z.literal(true).exactOptional(),
  since: instant,
  refusals: z.number(),
  replaced: z.number(),
  missing: z.number(),
  observation,
});

const provisioning = z.object({ status: z.literal('provisioning'), creation });
const recreating = z.object({ status: z.literal('recreating'), reset, creation });
const phase = z.discriminatedUnion('status', [
  z.object({ status: z.literal('absent') }),
  provisioning,
  z.object({ status: z.literal('live'), desktop, watch: watch.exactOptional() }),
  z.object({ status: z.literal('away'), desktop, leave }),
  z.object({
    status: z.literal('rebuilding'),
    desktop,
    reset,
    call,
    sawRebuilding: z.boolean(),
    missing: z.number(),
    observation,
  }),
  z.object({
    status: z.literal('terminating'),
    desktop,
    reset,
    spec: desktopSpec,
    call,
    // 0.1.0 did not remember it: whatever may have been terminated is made again.
    attempted: z.boolean().default(true),
    missing: z.number(),
    observation,
  }),
  recreating,
  z.object({
    status: z.literal('removing'),
    desktop,
    call,
    leave,
    paid: paid.exactOptional(),
    missing: z.number(),
    observation,
  }),
  z.object({
    status: z.literal('clearing'),
    desktop,
    call,
    missing: z.number(),
    observation,
    making: z.discriminatedUnion('status', [provisioning, recreating]),
  }),
  z.object({
    status: z.literal('failed'),
    reason: text,
    desktop: desktop.exactOptional(),
    spec: desktopSpec.exactOptional(),
    reset: reset.exactOptional(),
  }),
]);

const breaker = { id: text, directoryId: text, bundleId: text, because: text };
const action = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Rebuild'), id: text, workspaceId: text }),
  z.object({ type: z.literal('Terminate'), id: text, workspaceId: text }),
  z.object({ type: z.literal('Create'), id: text, spec: desktopSpec, attemptTag: text }),
  z.object({ type: z.literal('Reboot'), id: text, workspaceId: text, requestId: text, askedAt: instant }),
  z.object({ type: z.literal('Tag'), id: text, workspaceId: text, group: text }),
  z.object({
    type: z.literal('SetTimer'),
    id: text,
    name: z.array(text),
    dueAt: instant,
    detailType: text,
    detail: z.unknown(),
    story: text.exactOptional(),
  }),
  z.object({
    type: z.literal('Publish'),
    id: text,
    detailType: text,
    detail: z.unknown(),
    story: text.exactOptional(),
  }),
  z.object({ type: z.literal('OpenBreaker'), ...breaker }),
  z.object({
    type: z.literal('CountLeaving'),
    id: text,
    policy: text,
    leftAt: instant,
    bySweep: z.literal(true).exactOptional(),
  }),
  z.object({
    type: z.literal('CountFailure'),
    id: text,
    policy: text,
    at: instant,
    because: text,
    kinds: z.array(text),
    alone: z.boolean(),
  }),
  z.object({ type: z.literal('MarkHold'), id: text, workspaceId: text, mark: text.exactOptional() }),
  z.object({
    type: z.literal('Record'),
    id: text,
    kind: z.enum(['reset', 'failed', 'removed', 'kept', 'rehearsed', 'firstLogin']),
    at: instant,
    text,
    link: z
      .object({
        number: z.number(),
        previous: text,
        previousExpiresAt: z.number(),
        expiresAt: z.number(),
        hash: text,
      })
      .exactOptional(),
  }),
  z.object({ type: z.literal('TimeReset'), id: text, policy: text, tookMs: z.number() }),
  z.object({ type: z.literal('Prove'), id: text, first: text }),
  z.object({ type: z.literal('GiveBack'), id: text, first: text, resetId: text }),
  // 0.1.0 did not say of when it knew: a failure of which it could not know is not forgiven, and a person resumes.
  z.object({ type: z.literal('CloseBreaker'), ...breaker, asOf: instant.default(0) }),
]);

/** For who keeps a sample of each release. */
export const storedSeat = z.object({
  ref: seatRef,
  version: z.int().positive(),
  claims: z.record(text, claim),
  holds: z.array(hold),
  policyName: text.exactOptional(),
  resetKeeps: resetKeeps.exactOptional(),
  memory,
  phase,
  pending: z.array(action),
  leaseUntil: instant.exactOptional(),
  story: text.exactOptional(),
  // Until 0.1.0 nothing was kept of these three.
  evidence: z.array(z.object({ at: instant, what: text })).default([]),
  records: z
    .object({ count: z.number(), hash: text, expiresAt: z.number().exactOptional() })
    .default({ count: 0, hash: '' }),
  image: z
    .object({ imageId: text, readAt: instant, workspaceId: text, ipAddress: text.exactOptional() })
    .exactOptional(),
  cleanSince: z
    .object({
      resetId: text,
      at: instant,
      from: instant.exactOptional(),
      rehearsed: z.literal(true).exactOptional(),
    })
    .exactOptional(),
  recreates: z.array(instant).default([]),
  answered: z.array(text),
});

/**
 * The only reader of what is stored.
 * @throws {UnreadableSeat} for another schema, or a seat that misses what this one promises. Names fields, no values.
 */
export function toSeat(item: Readonly<Record<string, unknown>>): Seat {
  if (item.schema !== schema) {
    throw new UnreadableSeat(
      `A seat is stored with schema ${String(item.schema)}; this code reads ${schema}`,
    );
  }
  const result = storedSeat.safeParse(parsed(item.state));
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new UnreadableSeat(`A stored seat cannot be read: ${faults.join('; ')}`);
}

/** A seat as text: every field comes back as it was, in its order, and a person can read it in the console. */
export const fromSeat = (seat: Seat) => ({ schema, version: seat.version, state: JSON.stringify(seat) });

function parsed(state: unknown): unknown {
  if (typeof state !== 'string') throw new UnreadableSeat('A stored seat has no state');
  try {
    return JSON.parse(state);
  } catch {
    // Without the parser's error, which quotes the text.
    throw new UnreadableSeat('The state of a stored seat is no JSON');
  }
}

/** Every field there is, required: an optional field that the schema forgets would be lost with the next commit. */
type Whole<T> = T extends readonly (infer Item)[]
  ? readonly Whole<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]-?: Whole<T[Key]> }
    : T;
type Complete<Stored extends Whole<Ours>, Ours> = [Stored, Ours];
/** Fails to compile when the schema lacks a field of the domain. */
export type NothingIsLost = Complete<Whole<z.output<typeof storedSeat>>, Seat> &
  Complete<Whole<z.output<typeof action>>, DurableAction>;
