/** Chance that a seed decides, so that a run can be repeated. */
export type Dice = {
  /** In [0, 1). */
  roll(): number;
  between(low: number, high: number): number;
  /** True in this part of the rolls. */
  hits(share: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** A seed for somebody else's dice. */
  seed(): number;
};

/** Mulberry32, by Tommy Ettinger, in the public domain. */
export function dice(seed: number): Dice {
  let state = seed | 0;
  const roll = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    roll,
    between: (low, high) => low + roll() * (high - low),
    hits: (share) => roll() < share,
    pick: (items) => items[Math.floor(roll() * items.length)] ?? items[0],
    seed: () => Math.floor(roll() * 2_147_483_647),
  };
}
