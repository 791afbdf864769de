/** Chance that is the same for the same seed. */
export function dice(seed: number) {
  let state = seed + 1;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  return {
    /** True in so many of a hundred. */
    percent: (chance: number): boolean => next() * 100 < chance,
    /** 0 … sides - 1 */
    roll: (sides: number): number => Math.floor(next() * sides),
  };
}
export type Dice = ReturnType<typeof dice>;
