import type { Fault } from '../stack/desktop-cloud.ts';
import type { Dice } from './dice.ts';

/** Operations of WorkSpaces that the product makes. */
const reading = [
  'DescribeWorkspaces',
  'DescribeWorkspacesConnectionStatus',
  'DescribeWorkspaceSnapshots',
  'DescribeWorkspaceBundles',
  'DescribeWorkspaceDirectories',
  'DescribeTags',
] as const;
const changing = ['CreateWorkspaces', 'TerminateWorkspaces', 'RebuildWorkspaces'] as const;
export const operations: readonly string[] = [...reading, ...changing];
const events = [...changing, 'WorkSpacesAccess', 'AlarmStateChange'] as const;

/** As long as the storm lasts. */
const withoutEnd = 1_000_000;

/**
 * All that goes wrong with AWS: of the calls to WorkSpaces 30 % are throttled or fail, some get no answer (which kills
 * the function that waits for it), some items are refused; a tenth of the events is lost, and nearly a third of the
 * logins, which only a look can tell then; others come twice or late.
 */
export function stormOf(chance: Dice, graceMs: number): Fault[] {
  const part = (fault: Omit<Fault, 'times' | 'seed'>): Fault => ({
    ...fault,
    times: withoutEnd,
    seed: chance.seed(),
  });
  return [
    ...operations.flatMap((operation) => [
      part({ operation, kind: 'throttle', share: 0.2 }),
      part({ operation, kind: 'error', share: 0.125 }),
    ]),
    ...changing.flatMap((operation) => [
      part({ operation, kind: 'hangBefore', share: 0.03 }),
      part({ operation, kind: 'acceptThenHang', share: 0.04 }),
      part({ operation, kind: 'failedRequest', share: 0.04, code: 'InternalFailure' }),
    ]),
    ...events.flatMap((operation) => [
      part({ operation, kind: 'dropEvent', share: operation === 'WorkSpacesAccess' ? 0.3 : 0.1 }),
      part({ operation, kind: 'doubleEvent', share: 0.2 }),
      part({ operation, kind: 'delayEvent', share: 0.2, delayMs: Math.round(1.5 * graceMs) }),
    ]),
    part({ operation: 'GetResources', kind: 'throttle', share: 0.1 }),
    part({ operation: 'PutMetricAlarm', kind: 'throttle', share: 0.2 }),
    part({ operation: 'DescribeAlarms', kind: 'throttle', share: 0.1 }),
    part({ operation: 'CreateSchedule', kind: 'throttle', share: 0.1 }),
    part({ operation: 'CreateSchedule', kind: 'error', share: 0.05 }),
  ];
}
