/** Time that passes only while somebody waits: as fast as the test can run. */
export function virtualClock(start = 0) {
  let now = start;
  return {
    now: () => now,
    wait: async (ms: number) => {
      // First everybody runs who waits for nothing but a turn: they are to see the time before.
      await new Promise((resolve) => setImmediate(resolve));
      now += ms;
    },
  };
}
