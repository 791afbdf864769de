/** How large a chaos is, and how fast. All times in ms of wall time. */
export type Size = {
  desktops: number;
  sessions: number;
  /** Of one user. */
  mostVisits: number;
  /** Of those who come again, the part that waits for a clean desktop: with it a chaos takes twice as long. */
  comesWhenClean: number;
  /** All users have come for the first time within this. */
  comingMs: number;
  /** On AWS 15 minutes; here they are shortened like everything else. */
  sweepEveryMs: number;
  /** On AWS an hour. */
  reconcileEveryMs: number;
  /** On AWS 5 minutes. */
  leftoversEveryMs: number;
  /** How often one process of a function is ended where it is. */
  killEveryMs: number;
  /** Users who have not done all that they planned by then go home. */
  stormEndsAfterMs: number;
  /** How long all desktops together may take, after the storm, to be as they shall be. */
  settlesWithinMs: number;
};

const small: Size = {
  desktops: 20,
  sessions: 40,
  mostVisits: 2,
  comesWhenClean: 0,
  comingMs: 4_000,
  sweepEveryMs: 8_000,
  reconcileEveryMs: 25_000,
  leftoversEveryMs: 5_000,
  killEveryMs: 8_000,
  stormEndsAfterMs: 300_000,
  settlesWithinMs: 120_000,
};

/** For whoever changes something that the small one is too small for. */
const middle: Size = {
  desktops: 60,
  sessions: 150,
  mostVisits: 6,
  comesWhenClean: 0.35,
  comingMs: 20_000,
  sweepEveryMs: 12_000,
  reconcileEveryMs: 40_000,
  leftoversEveryMs: 5_000,
  killEveryMs: 6_000,
  stormEndsAfterMs: 600_000,
  settlesWithinMs: 300_000,
};

/** The size that the product is judged by. It has to end within half an hour on two cores that have nothing else to do. */
const full: Size = {
  desktops: 200,
  sessions: 500,
  mostVisits: 6,
  comesWhenClean: 0.35,
  comingMs: 60_000,
  sweepEveryMs: 20_000,
  reconcileEveryMs: 60_000,
  leftoversEveryMs: 5_000,
  killEveryMs: 5_000,
  stormEndsAfterMs: 1_200_000,
  settlesWithinMs: 600_000,
};

export const sizes = { small, middle, full } as const;
export type SizeName = keyof typeof sizes;

export const isSizeName = (name: string): name is SizeName => name in sizes;
