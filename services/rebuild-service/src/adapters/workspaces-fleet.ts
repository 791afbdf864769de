import type { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { firstMatch, type Policy } from '@cleandesk/policies';
import type { Desktop, Pace, Tags, WorkspacesReader } from '@cleandesk/workspaces';
import type { Look, SeenDesktop } from '../domain/signals.ts';
import type { Clock, Fleet, Journal } from '../ports.ts';
import { attemptOf } from './attempt-tag.ts';
import { examiner } from './creatable.ts';
import type { KeyStates } from './kms-keys.ts';
import { rebuildSnapshots } from './rebuild-snapshots.ts';
import { recentDesktops } from './recent-desktops.ts';
import { workspacesCalls } from './workspaces-calls.ts';

/** Ids of one call, and so of one look (botocore model of `workspaces`, `WorkspaceIdList`). */
const perLook = 25;

export type WorkspacesFleetOptions = {
  /** Built with `maxAttempts: 1`: a destructive call is never repeated by the SDK, and every call has its turn. */
  client: WorkSpacesClient;
  /** On the same client and pace, with rank `first`. */
  reader: WorkspacesReader;
  pace: Pace;
  keys: KeyStates;
  policies: readonly Policy[];
  clock: Clock;
  journal: Pick<Journal, 'info'>;
  wait?: (ms: number) => Promise<void>;
};

/** The desktops themselves, as Amazon WorkSpaces has them. */
export function workspacesFleet(options: WorkspacesFleetOptions): Fleet {
  const { reader, policies, clock } = options;
  const desktops = recentDesktops({ read: (ids) => reader.desktops(ids), clock });
  const byTag = policies.some(({ match }) => match.tags !== undefined);

  /** `at` is the time before the first read, so that nothing in it is older than it says. */
  async function lookAt(ids: readonly string[]): Promise<Look[]> {
    const at = clock.now();
    const [found, connections, tags] = await Promise.all([
      desktops.look(ids),
      reader.connections(ids),
      byTag ? reader.tagsOf(ids) : new Map<string, Tags>(),
    ]);
    return ids.map((id): Look => {
      const desktop = found.get(id);
      if (desktop === undefined) return { at, extent: 'full', desktop: 'missing' };
      const connection = connections.get(id);
      return {
        at,
        extent: 'full',
        desktop: seen(desktop),
        ...(connection === undefined ? {} : { connection }),
        ...matching(desktop, tags.get(id) ?? {}),
      };
    });
  }

  async function observe(ids: readonly string[]): Promise<Look[]> {
    const at = clock.now();
    const found = await reader.desktops(ids);
    return ids.map((id): Look => {
      const desktop = found.get(id);
      return { at, extent: 'state', desktop: desktop === undefined ? 'missing' : seen(desktop) };
    });
  }

  const matching = (desktop: Desktop, tags: Tags): { policy?: Policy } => {
    const policy = firstMatch(policies, { ...desktop, tags });
    return policy === undefined ? {} : { policy };
  };

  return {
    ...workspacesCalls(options),
    examine: examiner({ ...options, desktop: (id) => desktops.recall(id) }),
    snapshotOf: rebuildSnapshots(options),
    look: (ids) => inLooks(ids, lookAt),
    observe: (ids) => inLooks(ids, observe),

    async findOfUser({ directoryId, userName }) {
      const at = clock.now();
      const desktop = await reader.desktopOfUser(directoryId, userName);
      if (desktop === undefined) return { at };
      // One that goes away is nobody's to adopt, and its tags may be gone already.
      if (desktop.state === 'TERMINATING' || desktop.state === 'TERMINATED')
        return { at, desktop: seen(desktop) };
      // The index of tags follows by seconds to minutes, and this desktop may be seconds old.
      const tags = await reader.exactTags(desktop.workspaceId);
      const attemptTag = attemptOf(tags);
      return {
        at,
        desktop: seen(desktop),
        ...(attemptTag === undefined ? {} : { attemptTag }),
        ...matching(desktop, tags),
      };
    },
  };
}

/** Each call's worth is a look of its own: with hundreds of desktops the first answers are old when the last come. */
async function inLooks(
  ids: readonly string[],
  look: (ids: readonly string[]) => Promise<Look[]>,
): Promise<Map<string, Look>> {
  const unique = [...new Set(ids)];
  const looks = new Map<string, Look>();
  for (let start = 0; start < unique.length; start += perLook) {
    const chunk = unique.slice(start, start + perLook);
    const seenNow = await look(chunk);
    for (const [index, one] of seenNow.entries()) looks.set(chunk[index] ?? '', one);
  }
  return looks;
}

const seen = (desktop: Desktop): SeenDesktop => ({
  workspaceId: desktop.workspaceId,
  directoryId: desktop.directoryId,
  userName: desktop.userName,
  bundleId: desktop.bundleId,
  state: desktop.state,
  ...(desktop.computerName === undefined ? {} : { computerName: desktop.computerName }),
  ...(desktop.ipAddress === undefined ? {} : { ipAddress: desktop.ipAddress }),
});
