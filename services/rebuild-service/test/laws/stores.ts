import { type Seat, seatId } from '../../src/domain/seat.ts';
import type { Breakers, Seats } from '../../src/ports.ts';
import type { Invocation } from './invocation.ts';

type Step = () => Promise<void>;

/** Seats as one invocation reads and commits them: each takes its time, and what was read is what it knows. */
export function seatsFor(
  kept: Seats,
  step: Step,
  now: () => number,
  invocation: Invocation,
  committed: (seat: Seat) => void,
): Seats {
  return {
    load: async (ref) => {
      await step();
      return kept.load(ref);
    },
    byDesktop: async (id) => {
      await step();
      return kept.byDesktop(id);
    },
    loadAll: async (refs) => {
      await step();
      const seats = await kept.loadAll(refs);
      invocation.callsSinceRead = 0;
      for (const seat of seats) invocation.read.set(seatId(seat.ref), { at: now(), seat });
      return seats;
    },
    commit: async (seat, due) => {
      await step();
      const stored = await kept.commit(seat, due);
      committed(stored);
      return stored;
    },
    due: async (kind, until, limit) => {
      await step();
      return kept.due(kind, until, limit);
    },
    nextFlight: async () => {
      await step();
      return kept.nextFlight();
    },
  };
}

export function breakersFor(kept: Breakers, step: Step, tripped: () => void): Breakers {
  return {
    open: async () => {
      await step();
      return kept.open();
    },
    trip: async (scope, because, at) => {
      await step();
      tripped();
      return kept.trip(scope, because, at);
    },
    close: async (scope, asOf) => {
      await step();
      return kept.close(scope, asOf);
    },
  };
}
