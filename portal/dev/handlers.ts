import { routes, type SeatStatus } from '@cleandesk/portal-api';
import { ask, decide, requestFor, shownTo, withdraw } from './deciding.ts';
import { type Asked, type Door, on } from './door.ts';
import { links } from './links.ts';
import { offers } from './offers.ts';
import type { Person } from './people.ts';
import { missing } from './refused.ts';
import { directoryId, type StubSeat, seatIdOf } from './seed-seats.ts';
import { iso } from './times.ts';
import type { World } from './world.ts';

/** Every route of the contract. What one is given and answers is read by the contract's own schemas. */
export function doors(world: World): Door[] {
  return [...reading(world), ...asking(world), ...links(world), ...operating(world)];
}

function reading(world: World): Door[] {
  return [
    on(routes.me, ({ who }) => ({
      ...who(),
      directoryId,
      limits: { requestsPerDay: 20 },
      connecting: { clientUrl: 'https://clients.amazonworkspaces.com/', registrationCode: 'SLiad+DK7Q2M' },
    })),
    on(routes.offers, () => ({ items: offers })),
    on(routes.mySeats, ({ who }) => ({
      items: world.seats.filter(({ userName }) => userName === who().login),
    })),
    on(routes.myRequests, ({ who, query }) => {
      const mine = world.requests.filter(({ requester }) => requester.login === who().login);
      return pageOf(mine, query, (request) => shownTo(request, who()));
    }),
    on(routes.request, ({ who, parameters }) =>
      shownTo(requestFor(world, parameters.requestId, who()), who()),
    ),
    on(routes.approvals, ({ who, query }) => {
      const waiting = world.requests.filter((one) => shownTo(one, who()).mayDecide);
      const decided = world.requests.filter(({ history }) => history.some(({ by }) => by === who().name));
      const list =
        query.state === 'waiting'
          ? waiting
          : decided.filter(({ requester }) => requester.login !== who().login);
      return pageOf(list, query, (request) => shownTo(request, who()));
    }),
    on(routes.timeline, ({ who, parameters, query }) => {
      const seat = seatFor(world, parameters.seatId, who());
      return pageOf(seat.timeline, query, (entry) => entry);
    }),
  ];
}

function asking(world: World): Door[] {
  return [
    on(routes.ask, ({ who, body }) => shownTo(ask(world, body, who()), who())),
    on(routes.withdraw, ({ who, parameters }) =>
      shownTo(withdraw(world, requestFor(world, parameters.requestId, who()), who()), who()),
    ),
    on(routes.decide, ({ who, parameters, body }) =>
      shownTo(decide(world, requestFor(world, parameters.requestId, who()), body, who().name), who()),
    ),
  ];
}

function operating(world: World): Door[] {
  const seatOf = ({
    who,
    parameters,
  }: Pick<Asked<{ seatId: string }, unknown, unknown>, 'who' | 'parameters'>) =>
    seatFor(world, parameters.seatId, who());
  return [
    on(routes.fleet, () => {
      const counts: Partial<Record<SeatStatus, number>> = {};
      for (const { status } of world.seats) counts[status] = (counts[status] ?? 0) + 1;
      const waiting = world.seats.filter(({ waitsFor }) => waitsFor !== undefined).length;
      return { counts, waiting, pauses: world.pauses, at: iso(world.now()) };
    }),
    on(routes.seats, ({ query }) => {
      const found = world.seats.filter(
        ({ status, userName }) =>
          (query.status === undefined || status === query.status) &&
          (query.user === undefined || userName.startsWith(query.user.toLowerCase())),
      );
      return pageOf(found, query, (seat) => seat);
    }),
    on(routes.seat, seatOf),
    on(routes.placeHold, ({ who, parameters, body }) => {
      const seat = seatFor(world, parameters.seatId, who());
      world.counter += 1;
      const holdId = `hold-${world.counter}`;
      seat.hold = { holdId, owner: who().name, ...body };
      happened(world, seat, 'HoldPlaced', `${who().name} placed a hold: ${body.reason}`);
      return { holdId };
    }),
    on(routes.liftHold, ({ who, parameters }) => {
      const seat = seatFor(world, parameters.seatId, who());
      if (seat.hold?.holdId !== parameters.holdId) throw missing();
      delete seat.hold;
      happened(world, seat, 'HoldLifted', `${who().name} lifted the hold.`);
      return undefined;
    }),
    on(routes.resume, ({ body }) => {
      const wanted = JSON.stringify(body.scope);
      world.pauses = world.pauses.filter(({ scope }) => JSON.stringify(scope) !== wanted);
      return undefined;
    }),
  ];
}

function seatFor(world: World, seatId: string, person: Person): StubSeat {
  const seat = world.seats.find((one) => one.seatId === seatId);
  const isOwn = seatId === seatIdOf(person.login);
  if (!seat || !(isOwn || person.roles.includes('operator'))) throw missing();
  return seat;
}

function happened(world: World, seat: StubSeat, what: string, text: string): void {
  seat.timeline.unshift({ at: iso(world.now()), what, text });
}

/** A cursor is the number of what was shown before. */
function pageOf<Item, Shown>(
  items: readonly Item[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  show: (item: Item) => Shown,
) {
  const from = Number(cursor ?? 0);
  const page = items.slice(from, from + limit).map(show);
  return { items: page, ...(from + limit < items.length && { cursor: `${from + limit}` }) };
}
