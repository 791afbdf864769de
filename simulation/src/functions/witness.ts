import type { Policy } from '@cleandesk/policies';
import type { Spend } from '../../../services/rebuild-service/src/domain/safeguards.ts';
import type { Seat } from '../../../services/rebuild-service/src/domain/seat.ts';
import { type Invocation, invocationUntil } from '../../../services/rebuild-service/test/laws/invocation.ts';

/** What one process of rebuild-service has been shown and told: what it did not see it could not know. */
export class Witness {
  /** Seats as it read them last, and when; when it read the safeguards. */
  readonly knows: Invocation = invocationUntil(Number.POSITIVE_INFINITY);
  /** Answers about the connection of a desktop: when asked, when heard, and what they said. */
  readonly connections = new Map<string, Shown>();
  /** When a desktop's exact tags were read last: asked, and heard. */
  readonly tags = new Map<string, { askedAt: number; answeredAt: number }>();
  /** When any tags of it were heard last, exact ones or those of the index. */
  readonly indexed = new Map<string, number>();
  readonly policies: readonly Policy[];
  /** Told of every commit, with what it took of what is shared. */
  committed: (seat: Seat, spends: readonly Spend[]) => void = () => undefined;

  /** Told of every call at the moment at which AWS takes it. @returns what to do when it has been done. */
  calls: (operation: string, input: object) => ((output: unknown) => void) | undefined = () => undefined;

  constructor(policies: readonly Policy[]) {
    this.policies = policies;
  }
}

export type Shown = {
  askedAt: number;
  answeredAt: number;
  state: string | undefined;
  lastConnectedAt: number | undefined;
};
