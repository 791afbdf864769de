import type { World } from '../world.ts';
import { everybodyComes, fleetOf, hour, minute, type Scene } from './fleet.ts';

const second = 1000;
/** Desktops of one look, one terminate, one create (botocore model of `workspaces`). */
const perCall = 25;
/** Calls of WorkSpaces that AWS takes (facts: 2 a second, 5 at once). */
export const rate = { perSecond: 2, burst: 5 } as const;
/** ms that a look permits calls for (services/rebuild-service/src/app/calls.ts). */
const freshForMs = 5 * second;

export type Strategy = 'rebuild' | 'recreate';

export type ThrottleFigures = {
  strategy: Strategy;
  desktops: number;
  /** Calls that nobody can do without, and seconds that AWS's rate makes of them. */
  mandatory: number;
  limit: number;
  /** Calls that were made until the last rebuild or terminate was taken, by operation, and seconds until then. */
  calls: ReadonlyMap<string, number>;
  took: number;
  throttled: number;
  /** Seconds until the last create was taken, and what they would be at best. */
  createdAfter?: { took: number; limit: number };
  /** Desktops that were not reset. */
  lost: number;
  /** Seconds from what somebody else did in the middle of it until it had its effect. */
  served: { login: number; hold: number; reboot: number };
  /** Of those who came back, or whose desktop was held: how many were reset all the same. */
  hitAllTheSame: number;
};

/** So many resets are due at once when a person resumes; AWS takes two calls a second from all together. */
export async function throttle(strategy: Strategy, desktops = 500): Promise<ThrottleFigures> {
  const scene = await fleetOf(desktops + others, { strategy, outage: { returnSeconds: 0 } });
  const { world, town, names } = scene;
  await everybodyComes(scene);
  // Else the first of its kind would go alone, and the others wait for it.
  for (const { version } of world.policies)
    for (const how of ['', '~rebuild', '~wsi-standard1', '~rebuild~wsi-standard1'])
      await world.account.safeguards.prove(`d-9067000001/wsb-standard1@${version}+1${how}`);
  for (const name of names.slice(others)) town.session(name, 'drop');
  await world.time.runUntil(world.time.now() + 107 * minute);
  const due = names.slice(others);
  const begun = world.time.now();
  const book = new CallBook(world);
  town.resumeAll();
  const served = await serveOthers(scene, begun);
  // They have been taken out of what is due.
  const left = due.filter((name) => name !== served.back && name !== served.held);
  const operation = strategy === 'rebuild' ? 'RebuildWorkspaces' : 'TerminateWorkspaces';
  await book.until(operation, left.length, begun + 2 * hour);
  const last = book.lastOf(operation);
  const figures = {
    strategy,
    desktops: left.length,
    ...limitOf(strategy, left.length),
    calls: book.callsUntil(last),
    took: (last - begun) / second,
    throttled: book.throttled(),
    served: { login: served.login, hold: served.hold, reboot: served.reboot },
  };
  const created = strategy === 'recreate' ? await creates(book, left.length, begun) : undefined;
  await world.time.runUntil(begun + 4 * hour);
  const done = new Set(book.namesOf(operation));
  return {
    ...figures,
    ...(created === undefined ? {} : { createdAfter: created }),
    lost: left.filter((name) => !done.has(name)).length,
    hitAllTheSame: [served.back, served.held].filter((name) => done.has(name)).length,
  };
}

/** Users who have nothing to do with it, and stay connected. */
const others = 3;

async function creates(
  book: CallBook,
  desktops: number,
  begun: number,
): Promise<{ took: number; limit: number }> {
  await book.until('CreateWorkspaces', desktops, begun + 3 * hour);
  // A terminate takes 5 minutes, is shown for half a minute, and is believed after two looks a minute apart.
  const gone = 5.5 * minute + 2 * minute;
  const { limit } = limitOf('recreate', desktops);
  return { took: (book.lastOf('CreateWorkspaces') - begun) / second, limit: limit + gone / second };
}

