export type VirtualTime = {
  now(): number;
  wait(ms: number): Promise<void>;
  /** Lets time pass until that is settled. @throws when nobody waits for anything and it is not. */
  until<T>(done: Promise<T>): Promise<T>;
};

/** Time for many who wait beside each other: it passes when nobody has anything to do, and as fast as the test can run. */
export function virtualTime(start = 1_700_000_000_000): VirtualTime {
  let now = start;
  let order = 0;
  const timers: { at: number; order: number; go: () => void }[] = [];

  const isBefore = (a: number, b: number): boolean => {
    const [one, other] = [timers[a], timers[b]];
    if (one === undefined || other === undefined) return false;
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  };
  const swap = (a: number, b: number): void => {
    const [one, other] = [timers[a], timers[b]];
    if (one === undefined || other === undefined) return;
    timers[a] = other;
    timers[b] = one;
  };
  const soonest = () => {
    swap(0, timers.length - 1);
    const timer = timers.pop();
    for (let at = 0; ; ) {
      const child = isBefore(2 * at + 2, 2 * at + 1) ? 2 * at + 2 : 2 * at + 1;
      if (!isBefore(child, at)) return timer;
      swap(at, child);
      at = child;
    }
  };

  return {
    now: () => now,
    wait: (ms) =>
      new Promise((go) => {
        timers.push({ at: now + Math.max(0, ms), order: order++, go });
        for (let at = timers.length - 1; at > 0 && isBefore(at, (at - 1) >> 1); at = (at - 1) >> 1)
          swap(at, (at - 1) >> 1);
      }),
    async until(done) {
      let isOver = false;
      const over = () => {
        isOver = true;
      };
      done.then(over, over);
      for (;;) {
        // All that can run without time passing runs first.
        await new Promise((resolve) => setImmediate(resolve));
        if (isOver) return done;
        const timer = soonest();
        if (timer === undefined) throw new Error('Nobody waits for anything, and it is not done');
        now = timer.at;
        timer.go();
      }
    },
  };
}
