import { mixed } from './time/chance-at.ts';

/** Who finds disconnects, as the owner has it (terraform, `detector`). */
export type Detector = 'per-desktop' | 'fleet';

/**
 * The detector of a world at a part of its history (0 to 1): in most there is an alarm for each desktop, in some one for
 * the fleet, and in some it is switched, there and back. It hangs on the seed alone, so that all else is drawn as before.
 */
export function detectorAt(seed: number, part: number): Detector {
  const dice = mixed(seed, 0xf1ee7);
  if (dice < 0.7) return 'per-desktop';
  if (dice < 0.85) return 'fleet';
  return part >= 0.2 && part < 0.7 ? 'fleet' : 'per-desktop';
}

/** Whether the world ever has one for the fleet: its owner lets alarms be compared more often. */
export const isForTheFleet = (seed: number): boolean => detectorAt(seed, 0.5) === 'fleet';
