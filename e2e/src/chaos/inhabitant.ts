import { setTimeout as pause } from 'node:timers/promises';
import type { Stage } from '../stack/stage.ts';
import { type Books, seatKey } from './books.ts';
import type { Coming, SeatPlan, Visit } from './plan.ts';

/** A visit as it was. Epoch ms. */
export type Visited = {
  from: number;
  /** When the user had left, or the connection had broken. */
  to: number;
  workspaceId: string;
  ending: Visit['ending'];
  /** Times at which the desktop did not let the user in. */
  refused: number;
};

/** ms between two looks whether the desktop lets its user in. */
const triesEveryMs = 300;

/**
 * Lives the plan of one seat. `visited` grows with every visit. Resolves when the user has left for good, or does not
 * come any more because the signal has aborted.
 */
export async function live(
  stage: Stage,
  books: Books,
  { plan, userName }: { plan: SeatPlan; userName: string },
  visited: Visited[],
  beforeLeaving: (visit: number) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const seat = seatKey({ directoryId: plan.directoryId, userName });
  const begun = Date.now();
  for (const [n, visit] of plan.visits.entries()) {
    await until(
      () => signal.aborted || mayCome(visit.coming, begun, visited.at(-1), seat, books, stage.graceMs),
    );
    const login = await logIn(stage, books, seat, signal);
    if (login === undefined) return;
    const { workspaceId, from, refused } = login;
    stage.tell(userName, `logs in to ${workspaceId}`);
    await pause(visit.workMs);
    await beforeLeaving(n);
    await end(stage, workspaceId, visit);
    visited.push({ from, to: Date.now(), workspaceId, ending: visit.ending, refused });
    stage.tell(userName, visit.ending);
  }
}

function mayCome(
  coming: Coming,
  begun: number,
  last: Visited | undefined,
  seat: string,
  books: Books,
  graceMs: number,
): boolean {
  const now = Date.now();
  if (last === undefined) return coming.kind !== 'first' || now >= begun + coming.afterMs;
  switch (coming.kind) {
    case 'first':
      return true;
    case 'graces':
      return now >= last.to + coming.graces * graceMs;
    case 'clean': {
      const ready = books.movesOf(seat).findLast(({ state, at }) => state === 'AVAILABLE' && at > last.to);
      return ready !== undefined && now >= ready.at + coming.afterMs;
    }
  }
}

/** Tries until a desktop lets the user in, as people do. */
async function logIn(stage: Stage, books: Books, seat: string, signal: AbortSignal) {
  for (let refused = 0; !signal.aborted; refused += 1) {
    const workspaceId = books.usable(seat);
    if (workspaceId !== undefined) {
      const from = Date.now();
      if (await stage.cloud.trySession(workspaceId, 'connect')) return { workspaceId, from, refused };
    }
    await pause(triesEveryMs);
  }
  return undefined;
}

async function end(stage: Stage, workspaceId: string, { ending }: Visit): Promise<void> {
  // False when somebody has cut the session: the verdict says so, by the desktop cloud's own books.
  await stage.cloud.trySession(workspaceId, ending === 'disconnects' ? 'disconnect' : 'drop');
}

async function until(ready: () => boolean): Promise<void> {
  while (!ready()) await pause(100);
}
