import * as z from 'zod';
import type { Cancel, Clock } from '../kernel.ts';
import type { Pace } from '../pace.ts';
import type { Kept, Touch } from './kept.ts';

/** What falls due: a step, and of what. `due` in the service's own time, ms. */
type Appointment = { step: string; subject: string; due: number; cancel: Cancel };

const kept = z.object({
  step: z.string(),
  subject: z.string(),
  /** ms of the service's time that were left at `at`. */
  left: z.number(),
  /** epoch ms of the clock. */
  at: z.number(),
});

/**
 * What is to happen in the service's own time, as data: it goes on after a restart, and what came due meanwhile
 * happens then. Steps are named by whoever does them.
 */
export class Agenda implements Kept {
  readonly name = 'agenda';
  private readonly pace: Pace;
  private readonly clock: Clock;
  private readonly touch: Touch;
  private readonly steps = new Map<string, (subject: string) => void>();
  private readonly appointments = new Map<string, Appointment>();

  constructor(parts: { pace: Pace; clock: Clock; touch: Touch }) {
    this.pace = parts.pace;
    this.clock = parts.clock;
    this.touch = parts.touch;
  }

  /** How a step is done. */
  on(step: string, run: (subject: string) => void): void {
    if (this.steps.has(step)) throw new TypeError(`${step} is done by somebody else`);
    this.steps.set(step, run);
  }

  /** In `ms` of the service's time the step is done. Each `key` stands for one thing at a time: the new one replaces the old. */
  book(key: string, ms: number, step: string, subject: string): void {
    if (!this.steps.has(step)) throw new TypeError(`Nobody does ${step}`);
    this.appointments.get(key)?.cancel();
    this.set(key, ms, step, subject);
    this.touch(this, key);
  }

  cancel(key: string): void {
    const appointment = this.appointments.get(key);
    if (appointment === undefined) return;
    appointment.cancel();
    this.appointments.delete(key);
    this.touch(this, key);
  }

  keys(): Iterable<string> {
    return this.appointments.keys();
  }

  write(key: string): z.input<typeof kept> | undefined {
    const appointment = this.appointments.get(key);
    if (appointment === undefined) return undefined;
    const { step, subject, due } = appointment;
    return { step, subject, left: due - this.pace.now(), at: this.clock.now() };
  }

  read(key: string, value: unknown): void {
    const { step, subject, left, at } = kept.parse(value);
    this.appointments.get(key)?.cancel();
    const passed = Math.max(0, this.clock.now() - at) * this.pace.speed;
    this.set(key, Math.max(0, left - passed), step, subject);
  }

  private set(key: string, ms: number, step: string, subject: string): void {
    const cancel = this.pace.after(ms, () => {
      this.appointments.delete(key);
      this.touch(this, key);
      this.steps.get(step)?.(subject);
    });
    this.appointments.set(key, { step, subject, due: this.pace.now() + ms, cancel });
  }
}
