import { type Pace, type PaceClock, waitOf } from './pace.ts';
import { type PaceDesk, type PaceDeskOptions, paceDesk } from './shared-pace-desk.ts';
import { type WaitingLine, waitingLine } from './shared-pace-line.ts';

export type SharedPaceOptions = PaceDeskOptions & {
  /** ms that a turn is waited for, by rank; at most 120,000. One that was booked in time may come up to a second later. */
  patienceMs: { first: number; later: number };
  /** From 0 to 1: so that many who wait don't ask in the same moment. */
  random?: () => number;
};

const longestPatienceMs = 120_000;
/** So many turns ahead of what is to spare, and others take all there is: those who can wait make fewer. */
const turnsOfARush = 2;
/** Part of the time in which a spare turn keeps: who asks within it loses nothing. */
const pauseShare = 0.8;

/**
 * One pace for a whole account and Region: all processes that hold the same book make at most `perSecond` × t + `burst` calls
 * together in any t seconds, and one that is alone can have all of it.
 *
 * `first` takes the next turns that there are, in the order of asking. Everybody else takes what is to spare, which leaves a
 * part of the burst to a `first` that comes; where nothing is, one turn in eight is theirs, in the order of asking.
 *
 * A turn that can't be taken at its time is lost, not kept. While the book can't be asked, the process keeps to its own share.
 * `turn` throws `NoTurn` when none comes in time.
 * @throws {RangeError} for terms that can't be kept.
 */
export function sharedPace(options: SharedPaceOptions): Pace {
  const { clock, patienceMs, random = Math.random } = options;
  for (const ms of [patienceMs.first, patienceMs.later])
    if (!(ms > 0 && ms <= longestPatienceMs))
      throw new RangeError(`A turn is waited for more than 0 and at most ${longestPatienceMs} ms`);
  const desk = paceDesk(options);
  const first = waitingLine({ clock, patienceMs: patienceMs.first, serve: nextTurns(desk) });
  const later = waitingLine({ clock, patienceMs: patienceMs.later, serve: spareTurns(desk, clock, random) });
  return { turn: (rank, notAfter) => (rank === 'first' ? first(notAfter) : later(notAfter)) };
}

/** Several turns in one booking, a second's worth at most: what a process that dies takes with it. */
const nextTurns = (desk: PaceDesk) => async (line: WaitingLine) => {
  const turns = await desk.ask((place) =>
    place.turns(Math.min(line.length(), place.terms.turnsAtOnce), line.patientUntil()),
  );
  if (turns.kind === 'full') line.turnAway(turns.freeAt);
  else for (const at of turns.at) await line.admit(at, turns.lateMs);
};

/** One turn after the other: whatever is to spare, or what a ticket is good for. */
function spareTurns(desk: PaceDesk, clock: PaceClock, random: () => number) {
  const wait = waitOf(clock);
  const never = Number.POSITIVE_INFINITY;
  /** How often in a row somebody else was faster. */
  let misses = 0;
  let pauseMs = 0;
  /** From then on a turn can be taken like those of rank `first`. */
  let ticket = never;

  const isRush = (): boolean => {
    const place = desk.place();
    return place.spareAt() - clock.now() > turnsOfARush * place.terms.intervalMs;
  };

  return async (line: WaitingLine) => {
    const patientUntil = line.patientUntil();
    if (ticket === never && isRush())
      ticket = (await desk.ask((place) => place.ticket(patientUntil))) ?? never;

    const now = clock.now();
    const askAt = Math.min(ticket, desk.place().spareAt() + pauseMs);
    if (now < askAt) {
      if (now > patientUntil) line.turnAway(now);
      else await wait(Math.ceil(Math.min(askAt, patientUntil + 1) - now));
      return;
    }
    const hasTicket = ticket <= now;
    const turns = await desk.ask((place) => (hasTicket ? place.turns(1, patientUntil) : place.spareTurn()));
    // One that comes too late for this one is good for the next.
    if (hasTicket && turns.kind === 'turns') ticket = never;
    misses = turns.kind === 'turns' ? 0 : misses + 1;
    // Nothing is lost by asking within this time, and who was refused before asks sooner than who had a turn.
    pauseMs = (random() * pauseShare * desk.place().terms.spareMs) / (1 + misses);
    if (turns.kind === 'turns') for (const at of turns.at) await line.admit(at, turns.lateMs);
    else if (hasTicket) line.turnAway(turns.freeAt);
  };
}
