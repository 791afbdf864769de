import { event } from '@cleandesk/bus';
import { connectionSweepCameDueV1, reconcileCameDueV1 } from '@cleandesk/contracts';
import type { Task, Walks } from '../ports.ts';
import {
  type ReconcilePosition,
  readReconcileCursor,
  readSweepCursor,
  type Stretch,
  type WalkPosition,
  writeCursor,
} from './cursor.ts';
import { fromTheStart, reconcile } from './reconcile.ts';
import type { ShardedWorld } from './shards.ts';
import { sweep } from './sweep.ts';

/** Which of the recurring tasks came due, or goes on. `id` is that of the event. */
export type Recurring = { task: Task; id: string; cursor: string | undefined; correlationId: string };

export type WalkingWorld = ShardedWorld & { walks: Walks };

/**
 * Time-outs of the function after which a walk that was not heard of has ended. What failed comes again after little more than
 * one; a walk that has failed twice may do so once more before the next one takes its place.
 */
const patienceInTimeOuts = 3;

const cameDue = { reconcile: reconcileCameDueV1, sweep: connectionSweepCameDueV1 } as const;

/**
 * One invocation's part of a walk. There is one walk of each task at a time: over thousands of desktops it takes longer than
 * its timer's rate, and a second one would only halve the pace of both, then a third one. Who comes while one is under way
 * is remembered, and followed when it has ended.
 */
export async function recur(due: Recurring, world: WalkingWorld, remainingMs: () => number): Promise<void> {
  const { task, correlationId } = due;
  const { here, walkOn } = stretchOf(due, world);
  const now = world.clock.now();
  const entered = await world.walks.enter(task, here, {
    now,
    busyUntil: now + remainingMs(),
    aliveUntil: now + patienceInTimeOuts * remainingMs(),
  });
  if (entered !== 'mayGo') {
    const why = entered === 'another' ? 'another one is under way' : 'it was made already, or given up';
    world.journal.info('A walk over the fleet was left out', { task, why, stretch: here.number });
    return;
  }
  const rest = await walkOn(remainingMs);
  if (rest !== undefined) {
    const cursor = writeCursor(rest, { walk: here.walk, number: here.number + 1 });
    await world.bus.publish([event(cameDue[task], { reason: 'continued', cursor }, { correlationId })]);
    return;
  }
  world.meter.count('WalkCompleted', 1, { walk: task });
  if ((await world.walks.leave(task, here.walk)) === 'askedAgain') {
    await world.bus.publish([event(cameDue[task], { reason: 'came due during the last one' }, {})]);
  }
}

type WalkOn = (remainingMs: () => number) => Promise<ReconcilePosition | WalkPosition | undefined>;

function stretchOf(
  { task, id, cursor: text, correlationId }: Recurring,
  world: ShardedWorld,
): { here: Stretch; walkOn: WalkOn } {
  const first: Stretch = { walk: id, number: 0 };
  switch (task) {
    case 'reconcile': {
      const cursor = readReconcileCursor(text);
      const from = cursor?.at ?? fromTheStart(world);
      return {
        here: cursor ?? first,
        walkOn: (remainingMs) => reconcile(world, from, correlationId, remainingMs),
      };
    }
    case 'sweep': {
      const cursor = readSweepCursor(text);
      const from = cursor?.at ?? { source: 0 };
      return {
        here: cursor ?? first,
        walkOn: (remainingMs) => sweep(world, from, correlationId, remainingMs),
      };
    }
  }
  return task satisfies never;
}
