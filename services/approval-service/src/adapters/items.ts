import { createHash } from 'node:crypto';
import { desktopSpec, resetKeeps } from '@cleandesk/contracts';
import * as z from 'zod';
import type { Request } from '../domain/request.ts';
import type { Lease, Seat } from '../domain/seat.ts';

/**
 * How things lie in the portal's table: keys `pk` and `sk`, and two sparse indexes. No key holds a person's name or address:
 * keys end in metrics and traces. What is stored names its version, and an old one is read by newer code.
 */
const text = z.string();
const instant = z.number();
const ref = z.object({ directoryId: text, userName: text });

const status = z.enum(['waiting', 'doing', 'done', 'rejected', 'expired', 'withdrawn', 'refused', 'failed']);

const request = z.object({
  id: text,
  kind: z.enum(['desktop', 'reboot', 'reset', 'extend', 'return']),
  status,
  createdAt: instant,
  requester: z.object({ login: text, name: text, mail: text.exactOptional() }),
  seat: ref,
  offerId: text.exactOptional(),
  reason: text.exactOptional(),
  until: instant.exactOptional(),
  approval: z.object({ needed: z.number(), approvers: z.array(text) }),
  decisions: z.array(
    z.object({
      by: text,
      verdict: z.enum(['approve', 'reject']),
      at: instant,
      reason: text.exactOptional(),
    }),
  ),
  expiresAt: instant,
  revision: z.number().exactOptional(),
  overdue: z.literal(true).exactOptional(),
  history: z.array(
    z.object({ at: instant, state: status, by: text.exactOptional(), text: text.exactOptional() }),
  ),
  waiting: z.object({ for: z.enum(['decision', 'outcome']), token: text }).exactOptional(),
  started: z.boolean(),
  heard: z.boolean(),
});

const seat = z.object({
  id: text,
  ref,
  version: z.number(),
  status: z.enum([
    'absent',
    'provisioning',
    'live',
    'away',
    'dirty',
    'rebuilding',
    'terminating',
    'recreating',
    'removing',
    'clearing',
    'failed',
  ]),
  changedAt: instant,
  workspaceId: text.exactOptional(),
  policy: text.exactOptional(),
  heldUntil: instant.exactOptional(),
  resetDueAt: instant.exactOptional(),
  waitsFor: text.exactOptional(),
  resetKeeps: resetKeeps.exactOptional(),
  lastConnectedAt: instant.exactOptional(),
  holds: z.array(z.object({ holdId: text, owner: text, reason: text, until: instant })),
  lifted: z.array(z.object({ holdId: text, at: instant })).exactOptional(),
});

const saying = z.object({ seat: ref, revision: z.number(), evidence: text, requestId: text });
const lease = z.object({
  seat: ref,
  wanted: z.boolean(),
  revision: z.number(),
  requestId: text,
  offerId: text.exactOptional(),
  until: instant.exactOptional(),
  mail: text.exactOptional(),
  warnedFor: instant.exactOptional(),
  unsaid: z
    .discriminatedUnion('type', [
      saying.extend({ type: z.literal('Wanted'), desired: desktopSpec }),
      saying.extend({ type: z.literal('Unwanted') }),
    ])
    .exactOptional(),
});

const stored = <T extends z.ZodType>(data: T) => z.object({ version: z.number(), data });

/** What lies in the table, by kind; a sample of each field is in `test/samples`. */
export const shapes = { requests: stored(request), seats: stored(seat), leases: stored(lease) } as const;

/** Of an item; `undefined` for none. @throws a ZodError for what somebody else wrote: nothing is concluded from it. */
const reader =
  <T>(schema: z.ZodType<{ version: number; data: T }>) =>
  (item: unknown): { value: T; version: number } | undefined => {
    if (item === undefined) return undefined;
    const { version, data } = schema.parse(item);
    return { value: data, version };
  };

export const requestOf = reader<Request>(shapes.requests);
export const seatOf = reader<Seat>(shapes.seats);
export const leaseOf = reader<Lease>(shapes.leases);

/** What can't be read back: of secrets, people and keys that callers choose. */
export const hashOf = (value: string): string => createHash('sha256').update(value).digest('base64url');

export const keys = {
  request: (id: string) => ({ pk: `R#${id}`, sk: 'R' }),
  approver: (id: string, mail: string) => ({ pk: `R#${id}`, sk: `A#${hashOf(mail)}` }),
  once: (login: string, key: string) => ({
    pk: `ONCE#${hashOf(`${login.toLowerCase()}:${key}`)}`,
    sk: 'ONCE',
  }),
  count: (who: string, window: string) => ({ pk: `COUNT#${hashOf(`${who}:${window}`)}`, sk: 'COUNT' }),
  seat: (seatId: string) => ({ pk: `S#${seatId}`, sk: 'SEAT' }),
  open: (seatId: string, kind: string) => ({ pk: `S#${seatId}`, sk: `OPEN#${kind}` }),
  lease: (seatId: string) => ({ pk: `S#${seatId}`, sk: 'LEASE' }),
  note: (seatId: string, at: string, id: string) => ({ pk: `S#${seatId}`, sk: `T#${at}#${id}` }),
  desktop: (workspaceId: string) => ({ pk: `D#${workspaceId}`, sk: 'D' }),
  counts: (shard: number) => ({ pk: `FLEET#${shard}`, sk: 'COUNTS' }),
  pause: (scope: string) => ({ pk: 'PAUSES', sk: scope }),
  link: (hash: string) => ({ pk: `L#${hash}`, sk: 'L' }),
  mail: (id: string) => ({ pk: `M#${hashOf(id)}`, sk: 'M' }),
} as const;

/** DynamoDB forgets an item some time after this: epoch seconds. */
export const expiry = (at: number): number => Math.ceil(at / 1000);
