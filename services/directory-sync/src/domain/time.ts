/** A point in time, epoch ms. */
export type Instant = number;
