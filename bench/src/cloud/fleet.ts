import { DesktopCloud, defaultSeed, VirtualClock } from '@cleandesk/desktop-cloud';

export const directoryId = 'd-9067000001';
export const bundleId = 'wsb-standard1';
export const hour = 3_600_000;
export const account = { accountId: '000000000000', region: 'us-east-1' };

/** A fleet of AutoStop desktops in virtual time, all of them standing. */
export async function standingFleet(desktops: number, stateDirectory?: string) {
  const clock = new VirtualClock();
  const cloud = new DesktopCloud({
    clock,
    seed: defaultSeed(desktops),
    settings: { throttle: { enabled: false } },
    ...(stateDirectory === undefined ? {} : { stateDirectory }),
  });
  const api = cloud.apis.get('WorkspacesService');
  if (api === undefined) throw new Error('WorkSpaces is not there');
  const { userNames } = cloud.seed;
  for (let from = 0; from < desktops; from += 25) {
    const Workspaces = userNames.slice(from, from + 25).map((UserName) => ({
      DirectoryId: directoryId,
      UserName,
      BundleId: bundleId,
      WorkspaceProperties: { RunningMode: 'AUTO_STOP' },
      Tags: [{ Key: 'Team', Value: 'blue' }],
    }));
    await cloud.call(api, 'CreateWorkspaces', () => ({ Workspaces }));
  }
  clock.advance(hour);
  return { clock, cloud };
}

export const since = (begun: number): number => Math.round(performance.now() - begun) / 1000;
export const megabytes = (): number => Math.round(process.memoryUsage().rss / 1e6);
