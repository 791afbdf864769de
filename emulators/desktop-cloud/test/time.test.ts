import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock, VirtualClock } from '../src/clock.ts';
import { DueQueue } from '../src/due-queue.ts';
import { Pace } from '../src/pace.ts';

describe('Due work', () => {
  it('comes in order of time, at the same time in order of arrival, and never when cancelled', () => {
    const plan = fc.array(fc.record({ due: fc.nat(20), cancelled: fc.boolean() }), { maxLength: 60 });
    fc.assert(
      fc.property(plan, (entries) => {
        const queue = new DueQueue();
        const ran: number[] = [];
        entries.forEach(({ due, cancelled }, index) => {
          const cancel = queue.push(due, () => ran.push(index));
          if (cancelled) cancel();
        });
        for (let work = queue.take(20); work !== undefined; work = queue.take(20)) work.run();
        const expected = entries
          .map((entry, index) => ({ ...entry, index }))
          .filter((entry) => !entry.cancelled)
          .toSorted((a, b) => a.due - b.due || a.index - b.index);
        expect(ran).toEqual(expected.map((entry) => entry.index));
        expect(queue.nextDue()).toBeUndefined();
      }),
    );
  });
});

describe('The virtual clock', () => {
  it('runs each piece at its own time, also what is added on the way', () => {
    const clock = new VirtualClock(0);
    const ran: [string, number][] = [];
    clock.at(10, () => {
      ran.push(['a', clock.now()]);
      clock.at(5, () => ran.push(['past', clock.now()]));
      clock.at(15, () => ran.push(['b', clock.now()]));
    });
    clock.at(30, () => ran.push(['later', clock.now()]));
    clock.advance(20);
    expect(ran).toEqual([
      ['a', 10],
      ['past', 10],
      ['b', 15],
    ]);
    expect(clock.now()).toBe(20);
  });

  it('lets what is awaited go on between two pieces', async () => {
    const clock = new VirtualClock(0);
    const ran: number[] = [];
    const wait = (ms: number) => new Promise<void>((resolve) => clock.at(clock.now() + ms, resolve));
    const story = (async () => {
      await wait(10);
      ran.push(clock.now());
      await wait(10);
      ran.push(clock.now());
    })();
    await clock.advanceAndSettle(25);
    await story;
    expect(ran).toEqual([10, 20]);
  });
});

describe('Wall time', () => {
  it('runs on time or a little later, and not when cancelled', async () => {
    const start = Date.now();
    const ran: number[] = [];
    systemClock.at(start + 10, () => ran.push(1))();
    await new Promise<void>((resolve) => systemClock.at(start + 20, resolve));
    expect(Date.now() - start).toBeGreaterThanOrEqual(19);
    expect(ran).toEqual([]);
  });

  it('what is due in a year does not run now', async () => {
    const ran: number[] = [];
    const cancel = systemClock.at(Date.now() + 365 * 86_400_000, () => ran.push(1));
    await new Promise((resolve) => setTimeout(resolve, 10));
    cancel();
    expect(ran).toEqual([]);
  });
});

describe('The pace of the service', () => {
  it('whatever speeds there were on the way, work is done when its share of the road is gone', () => {
    const legs = fc.array(
      fc.record({ ms: fc.integer({ min: 1, max: 5_000 }), speed: fc.integer({ min: 1, max: 500 }) }),
      {
        minLength: 1,
        maxLength: 10,
      },
    );
    const property = fc.property(legs, fc.integer({ min: 1, max: 1_000_000 }), (road, duration) => {
      const clock = new VirtualClock(0);
      const pace = new Pace(clock, 1);
      let done = false;
      pace.after(duration, () => {
        done = true;
      });
      let gone = 0;
      return road.every((leg) => {
        pace.setSpeed(leg.speed);
        clock.advance(leg.ms);
        gone += leg.ms * leg.speed;
        // Half a millisecond of AWS's time: what rounding may cost.
        return Math.abs(gone - duration) <= 0.5 || done === gone > duration;
      });
    });
    expect(() => fc.assert(property)).not.toThrow();
  });

  it('clears what is under way', () => {
    const clock = new VirtualClock(0);
    const pace = new Pace(clock, 10);
    let ran = false;
    pace.after(100, () => {
      ran = true;
    });
    pace.clear();
    clock.advance(1_000);
    expect(ran).toBe(false);
  });
});
