import * as z from 'zod';
import {
  approvalsQuery,
  decision,
  decisionByLink,
  linkToken,
  newHold,
  newRequest,
  openedLink,
  requestsQuery,
  resume,
  seatsQuery,
} from './bodies.ts';
import { fleet, fleetSeat, me, offer, request, seat, timelineEntry } from './resources.ts';
import { pageOf, pageQuery, type Role, requestId, seatId } from './words.ts';

export type Route = {
  method: 'GET' | 'POST' | 'DELETE';
  /** With `{name}` for each member of `parameters`, as API Gateway writes it. */
  path: string;
  summary: string;
  /** `nobody`: without a sign-in. */
  by: Role | 'nobody';
  parameters?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** A POST that carries `Idempotency-Key`, and does nothing twice. */
  once?: true;
  status: 200 | 201 | 202;
  answer?: z.ZodType;
};

/** The one list: the API serves it, `openapi.json` describes it, the portal calls it. */
export const routes = {
  me: { method: 'GET', path: '/me', summary: 'Who is signed in', by: 'requester', status: 200, answer: me },
  offers: {
    method: 'GET',
    path: '/offers',
    summary: 'Desktops that can be asked for',
    by: 'requester',
    status: 200,
    answer: z.object({ items: z.array(offer) }),
  },
  mySeats: {
    method: 'GET',
    path: '/me/seats',
    summary: 'The desktops of whoever is signed in',
    by: 'requester',
    status: 200,
    answer: z.object({ items: z.array(seat) }),
  },
  myRequests: {
    method: 'GET',
    path: '/me/requests',
    summary: 'What whoever is signed in has asked for, the newest first',
    by: 'requester',
    query: requestsQuery,
    status: 200,
    answer: pageOf(request),
  },
  ask: {
    method: 'POST',
    path: '/requests',
    summary: 'Ask for something',
    by: 'requester',
    body: newRequest,
    once: true,
    status: 201,
    answer: request,
  },
  request: {
    method: 'GET',
    path: '/requests/{requestId}',
    summary: 'One request, for whoever made it, who decides it, and operators',
    by: 'requester',
    parameters: z.strictObject({ requestId }),
    status: 200,
    answer: request,
  },
  withdraw: {
    method: 'POST',
    path: '/requests/{requestId}/withdrawal',
    summary: 'Take back a request that nobody has decided yet',
    by: 'requester',
    parameters: z.strictObject({ requestId }),
    status: 200,
    answer: request,
  },
  decide: {
    method: 'POST',
    path: '/requests/{requestId}/decision',
    summary: 'Approve or reject. The first decision counts; the same one again changes nothing',
    by: 'requester',
    parameters: z.strictObject({ requestId }),
    body: decision,
    status: 200,
    answer: request,
  },
  approvals: {
    method: 'GET',
    path: '/me/approvals',
    summary: 'What whoever is signed in decides or has decided',
    by: 'requester',
    query: approvalsQuery,
    status: 200,
    answer: pageOf(request),
  },
  openLink: {
    method: 'POST',
    path: '/links/open',
    summary: 'What the link of a mail is about. Decides nothing',
    by: 'nobody',
    body: z.strictObject({ token: linkToken }),
    status: 200,
    answer: openedLink,
  },
  decideByLink: {
    method: 'POST',
    path: '/links/decision',
    summary: 'Approve or reject with the code of a mail, where approvers do not sign in',
    by: 'nobody',
    body: decisionByLink,
    status: 200,
    answer: openedLink,
  },
  fleet: {
    method: 'GET',
    path: '/fleet',
    summary: 'How many desktops are in which state, and what is paused',
    by: 'operator',
    status: 200,
    answer: fleet,
  },
  seats: {
    method: 'GET',
    path: '/seats',
    summary: 'Desktops by state or user',
    by: 'operator',
    query: seatsQuery,
    status: 200,
    answer: pageOf(fleetSeat),
  },
  seat: {
    method: 'GET',
    path: '/seats/{seatId}',
    summary: 'One desktop',
    by: 'operator',
    parameters: z.strictObject({ seatId }),
    status: 200,
    answer: fleetSeat,
  },
  timeline: {
    method: 'GET',
    path: '/seats/{seatId}/timeline',
    summary:
      'What happened to a desktop, the newest first, with the receipt of each reset: for its user and operators',
    by: 'requester',
    parameters: z.strictObject({ seatId }),
    query: pageQuery,
    status: 200,
    answer: pageOf(timelineEntry),
  },
  placeHold: {
    method: 'POST',
    path: '/seats/{seatId}/holds',
    summary: 'Nobody resets or removes this desktop until then',
    by: 'operator',
    parameters: z.strictObject({ seatId }),
    body: newHold,
    once: true,
    status: 202,
    answer: z.object({ holdId: z.string() }),
  },
  liftHold: {
    method: 'DELETE',
    path: '/seats/{seatId}/holds/{holdId}',
    summary: 'End a hold before its time',
    by: 'operator',
    parameters: z.strictObject({ seatId, holdId: z.string().regex(/^[A-Za-z0-9._:+=@-]{1,64}$/) }),
    status: 202,
  },
  resume: {
    method: 'POST',
    path: '/pauses/resume',
    summary: 'Let the resets of a paused scope go on',
    by: 'operator',
    body: resume,
    status: 202,
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
const isRouteName = (name: string): name is RouteName => name in routes;
export const routeNames: readonly RouteName[] = Object.keys(routes).filter(isRouteName);

type Given<R, Key extends string> = R extends { readonly [K in Key]: infer S extends z.ZodType } ? S : never;
/** What a caller sends, before defaults. */
export type QueryOf<N extends RouteName> = z.input<Given<(typeof routes)[N], 'query'>>;
export type BodyOf<N extends RouteName> = z.input<Given<(typeof routes)[N], 'body'>>;
export type ParametersOf<N extends RouteName> = z.input<Given<(typeof routes)[N], 'parameters'>>;
export type AnswerOf<N extends RouteName> = z.output<Given<(typeof routes)[N], 'answer'>>;
