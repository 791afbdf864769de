import type { SeatRef } from '@cleandesk/contracts';
import type { Guard } from '../domain/given.ts';

/** What a person lets pass for one run. */
export type Override = { guards: readonly Guard[]; reason: string; requestedBy: string };

/** What this service hears, in its own words. Times in epoch ms. */
export type Occasion =
  | { type: 'Due'; group: string }
  | { type: 'Requested'; group: string; requestId: string; override?: Override }
  | { type: 'SeatFailed'; seat: SeatRef; reason: string; at: number }
  | { type: 'SeatProvisioned'; seat: SeatRef };

export type Sync = Extract<Occasion, { type: 'Due' | 'Requested' }>;
