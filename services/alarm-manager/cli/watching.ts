import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Policy } from '@cleandesk/policies';
import type { WorkspacesReader } from '@cleandesk/workspaces';
import { cloudwatchAlarms } from '../src/adapters/cloudwatch-alarms.ts';
import { workspacesFleet } from '../src/adapters/workspaces-fleet.ts';
import { type Looking, lookedAt, type Watching } from './looking.ts';

/** Looks at the fleet as alarm-manager's reconcile run does, and changes nothing. */
export async function watchingOf({
  reader,
  alarms,
  ...account
}: Pick<Looking, 'policies' | 'periodSeconds' | 'progress'> & {
  reader: WorkspacesReader;
  alarms: CloudWatchClient;
  policies: readonly Policy[];
}): Promise<Watching> {
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
    alarms: cloudwatchAlarms({ client: alarms, turn: () => Promise.resolve() }),
    beingMade: async (ids) => {
      const seen = await reader.desktops(ids);
      return new Set(ids.filter((id) => isPending(seen.get(id))));
    },
  });
  return { ...watching, unreadable };
}

const isPending = (seen: object | undefined): boolean =>
  seen !== undefined && 'state' in seen && seen.state === 'PENDING';
