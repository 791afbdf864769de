import type { Compute } from '../../service-model/generated/workspaces.ts';

/** GB, of each volume (Administration Guide, create a custom bundle). */
const largest = 2000;

/** GB of the root and the user volume, at least (Administration Guide, create a custom bundle). */
const leastOf = (computeType: Compute): readonly [root: number, user: number] => {
  if (computeType.startsWith('GRAPHICS')) return [100, 100];
  return computeType.startsWith('GENERALPURPOSE') ? [175, 100] : [80, 10];
};

/** Why a custom bundle can't have these volumes, if it can't. */
export function refusedVolumes(computeType: Compute, rootGib: number, userGib: number): string | undefined {
  const [root, user] = leastOf(computeType);
  const lies = (size: number, least: number): boolean => size >= least && size <= largest;
  if (lies(rootGib, root) && lies(userGib, user)) return undefined;
  return `Volumes of ${computeType} must have ${root} to ${largest} GB (root) and ${user} to ${largest} GB (user).`;
}
