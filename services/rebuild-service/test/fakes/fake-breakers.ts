import type { Instant } from '../../src/domain/seat.ts';
import { type BreakerScope, type Breakers, breakerKey } from '../../src/ports.ts';

/** Breakers in memory. */
export class FakeBreakers implements Breakers {
  readonly #open = new Map<string, { because: string; at: Instant }>();

  async open(): Promise<ReadonlyMap<string, Instant>> {
    return new Map([...this.#open].map(([key, { at }]) => [key, at]));
  }

  async trip(scope: BreakerScope, because: string, at: Instant): Promise<void> {
    const key = breakerKey(scope);
    if ((this.#open.get(key)?.at ?? -1) < at) this.#open.set(key, { because, at });
  }

  async close(scope: BreakerScope, asOf: Instant): Promise<void> {
    const key = breakerKey(scope);
    if ((this.#open.get(key)?.at ?? Number.POSITIVE_INFINITY) <= asOf) this.#open.delete(key);
  }
}
