import type { Call, Move } from '../stack/cloud-state.ts';
import type { Stage } from '../stack/stage.ts';

/** `directory/user`, in small letters: AWS does not tell them apart. */
export const seatKey = (of: { directoryId: string; userName: string }): string =>
  `${of.directoryId}/${of.userName.toLowerCase()}`;

/** What the desktop cloud did and was asked, read while it happens: of that much it forgets the beginning. */
export type Books = {
  readonly moves: readonly Move[];
  readonly calls: readonly Call[];
  /** Oldest first. */
  movesOf(seat: string): readonly Move[];
  /** The desktop that the seat's user can log in to now. */
  usable(seat: string): string | undefined;
  /** Reads what came since. */
  read(): Promise<void>;
};

/** Books that begin now. */
export async function openBooks(stage: Stage): Promise<Books> {
  const moves: Move[] = [];
  const calls: Call[] = [];
  const bySeat = new Map<string, Move[]>();
  const begin = await stage.cloud.movesAfter(Number.MAX_SAFE_INTEGER);
  let movesRead = begin.total;
  let callsRead = (await stage.cloud.callsAfter(Number.MAX_SAFE_INTEGER)).total;

  async function readMoves(): Promise<void> {
    const { items, missed, total } = await stage.cloud.movesAfter(movesRead);
    if (missed > 0) throw new Error(`${missed} moves were forgotten before they were read`);
    movesRead = total;
    for (const move of items) {
      moves.push(move);
      const seat = seatKey(move);
      bySeat.set(seat, [...(bySeat.get(seat) ?? []), move]);
    }
  }

  async function readCalls(): Promise<void> {
    const { items, total } = await stage.cloud.callsAfter(callsRead);
    // What is under way is read again when it has ended.
    const done = items.findIndex(({ outcome }) => outcome === 'underWay');
    const ended = done === -1 ? items : items.slice(0, done);
    callsRead = total - (items.length - ended.length);
    calls.push(...ended);
  }

  let reading: Promise<void> | undefined;
  return {
    moves,
    calls,
    movesOf: (seat) => bySeat.get(seat) ?? [],
    usable(seat) {
      const last = bySeat.get(seat)?.at(-1);
      return last?.state === 'AVAILABLE' || last?.state === 'STOPPED' ? last.workspaceId : undefined;
    },
    read() {
      // One at a time: two readers would both take the same moves.
      reading ??= Promise.all([readMoves(), readCalls()])
        .then(() => undefined)
        .finally(() => {
          reading = undefined;
        });
      return reading;
    },
  };
}
