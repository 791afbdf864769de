/** A share of a fleet, with fractions. In binary 0.07 of 100 is a hair above 7: rounded up, one more than the owner allowed. */
export const partOf = (fleet: number, share: number): number => Math.round(fleet * share * 1e6) / 1e6;
