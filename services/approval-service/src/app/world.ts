import type { Meter } from '@cleandesk/lambda';
import type { Offer } from '../domain/offers.ts';
import type { Rule } from '../domain/rules.ts';
import type { Measured } from '../measures.ts';
import type {
  Bus,
  Chance,
  Clock,
  Digest,
  Journal,
  Leases,
  Letter,
  Limits,
  Links,
  Mailbook,
  Mailer,
  Pauses,
  Requests,
  Seats,
  Workflows,
} from '../ports.ts';
import type { Occasion } from './occasion.ts';

/** The portal as its owner configured it. All times in ms. */
export type Settings = {
  /** Whose users have their desktops here. A login in another directory may be another person. */
  directoryId: string;
  portalUrl: string;
  offers: readonly Offer[];
  rules: readonly Rule[];
  /** Mail addresses. */
  approvers: readonly string[];
  /** `false`: whoever has the mail and types its code in decides. */
  approversSignIn: boolean;
  expiryMs: number;
  /** Before a lease ends its user is written to. */
  warnBeforeMs: number;
  limits: { requestsPerDay: number; callsPerMinute: number };
  connecting: { clientUrl: string; registrationCode?: string };
};

/** Everything that the portal's functions need. */
export type World = {
  settings: Settings;
  requests: Requests;
  seats: Seats;
  leases: Leases;
  pauses: Pauses;
  links: Links;
  limits: Limits;
  mailbook: Mailbook;
  mailer: Mailer;
  wording: { letter(occasion: Occasion): Letter };
  workflows: Workflows;
  bus: Bus;
  clock: Clock;
  chance: Chance;
  digest: Digest;
  journal: Journal;
  meter: Pick<Meter<Measured>, 'count'>;
};
