import type { OutgoingEvent } from '@cleandesk/contracts';
import type { Request } from './domain/request.ts';
import type { Lease, Seat, SeatRef } from './domain/seat.ts';
import type { Instant } from './domain/time.ts';

/** Somebody else wrote in between: read again, and decide anew. */
export class Stale extends Error {
  override readonly name = 'Stale';
}

/** What is stored, and which writing of it this is. 0: nothing is stored yet. */
export type Stored<T> = { value: T; version: number };

/** A cursor can be anything: it comes from outside. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';
}

/** A list in pieces; `cursor` is where the next one begins. */
export type Page<T> = { items: T[]; cursor?: string };
export type PageOf = { limit: number; cursor?: string | undefined };

/** A caller's key for a POST, with a hash of what was posted. */
export type Once = { key: string; hash: string };

export type Created =
  | { kind: 'created'; request: Stored<Request> }
  /** The same was posted before. */
  | { kind: 'earlier'; request: Stored<Request> }
  /** The key was used for something else. */
  | { kind: 'otherBody' }
  /** One of this kind is open for this seat. */
  | { kind: 'open' }
  | { kind: 'tooManyToday' };

export type Requests = {
  /** One transaction: a request, that it is the only open one of its kind, the caller's key, and the day's count. */
  create(request: Request, options: { once: Once; perDay: number }): Promise<Created>;
  /** Whether this key was used before, and for what. */
  earlier(login: string, once: Once): Promise<Stored<Request> | 'otherBody' | undefined>;
  load(id: string): Promise<Stored<Request> | undefined>;
  /** With the claim that follows from it. @throws {Stale} */
  save(
    before: Stored<Request>,
    next: Request,
    lease?: { before: Stored<Lease> | undefined; next: Lease },
  ): Promise<Stored<Request>>;
  /** The open request of a kind, read consistently. */
  openOf(seatId: string, kind: Request['kind']): Promise<string | undefined>;
  /** The newest first. */
  ofSeat(seatId: string, page: PageOf & { status?: Request['status'] | undefined }): Promise<Page<Request>>;
  ofApprover(mail: string, state: 'waiting' | 'decided', page: PageOf): Promise<Page<Request>>;
  /** Ids of those whose workflow was not started, or has not heard how they stand. */
  leftovers(before: Instant, limit: number): Promise<string[]>;
};

export type TimelineItem = {
  at: Instant;
  id: string;
  what: string;
  text: string;
  facts?: Record<string, string>;
};

export type Seats = {
  load(seatId: string): Promise<Stored<Seat> | undefined>;
  /** Of whom a desktop is, as far as it was heard of. */
  ofDesktop(workspaceId: string): Promise<string | undefined>;
  /** With the counts of the fleet. @throws {Stale} */
  save(before: Stored<Seat> | undefined, next: Seat): Promise<void>;
  /** Written once for each `id`. */
  note(seatId: string, item: TimelineItem): Promise<void>;
  timeline(seatId: string, page: PageOf): Promise<Page<TimelineItem>>;
  /** Of all seats that have or had a desktop, and of those that wait for something before their reset. */
  counts(): Promise<{ byStatus: Partial<Record<Seat['status'], number>>; waiting: number }>;
  byStatus(status: Seat['status'], page: PageOf): Promise<Page<Seat>>;
  /** By the beginning of the name. */
  byUser(start: string, page: PageOf): Promise<Page<Seat>>;
};

export type Scope = { policy: string } | { directoryId: string; bundleId: string };
export type Pause = { scope: Scope; because: string; since: Instant; open: boolean };

export type Pauses = {
  /** The latest news of a scope stands. */
  put(pause: Pause, at: Instant): Promise<void>;
  all(): Promise<Pause[]>;
};

export type Leases = {
  load(seatId: string): Promise<Stored<Lease> | undefined>;
  /** @throws {Stale} */
  save(before: Stored<Lease>, next: Lease): Promise<void>;
  /** That are over, whose user is to be warned, or that have something left to say. */
  due(now: Instant, limit: number): Promise<Stored<Lease>[]>;
};

/** What the link of a mail stands for. */
export type Link = {
  requestId: string;
  /** For whom it was made, by mail address. */
  approver: string;
  expiresAt: Instant;
  codeHash: string;
  triesLeft: number;
};

export type Links = {
  /** By the hash of the token; the token is kept nowhere. */
  put(tokenHash: string, link: Link): Promise<void>;
  load(tokenHash: string): Promise<Link | undefined>;
  /** Takes one try. @returns how many were left before, 0 when none. */
  tryOnce(tokenHash: string): Promise<number>;
};

export type Limits = {
  /** Counts one more of `who` in the window. @returns whether it is within `most`. */
  within(who: string, window: { most: number; ms: number }, now: Instant): Promise<boolean>;
};

/** What has been written to whom: mail can't be taken back, and a function can die at any moment. */
export type Mailbook = {
  /** @returns whether it may be sent; `false`: it was, or perhaps was. */
  begin(id: string, now: Instant): Promise<boolean>;
  /** SES did not take it: it can be tried again. */
  giveBack(id: string): Promise<void>;
};

export type Letter = { subject: string; text: string; html: string };

export type Mailer = {
  /**
   * @returns `sent`, or why nobody can ever be sent this.
   * @throws {NotSent} nothing has gone out: it can be tried again. Anything else that is thrown leaves that open.
   */
  send(to: string, letter: Letter): Promise<'sent' | { refused: string }>;
};

export class NotSent extends Error {
  override readonly name = 'NotSent';
}

export type Workflows = {
  /** The same id twice is one workflow. */
  start(requestId: string): Promise<void>;
  /** Ends a waiting. A token that is used up, or too old, is no error: whoever waited goes on by itself. */
  resume(token: string, output: Readonly<Record<string, unknown>>): Promise<void>;
};

export type Bus = { publish(events: readonly OutgoingEvent[]): Promise<void> };

export type Clock = { now(): Instant };
export type Chance = {
  /** Sorted by time, 26 characters. */
  ulid(now: Instant): string;
  /** 256 bits, URL-safe. */
  token(): string;
  /** Eight digits. */
  code(): string;
};
export type Digest = {
  /** Of a secret, or of a person: what it was can't be read back. */
  of(text: string): string;
  seatId(ref: SeatRef): string;
};

/** Lines in the function's log. Never a person: no name, no address, no reason. */
export type Journal = {
  info(message: string, fields?: Readonly<Record<string, string>>): void;
  warn(message: string, fields?: Readonly<Record<string, string>>): void;
};
