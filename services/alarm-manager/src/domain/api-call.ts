import type { DetailOf, workspacesApiCall } from '@cleandesk/contracts';

export type ApiCall = DetailOf<typeof workspacesApiCall>;

/** What a call of somebody's did: the desktops of its items that AWS took. */
export type Done = { made: string[]; ended: string[]; rebuilt: string[] };

/**
 * All items count, not only the first one, and failed items don't. A call that was refused as a whole did nothing.
 * CloudTrail names made desktops in the answer, ended and rebuilt ones only in the request.
 */
export function doneBy(call: ApiCall): Done {
  const nothing: Done = { made: [], ended: [], rebuilt: [] };
  if (call.errorCode !== undefined) return nothing;
  switch (call.eventName) {
    case 'CreateWorkspaces':
      return { ...nothing, made: idsOf(call.responseElements?.pendingRequests) };
    case 'TerminateWorkspaces':
      return {
        ...nothing,
        ended: taken(call.requestParameters?.terminateWorkspaceRequests ?? [], call.responseElements),
      };
    case 'RebuildWorkspaces':
      return {
        ...nothing,
        rebuilt: taken(call.requestParameters?.rebuildWorkspaceRequests ?? [], call.responseElements),
      };
  }
  return call satisfies never;
}

type Item = { workspaceId?: string | undefined };

function taken(
  asked: readonly Item[],
  answer: { failedRequests: readonly Item[] } | null | undefined,
): string[] {
  const failed = new Set(answer?.failedRequests.map(({ workspaceId }) => workspaceId));
  return idsOf(asked).filter((workspaceId) => !failed.has(workspaceId));
}

const idsOf = (items: readonly Item[] = []): string[] => [
  ...new Set(items.flatMap(({ workspaceId }) => (workspaceId === undefined ? [] : [workspaceId]))),
];
