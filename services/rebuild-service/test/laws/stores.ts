import type { Spend } from '../../src/domain/safeguards.ts';
import { type Seat, seatId } from '../../src/domain/seat.ts';
import type { SafeguardStore, Seats } from '../../src/ports.ts';
import type { Invocation } from './invocation.ts';

type Step = () => Promise<void>;

/** Seats as one invocation reads and commits them: each takes its time, and what was read is what it knows. */
export function seatsFor(
  kept: Seats,
  step: Step,
  now: () => number,
  invocation: Invocation,
  committed: (seat: Seat, spends: readonly Spend[]) => void,
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
    commit: async (seat, due, spends) => {
      await step();
      const stored = await kept.commit(seat, due, spends);
      committed(stored, spends ?? []);
      return stored;
    },
    due: async (...asked) => {
      await step();
      return kept.due(...asked);
    },
    defer: async (ref, until) => {
      await step();
      return kept.defer(ref, until);
    },
    waiting: async () => {
      await step();
      return kept.waiting();
    },
    nextFlight: async () => {
      await step();
      return kept.nextFlight();
    },
  };
}

/** Safeguards as one invocation reaches them: each answer takes its time, and may be the last that it hears. */
export function safeguardsFor(
  kept: SafeguardStore,
  step: Step,
  now: () => number,
  invocation: Invocation,
  tripped: () => void,
): SafeguardStore {
  const after = async <T>(answer: () => Promise<T>): Promise<T> => {
    await step();
    return answer();
  };
  return {
    read: (policies, at) =>
      after(() => {
        invocation.safeguardsReadAt = now();
        return kept.read(policies, at);
      }),
    trip: (scope, because, at) =>
      after(() => {
        tripped();
        return kept.trip(scope, because, at);
      }),
    close: (scope, asOf) => after(() => kept.close(scope, asOf)),
    prove: (first, at) => after(() => kept.prove(first, at)),
    recordTime: (policy, tookMs) => after(() => kept.recordTime(policy, tookMs)),
    giveBack: (first, resetId) => after(() => kept.giveBack(first, resetId)),
    disprove: (first) => after(() => kept.disprove(first)),
    count: (...counted) => after(() => kept.count(...counted)),
    counted: (what, policy) => after(() => kept.counted(what, policy)),
    changePauses: (kind, policy, change) => after(() => kept.changePauses(kind, policy, change)),
    claimDrain: (now, until) => after(() => kept.claimDrain(now, until)),
    endDrain: () => after(() => kept.endDrain()),
    countFleets: (desktops, at) => after(() => kept.countFleets(desktops, at)),
  };
}
