import type { Occasion } from './occasion.ts';
import { seatFailed, seatProvisioned } from './seats.ts';
import { sync } from './sync.ts';
import type { World } from './world.ts';

export function hear(occasion: Occasion, world: World): Promise<void> {
  switch (occasion.type) {
    case 'Due':
    case 'Requested':
      return sync(occasion, world);
    case 'SeatFailed':
      return seatFailed(occasion, world);
    case 'SeatProvisioned':
      return seatProvisioned(occasion, world);
  }
  occasion satisfies never;
}
