import { AwsFault } from '../../kernel.ts';
import type { Branch } from '../branch.ts';

/** A call that asks for more WorkSpaces than the account can have in the Region is refused as a whole (choice: not item by item). */
export function refuseAboveQuota({ world, fleet }: Branch, wanted: number): void {
  const { workspacesQuota: quota } = world.settings();
  if (quota === null || fleet.desktops.size + wanted <= quota) return;
  throw new AwsFault('ResourceLimitExceededException', 'Your resource limits have been exceeded.');
}
