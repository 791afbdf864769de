import type { Signal } from '../../src/domain/signals.ts';
import type { Time } from './time.ts';

type Hold = { until: number; knownAt?: number };

/** Holds as those who place and lift them know them, whatever the service made of what it was told. */
export class Holds {
  readonly #time: Time;
  readonly #send: (user: string, signal: Signal, heard: () => void) => void;
  readonly #held = new Map<string, Map<string, Hold>>();

  constructor(time: Time, send: (user: string, signal: Signal, heard: () => void) => void) {
    this.#time = time;
    this.#send = send;
  }

  place(user: string, holdId: string, until: number): void {
    const hold: Hold = { until };
    this.#of(user).set(holdId, hold);
    this.#send(
      user,
      { type: 'HoldPlaced', holdId, owner: 'ops', reason: 'looking into it', until, at: this.#time.now },
      () => {
        hold.knownAt ??= this.#time.now;
      },
    );
  }

  liftAll(user: string): void {
    const held = this.#of(user);
    for (const holdId of held.keys())
      this.#send(user, { type: 'HoldLifted', holdId, at: this.#time.now }, () => undefined);
    held.clear();
  }

  /** Since when the service has been told of a hold that is still on. */
  knownSince(user: string): number | undefined {
    const known = [...this.#of(user).values()].flatMap(({ until, knownAt }) =>
      until > this.#time.now && knownAt !== undefined ? [knownAt] : [],
    );
    return known.length === 0 ? undefined : Math.min(...known);
  }

  #of(user: string): Map<string, Hold> {
    const held = this.#held.get(user) ?? new Map<string, Hold>();
    this.#held.set(user, held);
    return held;
  }
}
