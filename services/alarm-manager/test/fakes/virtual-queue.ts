import type { Letter } from './watch-door.ts';

/** As Terraform sets them; times in ms. */
export type QueueRules = {
  batchSize: number;
  windowMs: number;
  timeOutMs: number;
  visibilityMs: number;
  /** Deliveries after which a message is put aside. */
  maxReceives: number;
  /** Invocations at the same time. */
  runs: number;
};
/** @returns what comes again, by message id. */
export type Deliver = (
  letters: readonly Letter[],
  remainingMs: () => number,
) => Promise<Record<string, string>>;

/** A queue before a function, in virtual time. What fails comes again after the visibility time-out, as with SQS. */
export class VirtualQueue {
  now = 0;
  /** Deliveries of each message so far. */
  readonly deliveries = new Map<string, number>();
  /** Messages that were put aside. */
  readonly dead: string[] = [];
  /** Invocations that lived longer than the function's time-out. */
  killed = 0;
  readonly clock = {
    now: () => this.now,
    wait: (ms: number) => new Promise<void>((resolve) => this.#at(this.now + ms, resolve)),
  };
  readonly #rules: QueueRules;
  readonly #deliver: Deliver;
  #events: { at: number; act: () => void }[] = [];
  #visible: Letter[] = [];
  #running = 0;
  #isGathering = false;

  constructor(rules: QueueRules, deliver: (queue: VirtualQueue) => Deliver) {
    this.#rules = rules;
    this.#deliver = deliver(this);
  }

  put(letter: Letter, at: number): void {
    this.#at(at, () => {
      this.#visible.push(letter);
      this.#gather();
    });
  }

  /** Until nothing is left to do. */
  async runDry(): Promise<void> {
    for (;;) {
      // Nothing in here waits for anything but this clock.
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#events.reduce<{ at: number; act: () => void } | undefined>(
        (first, one) => (first === undefined || one.at < first.at ? one : first),
        undefined,
      );
      if (next === undefined) return;
      this.#events = this.#events.filter((one) => one !== next);
      this.now = Math.max(this.now, next.at);
      next.act();
    }
  }

  #at(at: number, act: () => void): void {
    this.#events.push({ at, act });
  }

  #gather(): void {
    if (this.#isGathering || this.#running >= this.#rules.runs || this.#visible.length === 0) return;
    this.#isGathering = true;
    this.#at(this.now + this.#rules.windowMs, () => {
      this.#isGathering = false;
      void this.#invoke(this.#visible.splice(0, this.#rules.batchSize));
      this.#gather();
    });
  }

  async #invoke(letters: readonly Letter[]): Promise<void> {
    const { timeOutMs, visibilityMs, maxReceives } = this.#rules;
    const beganAt = this.now;
    const endsAt = beganAt + timeOutMs;
    this.#running += 1;
    const counted = letters.map((letter) => {
      const receiveCount = (this.deliveries.get(letter.messageId) ?? 0) + 1;
      this.deliveries.set(letter.messageId, receiveCount);
      return { ...letter, receiveCount };
    });
    const end = this.clock.wait(timeOutMs).then(() => 'killed' as const);
    const failed = await Promise.race([this.#deliver(counted, () => endsAt - this.now), end]);
    if (failed === 'killed') this.killed += 1;
    for (const { receiveCount, ...letter } of counted) {
      if (failed !== 'killed' && !(letter.messageId in failed)) continue;
      if (receiveCount < maxReceives) this.put(letter, beganAt + visibilityMs);
      else this.dead.push(letter.messageId);
    }
    this.#running -= 1;
    this.#gather();
  }
}
