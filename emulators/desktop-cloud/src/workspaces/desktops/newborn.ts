import type { ConnectionState } from '../../domain/workspaces/connection.ts';
import type { DesktopState } from '../../domain/workspaces/states.ts';

/** What every desktop is like when its create was taken. `at`: epoch ms. */
export const newborn = (at: number) => {
  const state: DesktopState = 'PENDING';
  const unseen: ConnectionState = 'UNKNOWN';
  return {
    createdAt: at,
    members: {},
    state,
    listed: false,
    gone: false,
    snapshots: [],
    restorable: [],
    waits: [],
    loginWaits: false,
    connections: [{ at, state: unseen }],
    history: [{ at, state }],
  };
};
