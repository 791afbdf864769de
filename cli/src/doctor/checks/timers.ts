import { DescribeEventBusCommand } from '@aws-sdk/client-eventbridge';
import {
  GetScheduleCommand,
  paginateListSchedules,
  ResourceNotFoundException,
} from '@aws-sdk/client-scheduler';
import type { Account } from '../account.ts';
import { applyAgain, fail, orWell, type Seen, unknown } from '../finding.ts';

/** Of which service each is: one that is not deployed has none. */
const recurring = [
  { name: 'recurring-ReconcileCameDue', of: 'alarm-manager-reconcile' },
  { name: 'recurring-ConnectionSweepCameDue', of: 'alarm-manager-reconcile' },
  { name: 'recurring-LeftoversCameDue', of: 'rebuild-service-seats' },
  { name: 'recurring-PortalWorkCameDue', of: 'approval-service-hear' },
] as const;

/** What comes due again and again does, and speaks on the bus. */
export async function timers(account: Account): Promise<Seen[]> {
  const busName = await account.bus();
  const { Arn } = await account.events.send(new DescribeEventBusCommand({ Name: busName }));
  const deployed = new Set((await account.functions()).map(({ of }) => of));
  const groups = deployed.has('directory-sync-sync') ? await groupTimers(account) : [];
  const wrong: Seen[] = [];
  if (deployed.has('directory-sync-sync') && groups.length === 0)
    wrong.push(fail('No directory group is read: there is no timer of one.', applyAgain.changed));
  const names = [...recurring.filter(({ of }) => deployed.has(of)).map(({ name }) => name), ...groups];
  for (const Name of names) {
    const fault = await faultOf(account, Name, Arn);
    if (fault !== undefined) wrong.push(fail(fault, applyAgain.changed));
  }
  if (names.length === 0 && wrong.length === 0)
    wrong.push(unknown('No function is deployed that has a recurring timer.', 'Apply Terraform again.'));
  return orWell(wrong, `${names.length} recurring timers stand, are on, and speak on the bus ${busName}.`);
}

async function faultOf({ timers: client, deployment }: Account, Name: string, bus: string | undefined) {
  try {
    const { State, Target } = await client.send(
      new GetScheduleCommand({ GroupName: deployment.timers, Name }),
    );
    if (State === 'DISABLED') return `The timer ${Name} is switched off.`;
    return Target?.Arn === bus
      ? undefined
      : `The timer ${Name} does not speak on the bus ${bus?.split('/').at(-1) ?? 'of the deployment'}.`;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return `The timer ${Name} is gone.`;
    throw error;
  }
}

async function groupTimers({ timers: client, deployment }: Account): Promise<string[]> {
  const names: string[] = [];
  const which = { GroupName: deployment.timers, NamePrefix: 'sync-' };
  for await (const { Schedules = [] } of paginateListSchedules({ client }, which))
    names.push(...Schedules.flatMap(({ Name }) => Name ?? []));
  return names;
}
