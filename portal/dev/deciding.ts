import type { Decision, NewRequest, Request, RequestState } from '@cleandesk/portal-api';
import { offers } from './offers.ts';
import type { Person } from './people.ts';
import { missing, Refused } from './refused.ts';
import { requestIdAt, type StubRequest } from './seed-requests.ts';
import { seatIdOf } from './seed-seats.ts';
import { dayMs, iso } from './times.ts';
import type { World } from './world.ts';

/** ms that the stub takes for what AWS takes minutes for. */
const takesMs = 8_000;

/** What has been on its way long enough is done. */
export function advance(world: World): void {
  for (const request of world.requests) {
    const last = request.history.at(-1);
    if (request.state !== 'doing' || !last || Date.parse(last.at) + takesMs > world.now()) continue;
    step(world, request, 'done');
  }
}

function step(world: World, request: StubRequest, state: RequestState, by?: string, text?: string): void {
  request.state = state;
  if (state !== 'waiting') delete request.expiresAt;
  request.history.push({
    at: iso(world.now()),
    state,
    ...(by !== undefined && { by }),
    ...(text !== undefined && { text }),
  });
}

export function shownTo(request: StubRequest, person: Person): Request {
  const isOwn = request.requester.login === person.login;
  const isWaiting = request.state === 'waiting';
  return {
    ...request,
    mayDecide: isWaiting && !isOwn && person.roles.includes('approver'),
    mayWithdraw: isWaiting && isOwn,
  };
}

export function requestFor(world: World, requestId: string, person: Person): StubRequest {
  const found = world.requests.find((one) => one.requestId === requestId);
  const mayRead =
    found?.requester.login === person.login || person.roles.some((role) => role !== 'requester');
  if (!found || !mayRead) throw missing();
  return found;
}

export function ask(world: World, wish: NewRequest, person: Person): StubRequest {
  const at = world.now();
  const open = world.requests.filter(
    ({ requester, kind, state }) =>
      requester.login === person.login && kind === wish.kind && (state === 'waiting' || state === 'doing'),
  );
  if (open.length > 0)
    throw new Refused(409, 'You have already asked for this', {
      detail: 'Wait until it is decided, or take it back.',
    });
  const offer = wish.kind === 'desktop' ? offers.find(({ offerId }) => offerId === wish.offerId) : undefined;
  const needed = wish.kind === 'extend' ? 1 : (offer?.approvals ?? 0);
  world.counter += 1;
  const request: StubRequest = {
    requestId: requestIdAt(at, world.counter),
    kind: wish.kind,
    state: 'waiting',
    createdAt: iso(at),
    expiresAt: iso(at + 7 * dayMs),
    requester: { login: person.login, name: person.name },
    seatId: 'seatId' in wish ? wish.seatId : seatIdOf(person.login),
    ...('offerId' in wish && { offerId: wish.offerId }),
    ...(wish.reason !== undefined && { reason: wish.reason }),
    ...('until' in wish && wish.until !== undefined && { until: wish.until }),
    approvals: { needed, given: 0 },
    history: [{ at: iso(at), state: 'waiting', by: person.name }],
  };
  if (needed === 0) step(world, request, 'doing');
  world.requests.unshift(request);
  return request;
}

export function withdraw(world: World, request: StubRequest, person: Person): StubRequest {
  if (request.requester.login !== person.login) throw missing();
  if (request.state !== 'waiting') throw alreadyDecided(request);
  step(world, request, 'withdrawn', person.name);
  return request;
}

export function decide(world: World, request: StubRequest, verdict: Decision, by: string): StubRequest {
  if (request.state !== 'waiting') throw alreadyDecided(request);
  if (verdict.decision === 'reject') {
    step(world, request, 'rejected', by, verdict.reason);
    return request;
  }
  request.approvals = { ...request.approvals, given: request.approvals.given + 1 };
  const isEnough = request.approvals.given >= request.approvals.needed;
  step(world, request, isEnough ? 'doing' : 'waiting', by, verdict.reason);
  return request;
}

export function whoDecided(request: StubRequest): string {
  const by = request.history.findLast((one) => one.by !== undefined && one.by !== request.requester.name)?.by;
  return `Already decided by ${by ?? 'the requester'}.`;
}

const alreadyDecided = (request: StubRequest) =>
  new Refused(409, 'Nothing is left to decide', { detail: whoDecided(request) });
