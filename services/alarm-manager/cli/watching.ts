import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { shardAlarmNamePrefix } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import type { WorkspacesReader } from '@cleandesk/workspaces';
import { cloudwatchAlarms } from '../src/adapters/cloudwatch-alarms.ts';
import { cloudwatchShards } from '../src/adapters/cloudwatch-shards.ts';
import { workspacesFleet } from '../src/adapters/workspaces-fleet.ts';
import { relianceOf } from '../src/app/shards.ts';
import { shardsOf } from '../src/config.ts';
import { type Looking, lookedAt, type Watching } from './looking.ts';

/**
 * Looks at the fleet as alarm-manager's reconcile run does, and changes nothing.
 * @param account `fleet` is that function's variable FLEET, and `topicArn` its ALARM_TOPIC_ARN
 * @throws {BadEnvironment} where nobody can read which shards there are
 */
export async function watchingOf({
  reader,
  alarms: client,
  fleet,
  topicArn,
  ...account
}: Pick<Looking, 'policies' | 'periodSeconds' | 'progress'> & {
  reader: WorkspacesReader;
  alarms: CloudWatchClient;
  policies: readonly Policy[];
  fleet: string | undefined;
  topicArn: string | undefined;
}): Promise<Watching> {
  const { deployment, ...sharding } = shardsOf({ FLEET: fleet });
  const turn = () => Promise.resolve();
  let unreadable = 0;
  const journal = {
    info: () => undefined,
    // What the service writes into its log: so many that AWS did not describe enough.
    warn: (_message: string, fields: Record<string, unknown> = {}) => {
      unreadable += Number(fields.desktops ?? 1);
    },
  };
  const watching = await lookedAt({
    ...account,
    fleet: workspacesFleet({ reader, journal }),
    alarms: cloudwatchAlarms({ client, turn }),
    sharding,
    reliance: () =>
      relianceOf({
        sharding,
        shards: cloudwatchShards({ client, turn, prefix: `${shardAlarmNamePrefix}${deployment}_` }),
        rules: {
          periodSeconds: account.periodSeconds,
          tags: {},
          ...(topicArn === undefined ? {} : { topicArn }),
        },
        clock: { now: () => Date.now() },
      }),
    beingMade: async (ids) => {
      const seen = await reader.desktops(ids);
      return new Set(ids.filter((id) => isPending(seen.get(id))));
    },
  });
  return { ...watching, unreadable };
}

const isPending = (seen: object | undefined): boolean =>
  seen !== undefined && 'state' in seen && seen.state === 'PENDING';
