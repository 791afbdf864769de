import type { DesktopState } from './domain/workspaces/states.ts';
import { Tail } from './tail.ts';
import type { Session } from './workspaces/desktops/desktop.ts';

/** A desktop came into a state. What no API tells: by this a test judges what was done to whom, and when. */
export type Move = {
  /** epoch ms */
  at: number;
  workspaceId: string;
  directoryId: string;
  userName: string;
  state: DesktopState;
  /** The session that stood until then. */
  session: Session | undefined;
};

/** Every change of state of every desktop, also of those that are gone; the last 20,000. */
export class Moves extends Tail<Move> {
  constructor() {
    super(20_000);
  }
}
