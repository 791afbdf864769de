import { createHash } from 'node:crypto';
import type { Request, RequestKind, RequestState } from '@cleandesk/portal-api';
import { type PersonKey, personOf } from './people.ts';
import { seatIdOf } from './seed-seats.ts';
import { dayMs, hourMs, iso, minuteMs } from './times.ts';

/** As it is kept: what the one who looks may do with it is worked out at each look. */
export type StubRequest = Omit<Request, 'mayDecide' | 'mayWithdraw'>;

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID with a counted end: sorted by time, and the same in every run. */
export function requestIdAt(ms: number, turn: number): string {
  const digits = (value: number, length: number) =>
    Array.from({ length }, (_, index) => crockford[Math.floor(value / 32 ** (length - 1 - index)) % 32]).join(
      '',
    );
  const chance = createHash('sha256').update(`${turn}`).digest();
  return digits(ms, 10) + Array.from(chance.subarray(0, 16), (byte) => crockford[byte % 32]).join('');
}

type Wish = {
  by: PersonKey;
  kind: RequestKind;
  at: number;
  state: RequestState;
  steps?: { after: number; state: RequestState; by?: string; text?: string }[];
  offerId?: string;
  reason?: string;
  until?: number;
  needed?: number;
  given?: number;
};

function requestOf(wish: Wish, turn: number): StubRequest {
  const { login, name } = personOf(wish.by);
  const needed = wish.needed ?? 0;
  return {
    requestId: requestIdAt(wish.at, turn),
    kind: wish.kind,
    state: wish.state,
    createdAt: iso(wish.at),
    ...(wish.state === 'waiting' && { expiresAt: iso(wish.at + 7 * dayMs) }),
    requester: { login, name },
    seatId: seatIdOf(login),
    ...(wish.offerId !== undefined && { offerId: wish.offerId }),
    ...(wish.reason !== undefined && { reason: wish.reason }),
    ...(wish.until !== undefined && { until: iso(wish.until) }),
    approvals: { needed, given: wish.given ?? 0 },
    history: [
      { at: iso(wish.at), state: 'waiting', by: name },
      ...(wish.steps ?? []).map(({ after, ...step }) => ({ at: iso(wish.at + after), ...step })),
    ],
  };
}

export function seedRequests(now: number): StubRequest[] {
  const wishes: Wish[] = [
    {
      by: 'nina',
      kind: 'desktop',
      at: now - 95 * minuteMs,
      state: 'waiting',
      offerId: 'developer',
      reason: 'I start with the payments team on Monday and need the compilers and containers.',
      needed: 1,
    },
    {
      by: 'ada',
      kind: 'extend',
      at: now - 3 * hourMs,
      state: 'waiting',
      reason: 'The audit takes until the end of spring.',
      until: now + 120 * dayMs,
      needed: 1,
    },
    {
      by: 'tom',
      kind: 'desktop',
      at: now - 28 * hourMs,
      state: 'waiting',
      offerId: 'graphics',
      reason: 'The film for the trade fair has to be cut again, and my own machine is too slow for it.',
      until: now + 40 * dayMs,
      needed: 2,
      given: 1,
      steps: [{ after: 2 * hourMs, state: 'waiting', by: 'Karin Voss', text: 'Approved, one more to go.' }],
    },
    {
      by: 'ada',
      kind: 'reboot',
      at: now - 4 * dayMs,
      state: 'done',
      steps: [
        { after: 2000, state: 'doing' },
        { after: 4 * minuteMs, state: 'done' },
      ],
    },
    {
      by: 'ada',
      kind: 'desktop',
      at: now - 9 * dayMs - 5 * hourMs,
      state: 'done',
      offerId: 'office',
      reason: 'New in the claims team.',
      until: now + 31 * dayMs,
      needed: 1,
      given: 1,
      steps: [
        { after: 4 * hourMs, state: 'doing', by: 'Ben Roth', text: 'Welcome!' },
        { after: 4 * hourMs + 21 * minuteMs, state: 'done' },
      ],
    },
    {
      by: 'ada',
      kind: 'desktop',
      at: now - 11 * dayMs,
      state: 'rejected',
      offerId: 'graphics',
      reason: 'It looks fast.',
      needed: 2,
      steps: [
        {
          after: hourMs,
          state: 'rejected',
          by: 'Ben Roth',
          text: 'The office desktop is enough for claims. Ask for that one, please.',
        },
      ],
    },
  ];
  return wishes.map(requestOf);
}
