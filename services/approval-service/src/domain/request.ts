import type { Requester } from './person.ts';
import type { Instant } from './time.ts';

export type Kind = 'desktop' | 'reboot' | 'reset' | 'extend' | 'return';

export type Decision = { by: string; verdict: 'approve' | 'reject'; at: Instant; reason?: string };

export type Transition = { at: Instant; state: Status; by?: string; text?: string };

export type Status =
  | 'waiting'
  | 'doing'
  | 'done'
  | 'rejected'
  | 'expired'
  | 'withdrawn'
  | 'refused'
  | 'failed';

/** Nothing follows on these. */
export type Ended = Exclude<Status, 'waiting' | 'doing'>;

/** What the workflow waits for, and the token that ends its waiting. It is kept nowhere else, and shown to nobody. */
export type Waiting = { for: 'decision' | 'outcome'; token: string };

/** Somebody's wish, and all that became of it. */
export type Request = {
  id: string;
  kind: Kind;
  status: Status;
  createdAt: Instant;
  requester: Requester;
  seat: { directoryId: string; userName: string };
  offerId?: string;
  reason?: string;
  /** Until when the desktop is wanted. */
  until?: Instant;
  /** Who may approve it, by mail address, and how many have to. */
  approval: { needed: number; approvers: string[] };
  decisions: Decision[];
  expiresAt: Instant;
  /** Of the claim that it makes or gives up. Set when it is decided, and the same however often it is said. */
  revision?: number;
  overdue?: true;
  history: Transition[];
  waiting?: Waiting;
  /** The workflow has been started: until then a sweep does so. */
  started: boolean;
  /** The workflow has heard of how it stands. */
  heard: boolean;
};

export const hasEnded = (status: Status): status is Ended => status !== 'waiting' && status !== 'doing';

export const moved = (
  request: Request,
  status: Status,
  at: Instant,
  { by, text }: { by?: string; text?: string } = {},
): Request => ({
  ...request,
  status,
  // What the workflow is to hear is new.
  heard: false,
  history: [
    ...request.history,
    { at, state: status, ...(by === undefined ? {} : { by }), ...(text === undefined ? {} : { text }) },
  ],
});
