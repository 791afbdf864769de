import type { OutgoingEvent } from '@cleandesk/contracts';
import type { PaceClock } from '@cleandesk/workspaces';

type Message = { id: string; detailType: string; detail: Record<string, unknown>; dueAt: number };
/** What lives as long as one process of the function. */
export type Process = (
  event: { id: string; detailType: string; detail: Record<string, unknown> },
  remainingMs: () => number,
) => Promise<void>;

/**
 * A queue and the runs of one function, in virtual time: hours pass in seconds. What fails comes again after the
 * visibility time-out, as with SQS.
 */
export class VirtualLambda {
  now = Date.UTC(2026, 7, 1, 12);
  readonly clock: Required<PaceClock> = {
    now: () => this.now,
    wait: (ms) => new Promise((resolve) => void this.#waits.push({ at: this.now + ms, resolve })),
  };
  readonly timeOutMs = 900_000;
  readonly visibilityMs = 960_000;
  /** Runs that lived longer than the function's time-out. */
  killed = 0;
  /** Deliveries that ended in an error. */
  failed = 0;
  #waits: { at: number; resolve: () => void }[] = [];
  #messages: Message[] = [];
  #running = 0;
  #ids = 0;
  readonly #idle: Process[] = [];

  /** One more run at once. */
  add(process: Process): void {
    this.#idle.push(process);
  }

  /** The bus, the rule and the queue take half a second. */
  put(event: Pick<OutgoingEvent, 'detailType' | 'detail'>, inMs = 500): void {
    this.#ids += 1;
    const { detailType, detail } = event;
    this.#messages.push({ id: `e-${this.#ids}`, detailType, detail, dueAt: this.now + inMs });
  }

  /** Lets time pass until nothing is left to do before then. */
  async runUntil(until: number): Promise<void> {
    for (;;) {
      this.#begin();
      // Every run waits for nothing but the clock: then it can go on.
      while (this.#waits.length < this.#running) await new Promise((resolve) => setImmediate(resolve));
      const next = Math.min(
        ...this.#waits.map(({ at }) => at),
        ...(this.#idle.length > 0 ? this.#messages.map(({ dueAt }) => dueAt) : []),
      );
      if (next > until) {
        this.now = until;
        return;
      }
      this.now = Math.max(this.now, next);
      const due = this.#waits.filter(({ at }) => at <= this.now);
      this.#waits = this.#waits.filter(({ at }) => at > this.now);
      for (const { resolve } of due) resolve();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #begin(): void {
    for (;;) {
      const message = this.#messages
        .filter(({ dueAt }) => dueAt <= this.now)
        .sort((a, b) => a.dueAt - b.dueAt)[0];
      const process = message && this.#idle.pop();
      if (!message || !process) return;
      this.#messages = this.#messages.filter((one) => one !== message);
      this.#running += 1;
      void this.#invoke(message, process);
    }
  }

  async #invoke(message: Message, process: Process): Promise<void> {
    const endsAt = this.now + this.timeOutMs;
    try {
      await process(message, () => endsAt - this.now);
    } catch {
      this.failed += 1;
      this.#messages.push({ ...message, dueAt: endsAt - this.timeOutMs + this.visibilityMs });
    }
    if (this.now > endsAt) this.killed += 1;
    this.#running -= 1;
    this.#idle.push(process);
  }
}
