import { DescribeWorkspacesCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';

const client = new WorkSpacesClient({});

/** The smallest handler that reads WorkSpaces: what every function is measured against. */
export const handler = async (event: { ids: string[] }): Promise<number> => {
  const found = await client.send(new DescribeWorkspacesCommand({ WorkspaceIds: event.ids }));
  return found.Workspaces?.length ?? 0;
};
