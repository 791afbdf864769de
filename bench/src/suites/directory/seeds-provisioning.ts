import { AwsFault } from '@cleandesk/desktop-cloud';
import type { GroupScene, Provisioner } from '../../../../simulation/src/scenarios/group.ts';
import { directoryId } from '../../../../simulation/src/town/place.ts';

const second = 1000;
/** As its text has them: the rule's rate, the function's time-out, and what one run makes or terminates at most. */
const everyMs = 300 * second;
const timeoutMs = 300 * second;
const mostOfARun = 24;
/** boto3's legacy mode: five attempts, with up to 1, 2, 4 and 8 s between them. */
const attempts = 5;

type Listed = { WorkspaceId: string; UserName: string; State: string };

/**
 * The seed's function, call by call, on the same account: the members that LDAP gave it, the directory's desktops page by page,
 * then the tags of each whose user is no member, then one terminate and one create. Its text lost the line in which
 * further pages count; here they do.
 */
export function seeds({ world, directory, names }: GroupScene): Provisioner {
  const { time, chance, cloud } = world;
  const [group] = directory.groups;
  if (group === undefined) throw new Error('There is no group');
  const api = cloud.apis.get('WorkspacesService');
  if (api === undefined) throw new Error('There are no WorkSpaces');
  let runs = 0;

  const call = async (operation: string, input: object): Promise<Map<string, unknown>> => {
    for (let attempt = 0; ; attempt += 1) {
      await time.wait(chance.between(50, 200));
      try {
        const output = await cloud.call(api, operation, () => input, { caller: 'seed' });
        return new Map(typeof output === 'object' && output !== null ? Object.entries(output) : []);
      } catch (error) {
        const isThrottled = error instanceof AwsFault && error.code === 'ThrottlingException';
        if (!isThrottled || attempt + 1 >= attempts) throw error;
        await time.wait(chance.next() * 2 ** attempt * second);
      }
    }
  };

  const run = async (): Promise<void> => {
    const endsAt = time.now() + timeoutMs;
    const mustLive = () => {
      if (time.now() > endsAt) throw new TimedOut();
    };
    const members = names.filter((name) => directory.shallHave(name, group.name));
    const current = new Map<string, string>();
    for (let token: unknown, first = true; first || token !== undefined; first = false) {
      const page = await call('DescribeWorkspaces', {
        DirectoryId: directoryId,
        ...(token === undefined ? {} : { NextToken: token }),
      });
      mustLive();
      for (const { UserName, WorkspaceId, State } of listIn<Listed>(page, 'Workspaces'))
        if (State !== 'TERMINATING') current.set(UserName, WorkspaceId);
      token = page.get('NextToken');
    }
    const missing = members.filter((name) => !current.has(name)).slice(0, mostOfARun);
    const isMember = new Set(members);
    const leaving: string[] = [];
    for (const [name, WorkspaceId] of current) {
      if (isMember.has(name)) continue;
      const tags = listIn<{ Key: string }>(
        await call('DescribeTags', { ResourceId: WorkspaceId }),
        'TagList',
      );
      mustLive();
      if (tags.some(({ Key }) => Key === 'DirectoryGroup') && leaving.length < mostOfARun)
        leaving.push(WorkspaceId);
    }
    if (leaving.length > 0)
      await call('TerminateWorkspaces', {
        TerminateWorkspaceRequests: leaving.map((WorkspaceId) => ({ WorkspaceId })),
      });
    mustLive();
    if (missing.length > 0)
      await call('CreateWorkspaces', { Workspaces: missing.map((name) => wanted(name, group.name)) });
    if (missing.length + leaving.length > 0) runs += 1;
  };

  const again = (): void => {
    // A run that fails is one that did nothing: the next one comes.
    run().catch((error: unknown) => {
      if (!(error instanceof AwsFault || error instanceof TimedOut)) throw error;
      world.tally.count(error.name === 'TimedOut' ? 'run out of time' : 'run failed');
    });
    time.after(everyMs, again);
  };
  return { start: async () => again(), runs: () => runs };
}

/** Lambda ends it. */
class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

const wanted = (UserName: string, group: string) => ({
  DirectoryId: directoryId,
  UserName,
  BundleId: 'wsb-standard1',
  UserVolumeEncryptionEnabled: false,
  RootVolumeEncryptionEnabled: false,
  WorkspaceProperties: { RunningMode: 'AUTO_STOP', RunningModeAutoStopTimeoutInMinutes: 60 },
  Tags: [
    { Key: 'Automation', Value: 'Managed' },
    { Key: 'DirectoryGroup', Value: group },
  ],
});

function listIn<T>(output: ReadonlyMap<string, unknown>, name: string): readonly T[] {
  const list = output.get(name);
  return Array.isArray(list) ? list : [];
}
