/**
 * Sizes of the two volumes come in fixed groups (AG, modify a WorkSpace); those of a desktop with a GPU are 100 GB and
 * more, as AWS says in its refusal (Terraform provider, issue 39553).
 * @returns why AWS refuses this pair, in GB, if it does
 */
export function refusedSizes(rootGib: number, userGib: number, computeType: string): string | undefined {
  const ranges = rangesOf(computeType);
  const fits = ranges.some(({ root, user }) => lies(rootGib, root) && lies(userGib, user));
  if (fits) return undefined;
  const words = ranges.map(({ root, user }) => `(${asText(root)}|${asText(user)})`).join(', ');
  return `Invalid root and user volume size selected. Root and user volume size (GB) must be ${words}.`;
}

function rangesOf(computeType: string): readonly { root: Range; user: Range }[] {
  if (computeType.startsWith('GRAPHICS')) return withGpu;
  return computeType.startsWith('GENERALPURPOSE') ? generalPurpose : withoutGpu;
}

type Range = readonly [least: number, most: number];
const largest = 2000;
const withGpu: readonly { root: Range; user: Range }[] = [{ root: [100, largest], user: [100, largest] }];
/** AG, create a custom bundle. */
const generalPurpose: typeof withGpu = [{ root: [175, largest], user: [100, largest] }];
const withoutGpu: readonly { root: Range; user: Range }[] = [
  { root: [80, 80], user: [10, 10] },
  { root: [80, 80], user: [50, 50] },
  { root: [80, 80], user: [100, 100] },
  { root: [175, largest], user: [100, largest] },
];

const lies = (size: number, [least, most]: Range): boolean => size >= least && size <= most;
const asText = ([least, most]: Range): string => (least === most ? `${least}` : `${least}+`);
