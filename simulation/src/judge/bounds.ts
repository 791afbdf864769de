import type { SeatRef } from '@cleandesk/contracts';
import { budgetLimit, isOpen, type Policy } from '@cleandesk/policies';
import type { Spend } from '../../../services/rebuild-service/src/domain/safeguards.ts';
import { type Seat, seatId } from '../../../services/rebuild-service/src/domain/seat.ts';
import type { FakeSafeguards } from '../../../services/rebuild-service/test/fakes/fake-safeguards.ts';
import type { Invocation } from '../../../services/rebuild-service/test/laws/invocation.ts';
import { ref } from '../town/requesters.ts';
import type { World } from '../world.ts';
import type { Breach, Kind } from './breach.ts';

/** ms from the last permission to a call until AWS takes it. */
const callTakesMs = 15_000;

/** Law 6, and the window and the outage that bound resets as well. */
export class Bounds {
  readonly #world: World;
  readonly #safeguards: FakeSafeguards;
  readonly #breaches: Breach[];
  /** What was taken of a budget, by window. */
  readonly #spent = new Map<string, number>();
  /** What a seat has taken and no call has used yet. */
  readonly #unused = new Map<string, number>();

  constructor(world: World, breaches: Breach[]) {
    this.#world = world;
    this.#safeguards = world.account.safeguards;
    this.#breaches = breaches;
  }

  /** The transaction in which a seat takes what its reset or removal spends. */
  committed({ ref: of }: Seat, spends: readonly Spend[]): void {
    for (const spend of spends) {
      if (spend.of !== 'budget') continue;
      const key = `${spend.policy}#${spend.window}`;
      if (spend.back === true) {
        this.#givenBack(of, key);
        continue;
      }
      const spent = (this.#spent.get(key) ?? 0) + 1;
      this.#spent.set(key, spent);
      this.#unused.set(seatId(of), (this.#unused.get(seatId(of)) ?? 0) + 1);
      const policy = this.#world.policies.find(({ name }) => name === spend.policy);
      const limit = policy && budgetLimit(policy, this.#world.fleetSize);
      if (limit !== undefined && spent > limit)
        this.#breaches.push({
          law: 6,
          what: `${spent} resets and removals in a window that allows ${limit}`,
        });
    }
  }

  /** What was taken for a call that came to nothing is there for another one; what a call has used is not. */
  #givenBack(of: SeatRef, key: string): void {
    const id = seatId(of);
    const unused = this.#unused.get(id) ?? 0;
    this.#world.tally.count('budget given back');
    if (unused === 0)
      this.#breaches.push({ law: 6, what: `what the reset of ${of.userName} has used is given back` });
    this.#unused.set(id, Math.max(0, unused - 1));
    this.#spent.set(key, (this.#spent.get(key) ?? 0) - 1);
  }

  /** A call that AWS has taken: it rests on something that was taken of the budget, and on a window that is open. */
  called(
    userName: string,
    policy: Policy,
    kind: Kind,
    knows: Invocation,
    breach: (law: Breach['law'], what: string) => void,
  ): void {
    const id = seatId(ref(userName));
    if (policy.budget !== undefined && kind !== 'replacement') {
      const unused = this.#unused.get(id) ?? 0;
      if (unused === 0) breach(6, 'a reset or removal that no budget was spent for');
      this.#unused.set(id, Math.max(0, unused - 1));
    }
    if (kind !== 'reset') return;
    const now = this.#world.time.now();
    const { resetWindow } = policy;
    if (resetWindow !== undefined && !isOpen(resetWindow, now) && !isOpen(resetWindow, now - callTakesMs))
      breach(6, 'a reset outside the window');
    // When a user left is what the service was told; how many left with them it counted itself.
    const seat = knows.read.get(id)?.seat;
    if (seat?.phase.status !== 'rebuilding' && seat?.phase.status !== 'terminating') return;
    const failures = this.#safeguards.failuresOf(policy.name);
    if (failures.some((one) => one.overSince === undefined && one.openedAt < knows.safeguardsReadAt))
      breach(6, 'a reset although rebuilds ended badly, and nobody has resumed');
    const { leave } = seat.phase.reset;
    if (leave.cause.kind !== 'absence') return;
    const paused = this.#safeguards
      .outagesOf(policy.name)
      .some(
        ({ from, to, openedAt, overSince }) =>
          from <= leave.start &&
          leave.start <= to &&
          overSince === undefined &&
          openedAt < knows.safeguardsReadAt,
      );
    if (paused) breach(6, 'a reset of a user who left in an outage that is not over');
  }
}
