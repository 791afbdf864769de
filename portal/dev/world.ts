import type { Pause } from '@cleandesk/portal-api';
import { type StubRequest, seedRequests } from './seed-requests.ts';
import { directoryId, type StubSeat, seedSeats } from './seed-seats.ts';
import { hourMs, iso } from './times.ts';

/** What a mail's link leads to. */
export type StubLink = {
  needs: 'signIn' | 'code' | 'expired';
  requestId: string;
  code: string;
  approver: string;
};

/** All that the stub knows. Tests read and change it. */
export type World = {
  now: () => number;
  seats: StubSeat[];
  requests: StubRequest[];
  pauses: Pause[];
  links: Map<string, StubLink>;
  /** By `Idempotency-Key`: what was answered. */
  answered: Map<string, unknown>;
  /** Each call that changes something, as "POST /requests". */
  changes: string[];
  counter: number;
};

export const linkTokens = {
  signIn: 'sign-in-'.padEnd(43, 'a'),
  code: 'code-'.padEnd(43, 'b'),
  expired: 'expired-'.padEnd(43, 'c'),
} as const;
export const linkCode = '40718253';

export function world(now: () => number): World {
  const start = now();
  const requests = seedRequests(start);
  const requestId = requests[0]?.requestId ?? '';
  const link = (needs: StubLink['needs']): StubLink => ({
    needs,
    requestId,
    code: linkCode,
    approver: 'Ben Roth',
  });
  return {
    now,
    seats: seedSeats(start),
    requests,
    pauses: [
      {
        scope: { policy: 'office' },
        because: '34 users left within 10 minutes, more than the 26 that are usual. It looks like an outage.',
        since: iso(start - hourMs),
      },
      {
        scope: { directoryId, bundleId: 'wsb-training1' },
        because: 'The last recreate ended in ERROR: no capacity in the subnet.',
        since: iso(start - 5 * hourMs),
      },
    ],
    links: new Map([
      [linkTokens.signIn, link('signIn')],
      [linkTokens.code, link('code')],
      [linkTokens.expired, link('expired')],
    ]),
    answered: new Map(),
    changes: [],
    counter: 100,
  };
}
