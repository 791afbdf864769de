import { isUsed } from '../../town/desktops.ts';
import { directoryId } from '../../town/place.ts';
import { hour, minute } from '../fleet.ts';
import { mandatoryCalls, rate } from '../throttle.ts';
import type { Start } from './books.ts';
import { type Fleet, fleetOfTwo } from './fleet-of-two.ts';
import { goThroughTheDay, hours } from './people.ts';

const second = 1000;
const sampledEvery = 10 * minute;
/** ms after its end within which everything has to be as it has to be. */
const atMostLater = 24 * hour;

export type DayFigures = {
  desktops: number;
  /** Resets that AWS took, by strategy. */
  rebuilds: number;
  recreates: number;
  /** Seconds from due to taken, of all resets, and of those of the evening. */
  late: Percentiles;
  /** Seats that did not end with one clean desktop; resets of who was connected; messages that nobody could deal with. */
  lost: number;
  connectedHit: number;
  /** Resets of who had come back within the last seconds, of which no event had told and which no check had shown yet. */
  unseenHit: number;
  deadLetters: number;
  throttled: number;
  /** Of the evening: hours until 99 of 100 were taken, and hours in which AWS's rate would allow it. */
  evening: { resets: number; hours: number; limitHours: number };
  /** Resets that are due and not taken, by hour of the day. */
  backlog: { hour: number; resets: number }[];
  /** In a second, in the fullest ten minutes. */
  workspacesPerSecond: number;
  /** In the fullest second. */
  peaks: Record<string, number>;
  /** In the day from 7 until all was clean. */
  totals: Record<string, number>;
  byCaller: Record<string, number>;
  hoursUntilClean: number;
};

export type Percentiles = { p50: number; p99: number; most: number };

/** A working day of a fleet, from 7 in the morning until all desktops are clean again. */
export async function workingDay(desktops: number, told: (what: string) => void): Promise<DayFigures> {
  const fleet = await fleetOfTwo(desktops);
  const { world, books, midnight } = fleet;
  told(`${desktops} desktops are taken up`);
  const begun = world.time.now();
  goThroughTheDay(fleet);
  const backlog: DayFigures['backlog'] = [];
  const latest = midnight + hours.end * hour + atMostLater;
  for (; world.time.now() < latest; ) {
    await books.play(sampledEvery);
    const hourOfDay = (world.time.now() - midnight) / hour;
    backlog.push({ hour: Math.round(hourOfDay * 100) / 100, resets: dueIn(fleet) });
    if (backlog.length % 12 === 0) told(`${hourOfDay.toFixed(0)} o'clock: ${backlog.at(-1)?.resets} wait`);
    if (hourOfDay > hours.evening + 3 && lostOf(fleet) === 0) break;
  }
  const starts = books.starts.filter(({ at }) => at >= begun);
  const since = (rates: Fleet['books']['calls']) =>
    Object.fromEntries([...rates.all].map(([name, one]) => [name, one.since(begun)]));
  const peaks = (rates: Fleet['books']['calls']) => [...rates.all].map(([name, one]) => [name, one.most()]);
  return {
    desktops,
    rebuilds: starts.filter(({ state }) => state === 'REBUILDING').length,
    recreates: starts.filter(({ state }) => state === 'TERMINATING').length,
    late: percentiles(starts.flatMap(lateness)),
    lost: lostOf(fleet),
    connectedHit: starts.filter(({ hit }) => hit === 'connected').length,
    unseenHit: starts.filter(({ hit }) => hit === 'unseen').length,
    deadLetters: world.queues.reduce((sum, { dead, unreadable }) => sum + dead.length + unreadable.length, 0),
    throttled: books.throttled,
    evening: eveningOf(starts, midnight + hours.evening * hour),
    backlog: thinned(backlog),
    workspacesPerSecond: books.calls.of('WorkSpaces').most(600),
    peaks: Object.fromEntries([...peaks(books.calls), ...peaks(books.tables), ...peaks(books.events)]),
    totals: { ...since(books.calls), ...since(books.tables), ...since(books.events) },
    byCaller: since(books.byCaller),
    hoursUntilClean: (world.time.now() - begun) / hour,
  };
}

const lateness = ({ at, dueAt }: Start): number[] =>
  dueAt === undefined ? [] : [Math.max(0, at - dueAt) / second];

/** Part of the evening's resets whose end counts: the last few came due long after the others, and whoever waits for them waits for that. */
const most = 0.99;

/**
 * The resets of the evening, from the first that is due until 99 of 100 are taken; against a line in which each waits for nothing
 * but the calls of those before it that nobody could do without.
 */
function eveningOf(starts: readonly Start[], from: number): DayFigures['evening'] {
  const theirs = starts.flatMap(({ dueAt, at, state }) =>
    at < from ? [] : [{ at, dueAt: Math.max(from, dueAt ?? at), state }],
  );
  if (theirs.length === 0) return { resets: 0, hours: 0, limitHours: 0 };
  const inLine = theirs.toSorted((a, b) => a.dueAt - b.dueAt);
  const begun = inLine[0]?.dueAt ?? from;
  let free = begun;
  const ends = inLine.map(({ dueAt, state }) => {
    const calls = mandatoryCalls[state === 'REBUILDING' ? 'rebuild' : 'recreate'];
    free = Math.max(free, dueAt) + (calls / rate.perSecond) * second;
    return free;
  });
  const hoursOf = (times: readonly number[]) =>
    ((times.toSorted((a, b) => a - b)[Math.ceil(times.length * most) - 1] ?? begun) - begun) / hour;
  return { resets: theirs.length, hours: hoursOf(theirs.map(({ at }) => at)), limitHours: hoursOf(ends) };
}

/** Resets whose time has come, and that have not begun. */
function dueIn({ world }: Fleet): number {
  const now = world.time.now();
  return world.account.seats
    .all()
    .filter(({ phase }) => phase.status === 'away' && phase.leave.confirmed && phase.leave.nextLookAt <= now)
    .length;
}

/** Who does not have exactly one desktop that is ready and clean. */
function lostOf({ world, town, names, books }: Fleet): number {
  const resetAt = new Map(books.starts.map(({ userName, at }) => [userName, at]));
  return names.filter((userName) => {
    const seat = world.account.seats.stored({ directoryId, userName });
    const desktop = town.desktops.ofUser(userName);
    if (desktop === undefined || seat?.phase.status !== 'live') return true;
    if (isUsed(desktop)) return false;
    const isReady = desktop.state === 'AVAILABLE' || desktop.state === 'STOPPED';
    const isClean = desktop.lastLogin === undefined || desktop.lastLogin < (resetAt.get(userName) ?? 0);
    return !isReady || !isClean || seat.phase.desktop.workspaceId !== desktop.id;
  }).length;
}

function percentiles(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), most: sorted.at(-1) ?? 0 };
}

/** At most 200 points. */
function thinned<T>(points: readonly T[]): T[] {
  const every = Math.ceil(points.length / 200);
  return points.filter((_, n) => n % every === 0);
}
