import { CreateWorkspacesCommand, type WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { seededUserNames } from '@cleandesk/desktop-cloud';

/** Makes a desktop for each of the first users, 25 in a call, and waits until a reader would see them all. */
export async function createAll(
  client: WorkSpacesClient,
  of: { directoryId: string; bundleId: string },
  desktops: number,
): Promise<string[]> {
  const ids: string[] = [];
  const users = seededUserNames(desktops);
  for (let from = 0; from < desktops; from += 25) {
    const { PendingRequests = [] } = await client.send(
      new CreateWorkspacesCommand({
        Workspaces: users.slice(from, from + 25).map((UserName) => ({
          DirectoryId: of.directoryId,
          UserName,
          BundleId: of.bundleId,
        })),
      }),
    );
    ids.push(
      ...PendingRequests.flatMap(({ WorkspaceId }) => (WorkspaceId === undefined ? [] : [WorkspaceId])),
    );
  }
  if (ids.length !== desktops) throw new Error(`${ids.length} of ${desktops} desktops were made`);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return ids;
}
