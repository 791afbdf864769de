import type { Refusal } from '../../domain/workspaces/states.ts';
import type { Branch } from '../branch.ts';
import type { FaultyItem } from '../world.ts';

/** Why an item of a call can't be done while its directory can't be reached, as a fault asked for. The code is a choice. */
export function unavailable({ world }: Branch, operation: string, item: FaultyItem): Refusal | undefined {
  const fault = world.faultOfItem('directoryUnavailable', operation, item);
  if (fault === undefined) return undefined;
  return { code: 'ResourceUnavailable.Directory', message: 'The directory is not available.' };
}
