import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Policy } from '@cleandesk/policies';
import type { WorkspacesReader } from '@cleandesk/workspaces';
import { cloudwatchAlarms } from '../src/adapters/cloudwatch-alarms.ts';
import { workspacesFleet } from '../src/adapters/workspaces-fleet.ts';
import type { StandingAlarm } from '../src/domain/alarm.ts';
import { managed, sourcesOf, type Tags } from '../src/domain/managed.ts';

/** Desktops as the policies see them, and the alarms that stand. */
export type Watching = {
  managed: { workspaceId: string; userName: string; policies: readonly string[] }[];
  /** Managed, and nobody would hear that their user left. */
  unwatched: readonly string[];
  /** Their alarm measures something else than a disconnect, or in another interval. */
  unsound: readonly string[];
  /** Made by Cleandesk for a desktop that no policy manages. */
  needless: readonly string[];
};

/** Looks at the fleet as alarm-manager's reconcile run does, and changes nothing. */
export async function watchingOf(account: {
  reader: WorkspacesReader;
  alarms: CloudWatchClient;
  policies: readonly Policy[];
  periodSeconds: number;
  progress?: (desktops: number) => void;
}): Promise<Watching> {
  const found = await managedIn(account);
  const standing = await standingIn(account.alarms);
  const ids = new Set(found.map(({ workspaceId }) => workspaceId));
  return {
    managed: found,
    unwatched: [...ids].filter((id) => !standing.has(id)),
    unsound: [...standing.values()]
      .filter(({ workspaceId }) => ids.has(workspaceId))
      .filter(({ sound, periodSeconds }) => !sound || periodSeconds !== account.periodSeconds)
      .map(({ workspaceId }) => workspaceId),
    needless: [...standing.values()]
      .filter(({ workspaceId, ours }) => ours && !ids.has(workspaceId))
      .map(({ workspaceId }) => workspaceId),
  };
}

type Account = Parameters<typeof watchingOf>[0];

async function managedIn({ reader, policies, progress }: Account): Promise<Watching['managed']> {
  // Whoever asks reads what is odd in the functions' logs.
  const journal = { info: () => undefined, warn: () => undefined };
  const fleet = workspacesFleet({ reader, journal });
  const found = new Map<string, Watching['managed'][number]>();
  for (const source of sourcesOf(policies)) {
    let token: string | undefined;
    do {
      const page = await fleet.list(source, token);
      const known = await tagsOf(page.items, (ids) => fleet.tagsOf(ids));
      for (const { desktop } of page.items) {
        const tags = known.get(desktop.workspaceId) ?? {};
        const names = policies.flatMap((policy) => managed([policy], desktop, tags)?.policy.name ?? []);
        const { workspaceId, userName } = desktop;
        if (names.length > 0) found.set(workspaceId, { workspaceId, userName, policies: names });
      }
      progress?.(found.size);
      token = page.next;
    } while (token !== undefined);
  }
  return [...found.values()];
}

/** All of a page at once: where one listing knows them and another does not, they are asked for. */
async function tagsOf(
  items: readonly { desktop: { workspaceId: string }; tags?: Tags }[],
  ask: (ids: readonly string[]) => Promise<Map<string, Tags>>,
): Promise<Map<string, Tags>> {
  const known = new Map(
    items.flatMap(({ desktop, tags }) => (tags === undefined ? [] : [[desktop.workspaceId, tags] as const])),
  );
  const unknown = items.map(({ desktop }) => desktop.workspaceId).filter((id) => !known.has(id));
  return unknown.length === 0 ? known : new Map([...known, ...(await ask(unknown))]);
}

async function standingIn(client: CloudWatchClient): Promise<Map<string, StandingAlarm>> {
  const alarms = cloudwatchAlarms({ client, turn: () => Promise.resolve() });
  const standing = new Map<string, StandingAlarm>();
  let token: string | undefined;
  do {
    const page = await alarms.list(token);
    for (const alarm of page.items) standing.set(alarm.workspaceId, alarm);
    token = page.next;
  } while (token !== undefined);
  return standing;
}
