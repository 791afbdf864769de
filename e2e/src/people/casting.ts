import type { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { CreateWorkspacesCommand, type WorkspaceRequest } from '@aws-sdk/client-workspaces';

/** Items of one CreateWorkspaces call (botocore model of `workspaces` 2015-04-08, `WorkspaceRequestList`). */
const perCall = 25;
/** Orders that come within this time share a call: the account may make two a second. ms. */
const gatherMs = 150;

type Order = {
  request: WorkspaceRequest;
  resolve: (workspaceId: string) => void;
  reject: (error: unknown) => void;
};

/** Orders desktops as an administrator would, many users a call. Resolves to the id of a desktop that is still PENDING. */
export function desktopOrders(workspaces: WorkSpacesClient): (request: WorkspaceRequest) => Promise<string> {
  let waiting: Order[] = [];
  const send = async (orders: readonly Order[]): Promise<void> => {
    const answer = await workspaces.send(
      new CreateWorkspacesCommand({ Workspaces: orders.map(({ request }) => request) }),
    );
    for (const { request, resolve, reject } of orders) {
      const made = answer.PendingRequests?.find(({ UserName }) => UserName === request.UserName);
      if (made?.WorkspaceId !== undefined) resolve(made.WorkspaceId);
      else reject(new Error(`No desktop for ${request.UserName}: ${JSON.stringify(answer.FailedRequests)}`));
    }
  };
  const flush = (): void => {
    const orders = waiting;
    waiting = [];
    for (let start = 0; start < orders.length; start += perCall) {
      const group = orders.slice(start, start + perCall);
      send(group).catch((error: unknown) => {
        for (const { reject } of group) reject(error);
      });
    }
  };
  return (request) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(flush, gatherMs);
      waiting.push({ request, resolve, reject });
    });
}
