import { type AnswerOf, type RouteName, routes } from '@cleandesk/portal-api';
import { askFor } from '../app/asking.ts';
import { decideAs, takeBack, type Verdict, visible } from '../app/deciding.ts';
import { decideByLink, openLink } from '../app/links.ts';
import { liftHold, placeHold, resumeResets } from '../app/operating.ts';
import { Refusal } from '../app/refusal.ts';
import type { World } from '../app/world.ts';
import { type Person, sameMail } from '../domain/person.ts';
import { unheardOf } from '../domain/projection.ts';
import type { Request } from '../domain/request.ts';
import type { Page } from '../ports.ts';
import type { Asked } from './asked.ts';
import {
  fleetSeatView,
  fleetView,
  meView,
  offerView,
  openedView,
  requestView,
  seatView,
  timelineView,
} from './views.ts';

type Answers = { [N in RouteName]: (asked: Asked, world: World) => Promise<AnswerOf<N> | undefined> };

const ms = (instant: string): number => Date.parse(instant);
const ownRef = ({ login }: Person, { settings }: World) => ({
  directoryId: settings.directoryId,
  userName: login,
});
const view = (request: Request, person: Person, { digest, clock }: World) =>
  requestView(request, digest.seatId(request.seat), person, clock.now());
const pageOf = <A, B>({ items, cursor }: Page<A>, each: (item: A) => B) => ({
  items: items.map(each),
  ...(cursor === undefined ? {} : { cursor }),
});
const verdictOf = (given: { decision: Verdict['verdict']; reason?: string | undefined }): Verdict => ({
  verdict: given.decision,
  ...(given.reason === undefined ? {} : { reason: given.reason }),
});
const fleetSeat = async (seatId: string, world: World) => {
  const [seat, lease] = await Promise.all([world.seats.load(seatId), world.leases.load(seatId)]);
  if (seat === undefined) throw new Refusal('notFound');
  return fleetSeatView(seat.value, lease?.value, world.clock.now());
};

/** Of all requests, or as somebody's manager of one at least. */
async function isApprover({ mail }: Person, { settings, requests }: World): Promise<boolean> {
  if (mail === undefined) return false;
  if (settings.approvers.some((approver) => sameMail(approver) === mail)) return true;
  const lists = await Promise.all(
    (['waiting', 'decided'] as const).map((state) => requests.ofApprover(mail, state, { limit: 1 })),
  );
  return lists.some(({ items }) => items.length > 0);
}

/** What each route of the API does: thin, since the use cases decide. */
export const answers: Answers = {
  me: async (asked, world) => {
    const person = asked.person();
    return meView(person, await isApprover(person, world), world.settings);
  },

  offers: async (asked, { settings }) => {
    const person = asked.person();
    return {
      items: settings.offers.map((offer) => offerView(offer, person, settings)),
    };
  },

  mySeats: async (asked, world) => {
    const person = asked.person();
    const ref = ownRef(person, world);
    const seatId = world.digest.seatId(ref);
    const [seat, lease] = await Promise.all([world.seats.load(seatId), world.leases.load(seatId)]);
    // Whoever has none yet sees what they can ask for.
    const known = seat?.value ?? unheardOf(seatId, ref);
    return { items: [seatView(known, lease?.value, world.clock.now())] };
  },

  myRequests: async (asked, world) => {
    const person = asked.person();
    const query = asked.query(routes.myRequests.query);
    const { limit, cursor, state } = query;
    const seatId = world.digest.seatId(ownRef(person, world));
    const page = await world.requests.ofSeat(seatId, { limit, cursor, status: state });
    return pageOf(page, (request) => view(request, person, world));
  },

  ask: async (asked, world) => {
    const person = asked.person();
    const body = await asked.body(routes.ask.body);
    const once = await asked.once();
    const { kind, reason } = body;
    const wish = {
      kind,
      ...('seatId' in body ? { seatId: body.seatId } : {}),
      ...('offerId' in body ? { offerId: body.offerId } : {}),
      ...('until' in body && body.until !== undefined ? { until: ms(body.until) } : {}),
      ...(reason === undefined ? {} : { reason }),
    };
    return view(await askFor(wish, person, once, world), person, world);
  },

  request: async (asked, world) => {
    const person = asked.person();
    const parameters = asked.parameters(routes.request.parameters);
    return view((await visible(parameters.requestId, person, world)).value, person, world);
  },

  withdraw: async (asked, world) => {
    const person = asked.person();
    const parameters = asked.parameters(routes.withdraw.parameters);
    return view(await takeBack(person, parameters.requestId, world), person, world);
  },

  decide: async (asked, world) => {
    const person = asked.person();
    const parameters = asked.parameters(routes.decide.parameters);
    const body = await asked.body(routes.decide.body);
    return view(await decideAs(person, parameters.requestId, verdictOf(body), world), person, world);
  },

  approvals: async (asked, world) => {
    const person = asked.person();
    const query = asked.query(routes.approvals.query);
    if (person.mail === undefined) return { items: [] };
    const { state, limit, cursor } = query;
    const page = await world.requests.ofApprover(person.mail, state, { limit, cursor });
    return pageOf(page, (request) => view(request, person, world));
  },

  openLink: async (asked, world) => {
    const body = await asked.body(routes.openLink.body);
    return openedView(await openLink(body.token, world), world.settings);
  },

  decideByLink: async (asked, world) => {
    const body = await asked.body(routes.decideByLink.body);
    await decideByLink(body.token, body.code, verdictOf(body.verdict), world);
    return openedView(await openLink(body.token, world), world.settings);
  },

  fleet: async (_asked, world) => {
    const [counts, pauses] = await Promise.all([world.seats.counts(), world.pauses.all()]);
    return fleetView(counts, pauses, world.clock.now());
  },

  seats: async (asked, world) => {
    const query = asked.query(routes.seats.query);
    const { limit, cursor, status, user } = query;
    const page =
      user !== undefined
        ? await world.seats.byUser(user, { limit, cursor })
        : await world.seats.byStatus(status ?? 'live', { limit, cursor });
    const items = status === undefined ? page.items : page.items.filter((seat) => seat.status === status);
    return pageOf({ ...page, items }, (seat) => fleetSeatView(seat, undefined, world.clock.now()));
  },

  seat: async (asked, world) => {
    const parameters = asked.parameters(routes.seat.parameters);
    return fleetSeat(parameters.seatId, world);
  },

  timeline: async (asked, world) => {
    const person = asked.person();
    const parameters = asked.parameters(routes.timeline.parameters);
    const query = asked.query(routes.timeline.query);
    const own = world.digest.seatId(ownRef(person, world)) === parameters.seatId;
    // guard: a-timeline-is-for-its-user-and-operators
    if (!own && !person.operator) throw new Refusal('notFound');
    const { limit, cursor } = query;
    return pageOf(await world.seats.timeline(parameters.seatId, { limit, cursor }), timelineView);
  },

  placeHold: async (asked, world) => {
    const person = asked.person();
    const parameters = asked.parameters(routes.placeHold.parameters);
    const body = await asked.body(routes.placeHold.body);
    const once = await asked.once();
    const hold = { reason: body.reason, until: ms(body.until) };
    return { holdId: await placeHold(parameters.seatId, hold, person, once, world) };
  },

  liftHold: async (asked, world) => {
    const parameters = asked.parameters(routes.liftHold.parameters);
    await liftHold(parameters.seatId, parameters.holdId, world);
    return undefined;
  },

  resume: async (asked, world) => {
    const person = asked.person();
    const body = await asked.body(routes.resume.body);
    await resumeResets(body.scope, person, world);
    return undefined;
  },
};
