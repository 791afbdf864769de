import type { World } from '../world.ts';
import { minute } from './fleet.ts';

/** Calls of WorkSpaces that AWS took since it was begun, by what they were. */
export class CallCount {
  readonly #world: World;
  readonly #leftOut: string;
  readonly #calls = new Map<string, number>();
  readonly #begun: number;
  #seen: number;

  /** @param leftOut of this caller none is counted */
  constructor(world: World, leftOut: string) {
    this.#world = world;
    this.#leftOut = leftOut;
    this.#begun = world.time.now();
    this.#seen = world.cloud.ledger.total;
  }

  /** @throws when it is not so by then (epoch ms) */
  async until(isDone: () => boolean, latest: number): Promise<void> {
    const { time } = this.#world;
    while (!isDone()) {
      if (time.now() >= latest) throw new Error('What is counted has not come to its end');
      await this.through(minute);
    }
  }

  /** So many ms. */
  async through(ms: number): Promise<void> {
    const { time } = this.#world;
    await time.runUntil(time.now() + ms);
    this.#read();
  }

  figures(): { calls: ReadonlyMap<string, number>; minutes: number } {
    return { calls: this.#calls, minutes: (this.#world.time.now() - this.#begun) / minute };
  }

  #read(): void {
    const { ledger } = this.#world.cloud;
    const { items, missed } = ledger.after(this.#seen);
    if (missed > 0) throw new Error(`${missed} calls went past the count`);
    this.#seen = ledger.total;
    for (const { api, operation, caller, code } of items) {
      if (api !== 'WorkSpaces' || caller === this.#leftOut) continue;
      const what = code === 'ThrottlingException' ? 'throttled' : operation;
      this.#calls.set(what, (this.#calls.get(what) ?? 0) + 1);
    }
  }
}
