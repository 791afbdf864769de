import type { DesktopSpec } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import type { Safeguards } from './safeguards.ts';
import type { Desktop, Instant, Tags } from './seat.ts';

/** The state of a desktop as AWS says it; text, since AWS may add some. Ours are decided on by name. */
export type DesktopState = string;

/** A desktop as a look saw it. */
export type SeenDesktop = Desktop & { directoryId: string; userName: string; state: DesktopState };

export type Connection = {
  state: 'CONNECTED' | 'DISCONNECTED' | 'UNKNOWN';
  /** When AWS last checked; it says nothing of how late that can be. */
  checkedAt?: Instant;
  /** Absent when nobody ever connected. AWS does not say whether it is the start or the end of a connection. */
  lastConnectedAt?: Instant;
};

/** One complete look at one desktop. A look that could not be completed is no look: it throws. */
export type Look = {
  at: Instant;
  /** `state`: only whether it is there and in which state, for what is in flight. No reset is decided on that. */
  extent: 'full' | 'state';
  desktop: SeenDesktop | 'missing';
  connection?: Connection;
  hold?: HoldMark;
  /** The first policy that matches it now; without one it is not ours to touch. */
  policy?: Policy;
  /** Its owner's tags, as far as this look knows them. */
  tags?: Tags;
  /** What its bundle makes desktops from at present; absent when nobody asked, or AWS did not tell in time. */
  imageId?: string;
};

/** A hold that a tag on the desktop speaks of, whoever set it. */
export type HoldMark = { until: Instant };

export type Examination =
  | { creatable: true; spec: DesktopSpec }
  /** What stands in the way: a bundle that is gone, a disabled key, a directory that is not registered. */
  | { creatable: false; problem: string; notNow?: true };

/** What the shell can tell the decider: facts from outside, and what became of its actions. */
export type Signal =
  | { type: 'Disconnected'; workspaceId: string; start: Instant; end: Instant }
  | { type: 'LoggedIn'; workspaceId: string; at: Instant }
  | { type: 'Observed'; workspaceId: string; at: Instant; connection: Connection }
  /** A managed desktop exists. */
  | { type: 'Watched'; workspaceId: string }
  | { type: 'Unwatched'; workspaceId: string }
  | { type: 'LookDue'; about: string }
  /** Recreates of this directory and bundle go on: what failed there is tried again. */
  | { type: 'Resumed'; scope: { directoryId: string; bundleId: string } }
  | { type: 'Due' }
  /** What was to be looked at could not be, whatever the reason. */
  | { type: 'Unanswered' }
  | { type: 'Wanted'; source: string; revision: number; desired: DesktopSpec; precedence?: number }
  | { type: 'Unwanted'; source: string; revision: number; onlyTagged?: Tags; connectedForMs?: number }
  | { type: 'ResetAsked'; requestId: string; requestedBy: string; at: Instant }
  | { type: 'RebootAsked'; requestId: string; at: Instant }
  | { type: 'HoldPlaced'; holdId: string; owner: string; reason: string; until: Instant; at: Instant }
  | { type: 'HoldLifted'; holdId: string; at: Instant }
  | { type: 'Looked'; look: Look }
  | { type: 'Examined'; look: Look; examination: Examination }
  /** `rebuildFrom`: when the user volume was saved last; absent when it never was. */
  | { type: 'SnapshotFound'; look: Look; rebuildFrom?: Instant }
  | {
      type: 'FoundDesktop';
      at: Instant;
      desktop?: SeenDesktop;
      attemptTag?: string;
      policy?: Policy;
      tags?: Tags;
    }
  /** `at`: when AWS had taken it; absent when a look showed that an earlier attempt had arrived. */
  | {
      type: 'CallAccepted';
      id: string;
      at?: Instant;
      workspaceId?: string;
      without?: readonly string[];
      look?: Look;
    }
  /** `look`: the last one before the call, by which it was permitted. */
  | { type: 'CallRefused'; id: string; at: Instant; code: string; message: string; look?: Look }
  /** Throttled, cut, timed out: it may have happened. */
  | { type: 'CallUncertain'; id: string; at: Instant; look?: Look }
  | { type: 'CallNotPermitted'; id: string; look?: Look }
  | { type: 'Noted'; ids: readonly string[] };

/** What holds for every decision of one run. */
export type Context = {
  now: Instant;
  policies: readonly Policy[];
  safeguards: Safeguards;
  settings: Settings;
};

export type Settings = {
  /** ms between two looks at something in flight, at first; it backs off from there. */
  observeEveryMs: number;
  /** ms during which an alarm that fired may stay in ALARM and say nothing of another disconnect. */
  rearmMs: number;
  /** The shortest ms in which a timer can be due. */
  shortestTimerMs: number;
  /** What the running code is, so that its first recreate goes alone; empty when nobody said. */
  deployment: string;
};
