import type { Branch } from '../branch.ts';
import type { Desktop } from '../desktops/desktop.ts';
import type { Association } from './association.ts';

/**
 * What is on a desktop, or on its way. A rebuild makes the root volume anew: what was installed before "will be removed
 * and deactivated" (Administration Guide, manage applications).
 */
export function associationsOf({ applicationAssociations }: Branch, desktop: Desktop): Association[] {
  const rebuilt = desktop.history.findLast(({ state }) => state === 'REBUILDING')?.at ?? 0;
  return applicationAssociations
    .values()
    .filter(({ workspaceId }) => workspaceId === desktop.id)
    .filter(({ state, updatedAt }) => state !== 'COMPLETED' || updatedAt > rebuilt);
}

/** The applications that an image of this desktop would have. */
export const installedOn = (branch: Branch, desktop: Desktop): string[] =>
  associationsOf(branch, desktop)
    .filter(({ state }) => state === 'COMPLETED')
    .map(({ applicationId }) => applicationId);
