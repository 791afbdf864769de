import type { Branch } from '../branch.ts';
import type { FaultyItem } from '../world.ts';
import type { Fate } from './motion.ts';

/** What faults asked for a change that is taken now. */
export const fateOf = ({ world }: Branch, operation: string, item: FaultyItem): Fate => ({
  failure: world.faultOfItem('endsInError', operation, item),
  isHeldUp: world.faultOfItem('staysIn', operation, item) !== undefined,
});
