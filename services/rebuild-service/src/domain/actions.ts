import type { DesktopSpec } from '@cleandesk/contracts';
import type { Spend } from './safeguards.ts';
import type { Instant } from './time.ts';

/** Questions: asked at once, answered by a signal, asked again after a crash by whatever asked first. Never stored. */
export type Question =
  /** State, connection, tags and policy of the seat's desktop. */
  | { type: 'Look'; workspaceId: string }
  /** The whole spec of a desktop that is to be made again, and whether it could be. */
  | { type: 'Examine'; workspaceId: string }
  /** From when a rebuild would bring the user volume back. */
  | { type: 'FindSnapshot'; workspaceId: string }
  /** The one desktop that AWS has for this user. */
  | { type: 'FindDesktopOfUser' };

/** Calls that change a desktop. Stored before they are made; looked at again right before, at every attempt. */
export type Call =
  | { type: 'Rebuild'; id: string; workspaceId: string }
  | { type: 'Terminate'; id: string; workspaceId: string }
  | { type: 'Create'; id: string; spec: DesktopSpec; attemptTag: string }
  | { type: 'Reboot'; id: string; workspaceId: string; requestId: string; askedAt: Instant }
  /** Another group decides what desktop this is: the tag by which groups know theirs follows. */
  | { type: 'Tag'; id: string; workspaceId: string; group: string };

/** What is kept of a leaving or a reset, for whoever asks later why. */
export type RecordKind =
  /** A reset that ended well: the receipt. */
  | 'reset'
  /** A reset that ended badly: without a desktop, or with one in ERROR. */
  | 'failed'
  /** A desktop that went for good. */
  | 'removed'
  /** A leaving that ended without a reset. */
  | 'kept'
  /** Dry run: what would have been reset. */
  | 'rehearsed'
  /** The first login after a reset, or after what would have been one. */
  | 'firstLogin';

/**
 * A record's place among those of its seat. Its hash covers all of it, so that a record that is changed, taken out, or
 * made to expire early shows; and when the one before it may be forgotten, so that one that is gone too early shows.
 */
export type RecordLink = {
  /** From 1. */
  number: number;
  /** Hash of the record before it. */
  previous: string;
  /** Epoch seconds; 0 when there is none before it. */
  previousExpiresAt: number;
  /** Epoch seconds from which on DynamoDB may forget it. */
  expiresAt: number;
  hash: string;
};

/** Calls that hurt nobody when they are made twice. */
export type Note =
  | {
      type: 'SetTimer';
      id: string;
      name: readonly string[];
      dueAt: Instant;
      detailType: string;
      detail: unknown;
      story?: string;
    }
  /** `story`: the correlation id that it goes out with; set by the shell, since the seat's own may be the next one's by then. */
  | { type: 'Publish'; id: string; detailType: string; detail: unknown; story?: string }
  /** No further terminate in this directory and bundle until a create there has worked. */
  | { type: 'OpenBreaker'; id: string; directoryId: string; bundleId: string; because: string }
  /** One more user of this policy has left, at this time; or was seen by a sweep then to have left. */
  | { type: 'CountLeaving'; id: string; policy: string; leftAt: Instant; bySweep?: true }
  /** A rebuild ended badly; `alone`: it was the first of its kind. */
  | {
      type: 'CountFailure';
      id: string;
      policy: string;
      at: Instant;
      because: string;
      kinds: readonly string[];
      alone: boolean;
    }
  /** Shows on the desktop itself that it is on hold, or no longer; for who looks at it in the AWS console. */
  | { type: 'MarkHold'; id: string; workspaceId: string; mark?: string }
  /** For whoever asks later. `link` is set by the shell that commits it. */
  | {
      type: 'Record';
      id: string;
      kind: RecordKind;
      at: Instant;
      text: string;
      link?: RecordLink;
    }
  /** How long a reset of this policy took, from its decision to a desktop that is ready. */
  /** `policy`: whose resets they are; or what was made (`domain/expected.ts`). */
  | { type: 'TimeReset'; id: string; policy: string; tookMs: number }
  /** A reset of this kind has worked. */
  | { type: 'Prove'; id: string; first: string }
  /** The reset that was the first of its kind is over, and has not shown that it works. */
  | { type: 'GiveBack'; id: string; first: string; resetId: string }
  /** `asOf`: when what worked was begun; a failure since then keeps it open. */
  | {
      type: 'CloseBreaker';
      id: string;
      directoryId: string;
      bundleId: string;
      because: string;
      asOf: Instant;
    };

export type DurableAction = Call | Note;
export type Action = Question | DurableAction | Spend;

export function isCall(action: Action): action is Call {
  return (
    action.type === 'Rebuild' ||
    action.type === 'Terminate' ||
    action.type === 'Create' ||
    action.type === 'Reboot' ||
    action.type === 'Tag'
  );
}

export function isDurable(action: Action): action is DurableAction {
  return !isQuestion(action) && action.type !== 'Spend';
}

export function isQuestion(action: Action): action is Question {
  return ['Look', 'Examine', 'FindSnapshot', 'FindDesktopOfUser'].includes(action.type);
}
