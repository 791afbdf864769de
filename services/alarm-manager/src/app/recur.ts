import { type Due, reconcile } from './reconcile.ts';
import { sweep } from './sweep.ts';
import type { World } from './world.ts';

/** Which of the recurring tasks came due, or goes on. */
export type Recurring = Due & { task: 'reconcile' | 'sweep' };

/** One invocation's part of it. */
export function recur(due: Recurring, world: World, remainingMs: () => number): Promise<void> {
  switch (due.task) {
    case 'reconcile':
      return reconcile(world, due, remainingMs);
    case 'sweep':
      return sweep(world, due, remainingMs);
  }
  return due.task satisfies never;
}
