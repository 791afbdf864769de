import type { RouteName, routes } from '@cleandesk/portal-api';

type Routes = typeof routes;
type Address<R> = R extends { method: infer M; path: infer P }
  ? { method: M; path: P } & (R extends { once: true } ? { once: true } : { once?: never })
  : never;

/**
 * The routes as plain data: the table of the contract would bring zod along, which is larger than all of the portal.
 * The type holds each method and path to the contract's.
 */
export const paths: { readonly [N in RouteName]: Address<Routes[N]> } = {
  me: { method: 'GET', path: '/me' },
  offers: { method: 'GET', path: '/offers' },
  mySeats: { method: 'GET', path: '/me/seats' },
  myRequests: { method: 'GET', path: '/me/requests' },
  ask: { method: 'POST', path: '/requests', once: true },
  request: { method: 'GET', path: '/requests/{requestId}' },
  withdraw: { method: 'POST', path: '/requests/{requestId}/withdrawal' },
  decide: { method: 'POST', path: '/requests/{requestId}/decision' },
  approvals: { method: 'GET', path: '/me/approvals' },
  openLink: { method: 'POST', path: '/links/open' },
  decideByLink: { method: 'POST', path: '/links/decision' },
  fleet: { method: 'GET', path: '/fleet' },
  seats: { method: 'GET', path: '/seats' },
  seat: { method: 'GET', path: '/seats/{seatId}' },
  timeline: { method: 'GET', path: '/seats/{seatId}/timeline' },
  placeHold: { method: 'POST', path: '/seats/{seatId}/holds', once: true },
  liftHold: { method: 'DELETE', path: '/seats/{seatId}/holds/{holdId}' },
  resume: { method: 'POST', path: '/pauses/resume' },
};

export type { RouteName } from '@cleandesk/portal-api';
