import type { ResetScope, SeatRef } from '@cleandesk/contracts';
import type { Instant } from '../domain/seat.ts';
import type { Signal } from '../domain/signals.ts';

/** What one event of the bus means to this service. */
export type Incoming = { correlationId: string; at: Instant } & (
  | { about: 'seat'; ref: SeatRef; signal: Signal }
  /** Only the desktop is named; strangers that cannot be ours are ignored. */
  | { about: 'desktops'; signals: readonly { workspaceId: string; signal: Signal; adopt: boolean }[] }
  /** Everything that is due. `isRound`: by the recurring timer, which also measures what stands. */
  | { about: 'due'; kind: 'flight' | 'all'; isRound?: true }
  /** A person lets paused resets go on. */
  | { about: 'resume'; scope: ResetScope; by: string }
  /** How many desktops each policy manages. */
  | { about: 'fleets'; desktops: ReadonlyMap<string, number> }
);
