import type { OutgoingEvent } from '@cleandesk/contracts';
import { describe, expect, test } from 'vitest';
import { type Timers, TimerTaken, timerName } from '../src/index.ts';

/** Timers as a test sees them, on whatever they stand. */
export type TimersUnderTest = {
  timers: Timers;
  /** ms; the shortest time that these timers take. At most 1,000, since some of them run on wall time. */
  shortestMs: number;
  now: () => number;
  /** Lets time pass. */
  pass: (ms: number) => Promise<void>;
  /** All that fired so far, in order. */
  fired: () => OutgoingEvent[];
  close: () => Promise<void>;
};

const graceElapsed = (userName: string, more: Record<string, unknown> = {}): OutgoingEvent => ({
  source: 'cleandesk.rebuild-service',
  detailType: 'GraceElapsed.v1',
  detail: { seat: { directoryId: 'd-90670a1b2c', userName }, absenceId: 'absence-1', ...more },
});

/** What everybody who sets timers relies on; the fake and the Scheduler both pass it. */
export function timersContract(on: string, start: () => Promise<TimersUnderTest>) {
  const within = (body: (world: TimersUnderTest) => Promise<void>) => async () => {
    const world = await start();
    try {
      await body(world);
    } finally {
      await world.close();
    }
  };

  describe.concurrent(`timers on ${on}`, () => {
    test(
      'an event is published when it is due, and once',
      within(async ({ timers, now, pass, fired }) => {
        await timers.set({ name: timerName('a'), dueAt: now() + 2000, event: graceElapsed('alice') });
        await pass(1000);
        expect(fired()).toEqual([]);
        await pass(3000);
        expect(fired()).toEqual([graceElapsed('alice')]);
      }),
    );

    test(
      'what was due in the past is published as soon as timers can',
      within(async ({ timers, now, pass, fired }) => {
        await timers.set({ name: timerName('a'), dueAt: now() - 3_600_000, event: graceElapsed('alice') });
        expect(fired()).toEqual([]);
        await pass(3500);
        expect(fired()).toEqual([graceElapsed('alice')]);
      }),
    );

    test(
      'setting a timer twice is success, and the first one stays',
      within(async ({ timers, now, pass, fired }) => {
        const name = timerName('a');
        await timers.set({
          name,
          dueAt: now() + 1000,
          event: graceElapsed('alice', { correlationId: 'c-1' }),
        });
        await timers.set({
          name,
          dueAt: now() + 1000,
          event: graceElapsed('alice', { correlationId: 'c-1' }),
        });
        // A re-executed alarm: the same absence under another event id, and later.
        await timers.set({
          name,
          dueAt: now() + 60_000,
          event: graceElapsed('alice', { correlationId: 'c-2' }),
        });
        await pass(3500);
        expect(fired()).toEqual([graceElapsed('alice', { correlationId: 'c-1' })]);
      }),
    );

    test(
      'another event under the same name is a mistake, and is told',
      within(async ({ timers, now, pass, fired }) => {
        const name = timerName('a');
        await timers.set({ name, dueAt: now() + 1000, event: graceElapsed('alice') });
        const other = timers.set({ name, dueAt: now() + 1000, event: graceElapsed('bob') });
        await expect(other).rejects.toThrow(TimerTaken);
        await pass(3500);
        expect(fired()).toEqual([graceElapsed('alice')]);
      }),
    );

    test(
      'a name is free again after its timer has fired',
      within(async ({ timers, now, pass, fired }) => {
        const name = timerName('a');
        await timers.set({ name, dueAt: now() + 1000, event: graceElapsed('alice') });
        await pass(3500);
        await timers.set({ name, dueAt: now() + 1000, event: graceElapsed('alice') });
        await pass(3500);
        expect(fired()).toHaveLength(2);
      }),
    );

    test(
      'timers of different names do not know each other',
      within(async ({ timers, now, pass, fired }) => {
        const dueAt = now() + 1000;
        await timers.set({ name: timerName('a'), dueAt, event: graceElapsed('alice') });
        await timers.set({ name: timerName('b'), dueAt: dueAt + 1000, event: graceElapsed('bob') });
        await pass(4500);
        expect(fired()).toEqual([graceElapsed('alice'), graceElapsed('bob')]);
      }),
    );
  });
}
