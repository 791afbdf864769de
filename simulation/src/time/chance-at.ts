import { Chance } from '../../../services/rebuild-service/test/laws/chance.ts';
import type { VirtualTime } from './virtual-time.ts';

/**
 * Chance that hangs on the moment, not on how often it was asked before: when something is left out of a history, all else
 * that happens at its own time happens as it did. So a history that breaks a law can be made shorter.
 */
export class ChanceAt extends Chance {
  readonly #seed: number;
  readonly #time: Pick<VirtualTime, 'now'>;
  #moment = Number.NaN;
  #asked = 0;

  constructor(seed: number, time: Pick<VirtualTime, 'now'>) {
    super(seed);
    this.#seed = seed;
    this.#time = time;
  }

  override next(): number {
    const now = this.#time.now();
    this.#asked = now === this.#moment ? this.#asked + 1 : 0;
    this.#moment = now;
    // A day in ms fits; which day it is says nothing.
    return mixed(this.#seed, now % 0x7fffffff, this.#asked);
  }
}

/** 0 ≤ x < 1, the same for the same three numbers (the end of murmur3, once for each). */
export function mixed(...numbers: readonly number[]): number {
  let hash = 0x9747b28c;
  for (const number of numbers) {
    hash = Math.imul(hash ^ (number >>> 0), 0xcc9e2d51);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return (hash >>> 0) / 4294967296;
}
