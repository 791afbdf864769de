import { ask, type Unaskable, type Wish } from '../domain/asking.ts';
import type { Person } from '../domain/person.ts';
import type { Request } from '../domain/request.ts';
import { dayMs } from '../domain/time.ts';
import type { Once } from '../ports.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

const sentences: Readonly<Record<Unaskable, string>> = {
  unknownOffer: 'There is no such desktop to ask for.',
  notNow: 'The desktop is not in a state in which that can be asked for.',
  untilPassed: 'That day is over.',
  untilTooLong: 'That is later than this desktop can be kept.',
  untilNotLater: 'You have the desktop for as long as that already.',
  nobodyToApprove: 'Nobody is there who could approve it. Tell whoever runs this portal.',
};

/**
 * Somebody asks for something for themselves: nobody can ask for somebody else's seat.
 * @param seatId for the kinds that name one.
 * @throws {Refusal}
 */
export async function askFor(
  wish: Wish & { seatId?: string },
  person: Person,
  once: Once,
  world: World,
): Promise<Request> {
  const { requests, settings, digest, clock, chance } = world;
  const ref = { directoryId: settings.directoryId, userName: person.login };
  const own = digest.seatId(ref);
  // guard: nobody-asks-for-another-ones-seat
  if (wish.seatId !== undefined && wish.seatId !== own) throw new Refusal('notFound');
  const earlier = await requests.earlier(person.login, once);
  if (earlier === 'otherBody') throw new Refusal('otherBody');
  if (earlier !== undefined) return begun(earlier.value, world);

  const now = clock.now();
  const [seat, lease] = await Promise.all([world.seats.load(own), world.leases.load(own)]);
  const given = { id: chance.ulid(now), person, ref, seat: seat?.value, lease: lease?.value, now };
  const asked = ask(wish, given, settings);
  if (typeof asked === 'string') throw new Refusal(asked, sentences[asked]);
  const created = await requests.create(asked, { once, perDay: settings.limits.requestsPerDay });
  switch (created.kind) {
    case 'created':
      world.meter.count('RequestMade');
      return begun(created.request.value, world);
    case 'earlier':
      return begun(created.request.value, world);
    case 'otherBody':
      throw new Refusal('otherBody');
    case 'open':
      throw new Refusal('openAlready', 'You have asked for that already, and it is not decided or done yet.');
    case 'tooManyToday':
      throw new Refusal(
        'tooManyRequests',
        `${settings.limits.requestsPerDay} requests in ${dayMs / 3_600_000} hours are all that can be made.`,
      );
  }
  created satisfies never;
}

/** A workflow that can't be started now is started by the next sweep: the request stands. */
async function begun(request: Request, { workflows, journal }: World): Promise<Request> {
  if (request.started) return request;
  try {
    await workflows.start(request.id);
  } catch (error) {
    const because = error instanceof Error ? error.name : 'unknown';
    journal.warn('A workflow could not be started: a sweep will do so', { requestId: request.id, because });
  }
  return request;
}
