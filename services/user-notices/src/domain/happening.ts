import type { SeatRef, Strategy } from '@cleandesk/contracts';

/** epoch ms */
export type Instant = number;

type About = {
  seat: SeatRef;
  workspaceId: string;
  computerName?: string;
  /** What led to the reset. Of all that is said of one reset it is the same. */
  cause: string;
  at: Instant;
};

/** What happened to somebody's desktop, as far as they may be told. */
export type Happening =
  | (About & { type: 'GraceStarted'; policy: string; strategy?: Strategy; endsAt: Instant })
  | (About & { type: 'ResetStarted'; policy: string; strategy: Strategy })
  | (About & { type: 'ResetCompleted'; policy: string; strategy: Strategy; snapshotAt?: Instant })
  | (About & { type: 'ResetCancelled' });

/** All that is told of one reset, or of one that did not come to pass, belongs to one story. User names have no case. */
export const storyOf = ({ seat, cause }: Happening): string =>
  JSON.stringify([seat.directoryId, seat.userName.toLowerCase(), cause]);
