import { AwsFault } from '../../kernel.ts';
import type { Branch } from '../branch.ts';
import type { Desktop } from './desktop.ts';

/**
 * The desktop that a call names.
 * @throws AwsFault ResourceNotFoundException, with its id
 */
export function theDesktop({ fleet }: Branch, id: string): Desktop {
  const desktop = fleet.get(id);
  if (desktop !== undefined) return desktop;
  throw new AwsFault('ResourceNotFoundException', 'The resource could not be found.', 400, {
    ResourceId: id,
  });
}
