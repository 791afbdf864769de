import { dueAt, type Lease } from '../../src/domain/seat.ts';
import { type Digest, type Leases, Stale, type Stored } from '../../src/ports.ts';

export type FakeLeases = ReturnType<typeof fakeLeases>;

/** Leases in memory. Holds to the same contract suite as DynamoDB. */
export function fakeLeases(digest: Digest, { warnBeforeMs }: { warnBeforeMs: number }) {
  const leases = new Map<string, Stored<Lease>>();
  /** As part of a transaction with a request. @throws {Stale} */
  const write = (seatId: string, before: Stored<Lease> | undefined, next: Lease): void => {
    if (leases.get(seatId)?.version !== before?.version) throw new Stale();
    leases.set(seatId, { value: next, version: (before?.version ?? 0) + 1 });
  };
  const port: Leases = {
    load: async (seatId) => leases.get(seatId),
    save: async (before, next) => write(digest.seatId(next.seat), before, next),
    async due(now, limit) {
      const timed = [...leases.values()].flatMap((lease) => {
        const at = dueAt(lease.value, warnBeforeMs);
        return at === undefined ? [] : [{ lease, at }];
      });
      return timed
        .filter(({ at }) => at <= now)
        .toSorted((a, b) => a.at - b.at)
        .slice(0, limit)
        .map(({ lease }) => lease);
    },
  };
  return { ...port, write, all: () => [...leases.values()].map(({ value }) => value) };
}
