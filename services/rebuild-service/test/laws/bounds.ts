import { budgetLimit, budgetWindow, isOpen, type Policy } from '@cleandesk/policies';
import type { Spend } from '../../src/domain/safeguards.ts';
import { type Seat, type Status, seatId } from '../../src/domain/seat.ts';
import type { FakeSafeguards } from '../fakes/fake-safeguards.ts';
import { directoryId } from './aws.ts';
import type { Breach, Invocation } from './invocation.ts';
import type { Tally } from './tally.ts';

/** ms from the last permission to a call until AWS takes it. */
const callTakesMs = 15_000;
const destructive: readonly Status[] = ['rebuilding', 'terminating', 'removing'];

/** Law 6: no more resets and removals in a window than the budget allows, and none of an outage that is not over, none while failures wait for a person. */
export class Bounds {
  readonly #policy: Policy;
  readonly #safeguards: FakeSafeguards;
  readonly #tally: Tally;
  readonly #breaches: Breach[];
  readonly #latest = new Map<string, Seat>();
  readonly #decided = new Map<string, number>();

  constructor(policy: Policy, safeguards: FakeSafeguards, tally: Tally, breaches: Breach[]) {
    this.#policy = policy;
    this.#safeguards = safeguards;
    this.#tally = tally;
    this.#breaches = breaches;
  }

  committed(seat: Seat, spends: readonly Spend[], now: number): void {
    const before = this.#latest.get(seatId(seat.ref))?.phase;
    this.#latest.set(seatId(seat.ref), seat);
    const gate = seat.phase.status === 'away' ? seat.phase.leave.waitsFor : undefined;
    const was = before?.status === 'away' ? before.leave.waitsFor : undefined;
    if (gate !== undefined && gate !== was) this.#tally.count(`waits for ${gate.split(':')[0]}`);
    for (const spend of spends)
      if (spend.of === 'budget' && spend.back === true) {
        this.#tally.count('budget given back');
        this.#decided.set(spend.window, (this.#decided.get(spend.window) ?? 0) - 1);
      }
    if (before?.status === seat.phase.status || !destructive.includes(seat.phase.status)) return;
    const limit = budgetLimit(this.#policy, undefined);
    const window = budgetWindow(this.#policy, now);
    if (limit === undefined || window === undefined) return;
    // The decision and its commit lie milliseconds apart, and can lie in two windows.
    const spent = spends.find((spend) => spend.of === 'budget' && spend.back !== true);
    const of = spent?.of === 'budget' ? spent.window : window;
    const decided = (this.#decided.get(of) ?? 0) + 1;
    this.#decided.set(of, decided);
    if (decided > limit)
      this.#breaches.push({
        law: 6,
        what: `${decided} resets and removals in a window that allows ${limit}`,
      });
  }

  called(user: string, invocation: Invocation, now: number): Breach[] {
    const phase = this.#latest.get(`${directoryId}/${user.toLowerCase()}`)?.phase;
    if (phase?.status !== 'rebuilding' && phase?.status !== 'terminating') return [];
    const paused = this.#safeguards.failuresOf(this.#policy.name);
    if (paused.some((one) => one.overSince === undefined && one.openedAt < invocation.safeguardsReadAt))
      return [{ law: 6, what: `${user} is reset although rebuilds ended badly` }];
    const { leave } = phase.reset;
    if (leave.cause.kind !== 'absence') return [];
    const { resetWindow } = this.#policy;
    if (resetWindow !== undefined && !isOpen(resetWindow, now) && !isOpen(resetWindow, now - callTakesMs))
      return [{ law: 6, what: `${user} is reset outside the window` }];
    const known = this.#safeguards.outagesOf(this.#policy.name);
    const outage = known.find(
      ({ from, to, openedAt, overSince }) =>
        from <= leave.start &&
        leave.start <= to &&
        overSince === undefined &&
        openedAt < invocation.safeguardsReadAt,
    );
    return outage === undefined ? [] : [{ law: 6, what: `${user} is reset, who left in an outage` }];
  }
}
