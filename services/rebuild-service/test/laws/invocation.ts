import type { Seat } from '../../src/domain/seat.ts';

/** One life of the function, and what it has seen: what it did not see it could not know. */
export type Invocation = {
  dead: boolean;
  readonly endsAt: number;
  /** Each seat as it was read last right before calls, by seat id. */
  readonly read: Map<string, { at: number; seat: Seat }>;
  /** The last complete look at each desktop: when it was asked for, and when AWS answered. */
  readonly looked: Map<string, { askedAt: number; answeredAt: number }>;
  /** When it read the safeguards last. */
  safeguardsReadAt: number;
  /** Calls that change a desktop since seats were read last: each takes its time. */
  callsSinceRead: number;
};

export const invocationUntil = (endsAt: number): Invocation => ({
  dead: false,
  endsAt,
  read: new Map(),
  looked: new Map(),
  safeguardsReadAt: 0,
  callsSinceRead: 0,
});

/** What went against a law, in a sentence. */
export type Breach = { law: 1 | 2 | 3 | 4 | 5 | 6 | 7; what: string };