/** In the middle of it: one of those due comes back, another one is put on hold, and somebody else wants a reboot. */
async function serveOthers({ world, town, names }: Scene, begun: number) {
  await world.time.runUntil(begun + 2 * minute);
  const isDue = (name: string) => {
    const phase = world.account.seats.stored({ directoryId: 'd-9067000001', userName: name })?.phase;
    return phase?.status === 'away';
  };
  const [back = '', held = ''] = names.slice(others).filter(isDue).slice(-40, -38);
  const [bystander = ''] = names;
  const at = world.time.now();
  const heard = { login: Number.NaN, hold: Number.NaN, reboot: Number.NaN };
  town.session(back, 'connect');
  town.requesters.hold(held, 8 * hour);
  town.requesters.askReboot(bystander);
  for (let waited = 0; waited < 20 * minute; waited += second) {
    await world.time.runUntil(at + waited);
    const seconds = waited / second;
    const seatOf = (userName: string) =>
      world.account.seats.stored({ directoryId: 'd-9067000001', userName });
    // Their desktop has stopped meanwhile: the login comes when it has resumed.
    const loggedInAt = town.desktops.ofUser(back)?.lastLogin ?? at;
    if (Number.isNaN(heard.login) && seatOf(back)?.phase.status === 'live')
      heard.login = (world.time.now() - loggedInAt) / second;
    if (Number.isNaN(heard.hold) && (seatOf(held)?.holds.length ?? 0) > 0) heard.hold = seconds;
    if (Number.isNaN(heard.reboot) && world.tally.of('RebootStarted.v1') > 0) heard.reboot = seconds;
    if (![heard.login, heard.hold, heard.reboot].some(Number.isNaN)) break;
  }
  return { back, held, ...heard };
}

/** Rebuilds that fit into the time for which one look is good, after its own two calls. */
const perFreshLook = (freshForMs / second) * rate.perSecond - 2;

/** Calls that one of many resets can't do without, until it is taken; of a recreate with its create. */
export const mandatoryCalls: Readonly<Record<Strategy, number>> = {
  rebuild: 2 + 2 / perCall + 2 / perFreshLook,
  recreate: 1 + 8 / perCall,
};

/**
 * Calls without which nothing is reset, and what AWS's rate makes of them.
 * A rebuild: its snapshot, and itself; the look that finds it due, 25 at once in two calls; and one more look for every as many as can be
 * rebuilt while it is good. A recreate: its exact tags; the two looks; a bundle and a directory for every look; and terminates of 25.
 */
function limitOf(strategy: Strategy, desktops: number): { mandatory: number; limit: number } {
  const groups = Math.ceil(desktops / perCall);
  const mandatory =
    strategy === 'rebuild'
      ? 2 * desktops + 2 * groups + 2 * Math.ceil(desktops / perFreshLook)
      : desktops + 2 * groups + 2 * groups + 2 * groups + groups;
  return { mandatory, limit: (mandatory - rate.burst) / rate.perSecond };
}

/** What the desktop cloud was asked since the book was opened. */
class CallBook {
  readonly #world: World;
  #seen: number;
  readonly #calls: { at: number; operation: string; caller: string; ids: string[]; isThrottled: boolean }[] =
    [];

  constructor(world: World) {
    this.#world = world;
    this.#seen = world.cloud.ledger.total;
  }

  /** Until so many items of that operation were taken. */
  async until(operation: string, items: number, latest: number): Promise<void> {
    const { time } = this.#world;
    this.#read();
    while (this.#itemsOf(operation) < items && time.now() < latest) {
      await time.runUntil(time.now() + 30 * second);
      this.#read();
    }
  }

  lastOf(operation: string): number {
    return Math.max(...this.#taken(operation).map(({ at }) => at));
  }

  callsUntil(at: number): Map<string, number> {
    const counts = new Map<string, number>();
    for (const call of this.#calls) {
      const what = `${call.operation} by ${call.caller}`;
      if (call.at <= at && !call.isThrottled) counts.set(what, (counts.get(what) ?? 0) + 1);
    }
    return counts;
  }

  throttled(): number {
    return this.#calls.filter(({ isThrottled }) => isThrottled).length;
  }

  /** Users whose desktops that was done to. */
  namesOf(operation: string): string[] {
    this.#read();
    const names = new Map(this.#world.cloud.moves.list().map((move) => [move.workspaceId, move.userName]));
    return this.#taken(operation).flatMap(({ ids }) => ids.flatMap((id) => names.get(id) ?? []));
  }

  #itemsOf(operation: string): number {
    return this.#taken(operation).reduce((sum, { ids }) => sum + ids.length, 0);
  }

  #taken(operation: string) {
    return this.#calls.filter((call) => call.operation === operation && !call.isThrottled);
  }

  #read(): void {
    const { ledger } = this.#world.cloud;
    const { items, missed } = ledger.after(this.#seen);
    if (missed > 0) throw new Error(`${missed} calls went past the book`);
    this.#seen = ledger.total;
    for (const { api, at, operation, caller, request, code } of items) {
      if (api !== 'WorkSpaces') continue;
      const ids = request.WorkspaceId ?? request.UserName ?? [];
      this.#calls.push({ at, operation, caller, ids, isThrottled: code === 'ThrottlingException' });
    }
  }
}
