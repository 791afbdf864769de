import {
  type AdvancedFieldSelector,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
import type { Account } from '../account.ts';
import { fail, ok, type Seen, unknown } from '../finding.ts';

const why =
  'Without a trail EventBridge hears of no new desktop: say create_trail = true, or have management events (write) logged in this Region.';

/** CloudTrail's calls reach EventBridge only where a trail logs them. */
export async function trail({ trails, region }: Account): Promise<Seen[]> {
  const here = await region();
  const { trailList = [] } = await trails.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
  const candidates = trailList.filter(
    ({ HomeRegion, IsMultiRegionTrail }) => IsMultiRegionTrail || HomeRegion === here,
  );
  if (candidates.length === 0) return [fail(`No trail covers ${here}.`, why)];
  const wrong: string[] = [];
  const elsewhere: string[] = [];
  for (const one of candidates) {
    const fault = await faultOf(trails, one);
    if (fault === undefined) return [ok(`The trail ${one.Name} logs management events of ${here}.`)];
    (fault.elsewhere ? elsewhere : wrong).push(`${one.Name} ${fault.saw}`);
  }
  if (elsewhere.length > 0)
    return [unknown(`${elsewhere.join('; ')}.`, 'Ask who owns the organisation’s trail.')];
  return [fail(`No trail tells of calls in ${here}: ${wrong.join('; ')}.`, why)];
}

const ours = 'workspaces.amazonaws.com';

/** A selector can name the services, or the calls, that it is for: then what is not named is not logged. */
function tellsOfWorkspaces({ Field, Equals, NotEquals }: AdvancedFieldSelector): boolean {
  if (Field === 'eventName') return false;
  if (Field !== 'eventSource') return true;
  return (Equals?.includes(ours) ?? true) && NotEquals?.includes(ours) !== true;
}

type Fault = { saw: string; elsewhere?: true };

async function faultOf(
  trails: Account['trails'],
  { TrailARN: Name, IsOrganizationTrail }: Trail,
): Promise<Fault | undefined> {
  try {
    const { IsLogging } = await trails.send(new GetTrailStatusCommand({ Name }));
    if (IsLogging !== true) return { saw: 'is stopped' };
    const { EventSelectors = [], AdvancedEventSelectors = [] } = await trails.send(
      new GetEventSelectorsCommand({ TrailName: Name }),
    );
    if (EventSelectors.length + AdvancedEventSelectors.length === 0) return undefined;
    const plain = EventSelectors.some(
      ({ IncludeManagementEvents, ReadWriteType }) =>
        IncludeManagementEvents !== false && ReadWriteType !== 'ReadOnly',
    );
    const advanced = AdvancedEventSelectors.some(
      ({ FieldSelectors = [] }) =>
        FieldSelectors.some(
          ({ Field, Equals }) => Field === 'eventCategory' && Equals?.includes('Management'),
        ) &&
        !FieldSelectors.some(({ Field, Equals }) => Field === 'readOnly' && Equals?.includes('true')) &&
        FieldSelectors.every(tellsOfWorkspaces),
    );
    return plain || advanced ? undefined : { saw: 'logs no management events that write' };
  } catch (error) {
    if (IsOrganizationTrail !== true) throw error;
    return { saw: 'is the organisation’s, and tells this account nothing of itself', elsewhere: true };
  }
}
