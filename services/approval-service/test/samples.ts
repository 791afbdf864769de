import { digest } from '../src/adapters/chance.ts';
import type { Request } from '../src/domain/request.ts';
import type { Lease, Seat } from '../src/domain/seat.ts';
import { dayMs } from '../src/domain/time.ts';
import { fakeChance } from './fakes/fake-chance.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = dayMs;
export const noon = Date.UTC(2026, 7, 3, 12);
export const directoryId = 'd-9067000001';

const chance = fakeChance();
export const refOf = (userName: string) => ({ directoryId, userName });
export const seatIdOf = (userName: string) => digest.seatId(refOf(userName));

/** A request that waits for eve and mallory. */
export const requestOf = (login: string, more: Partial<Request> = {}): Request => ({
  id: chance.ulid(more.createdAt ?? noon),
  kind: 'desktop',
  status: 'waiting',
  createdAt: noon,
  requester: { login, name: login, mail: `${login}@example.com` },
  seat: refOf(login),
  offerId: 'standard',
  reason: 'A new project',
  approval: { needed: 1, approvers: ['eve@example.com', 'mallory@example.com'] },
  decisions: [],
  expiresAt: noon + day,
  history: [{ at: noon, state: 'waiting', by: login }],
  started: false,
  heard: true,
  ...more,
});

export const leaseOf = (userName: string, more: Partial<Lease> = {}): Lease => ({
  seat: refOf(userName),
  wanted: true,
  revision: noon,
  requestId: 'a-request',
  offerId: 'standard',
  until: noon + 30 * day,
  mail: `${userName}@example.com`,
  ...more,
});

export const seatOf = (userName: string, more: Partial<Seat> = {}): Seat => ({
  id: seatIdOf(userName),
  ref: refOf(userName),
  version: 1,
  status: 'live',
  changedAt: noon,
  workspaceId: `ws-${userName}00000000`,
  holds: [],
  ...more,
});
