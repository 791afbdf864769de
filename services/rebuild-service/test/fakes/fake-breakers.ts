import type { Instant } from '../../src/domain/seat.ts';
import { type BreakerScope, type Breakers, breakerKey } from '../../src/ports.ts';

/** Breakers in memory. */
export class FakeBreakers implements Breakers {
  readonly #open = new Map<string, { because: string; at: Instant }>();

  async open(): Promise<ReadonlySet<string>> {
    return new Set(this.#open.keys());
  }

  async trip(scope: BreakerScope, because: string, at: Instant): Promise<boolean> {
    const key = breakerKey(scope);
    if (this.#open.has(key)) return false;
    this.#open.set(key, { because, at });
    return true;
  }

  async close(scope: BreakerScope): Promise<boolean> {
    return this.#open.delete(breakerKey(scope));
  }
}
