import { isDeepStrictEqual } from 'node:util';
import type { OutgoingEvent } from '@cleandesk/contracts';
import { type TimerOrder, type Timers, TimerTaken } from '../src/index.ts';

export type FakeTimers = Timers & {
  /** What stands, soonest first. */
  standing(): readonly TimerOrder[];
  /** Takes out what is due by the clock, in the order of due times. */
  fire(): OutgoingEvent[];
};

/** Timers under a clock that a test turns. Holds to the same contract suite as the Scheduler. */
export function fakeTimers(options: { clock: { now(): number }; shortestMs?: number }): FakeTimers {
  const { clock, shortestMs = 60_000 } = options;
  const orders = new Map<string, TimerOrder>();
  const standing = () => [...orders.values()].sort((a, b) => a.dueAt - b.dueAt);
  return {
    async set(order) {
      const found = orders.get(order.name);
      if (found && !isSame(found.event, order.event)) throw new TimerTaken(order);
      const dueAt = Math.ceil(Math.max(order.dueAt, clock.now() + shortestMs) / 1000) * 1000;
      if (!found) orders.set(order.name, { ...order, dueAt });
    },
    standing,
    fire() {
      const due = standing().filter(({ dueAt }) => dueAt <= clock.now());
      for (const { name } of due) orders.delete(name);
      return due.map(({ event }) => event);
    },
  };
}

const isSame = (a: OutgoingEvent, b: OutgoingEvent): boolean =>
  a.source === b.source &&
  a.detailType === b.detailType &&
  isDeepStrictEqual(plain(a.detail), plain(b.detail));

/** Two ids of one signal set the same timer. */
const plain = (detail: Readonly<Record<string, unknown>>): unknown =>
  JSON.parse(JSON.stringify({ ...detail, correlationId: undefined }));
