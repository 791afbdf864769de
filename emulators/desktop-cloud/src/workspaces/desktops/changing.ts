import { type Change, type Refusal, refusalOf } from '../../domain/workspaces/states.ts';
import type { Branch } from '../branch.ts';
import { personKey, userDecoupled } from '../directories/directory.ts';
import type { Handlers } from '../handlers.ts';
import { asItem, type Desktop, isUnderModification } from './desktop.ts';
import { fateOf } from './fate.ts';
import { unavailable } from './refused-items.ts';

/** Rebuild, reboot, start, stop and terminate: each id stands for itself; what can't be done is in FailedRequests. */
export const changing: Handlers = {
  RebuildWorkspaces: (branch, { RebuildWorkspaceRequests: requests }) =>
    change(branch, 'rebuild', 'RebuildWorkspaces', requests),
  RebootWorkspaces: (branch, { RebootWorkspaceRequests: requests }) =>
    change(branch, 'reboot', 'RebootWorkspaces', requests),
  StartWorkspaces: (branch, { StartWorkspaceRequests: requests }) =>
    change(branch, 'start', 'StartWorkspaces', requests),
  StopWorkspaces: (branch, { StopWorkspaceRequests: requests }) =>
    change(branch, 'stop', 'StopWorkspaces', requests),
  TerminateWorkspaces: (branch, { TerminateWorkspaceRequests: requests }) =>
    change(branch, 'terminate', 'TerminateWorkspaces', requests),
};

function change(
  branch: Branch,
  kind: Change,
  operation: string,
  requests: readonly { WorkspaceId?: string | undefined }[],
) {
  const FailedRequests = [];
  for (const { WorkspaceId } of requests) {
    const refusal = changeOne(branch, kind, operation, WorkspaceId);
    if (refusal !== undefined) {
      FailedRequests.push({ WorkspaceId, ErrorCode: refusal.code, ErrorMessage: refusal.message });
    }
  }
  return { FailedRequests };
}

function changeOne(
  branch: Branch,
  kind: Change,
  operation: string,
  id: string | undefined,
): Refusal | undefined {
  const { world, fleet, lifecycle } = branch;
  const desktop = id === undefined ? undefined : fleet.get(id);
  const item = desktop === undefined ? { workspaceId: id } : asItem(desktop);
  const refused = world.faultOfItem('failedRequest', operation, item) ?? unavailable(branch, operation, item);
  if (refused !== undefined) return refused;
  if (desktop === undefined) {
    return { code: 'ResourceNotFound.Workspace', message: `WorkSpace ${id ?? ''} could not be found.` };
  }
  const refusal = refusalOf(kind, standing(branch, desktop));
  if (refusal !== undefined) return refusal;
  const fate = fateOf(branch, operation, item);
  switch (kind) {
    case 'rebuild':
      lifecycle.rebuild(desktop, fate);
      break;
    case 'reboot':
      lifecycle.reboot(desktop, fate);
      break;
    case 'start':
      lifecycle.start(desktop, fate);
      break;
    case 'stop':
      lifecycle.stop(desktop, fate);
      break;
    case 'terminate':
      lifecycle.terminate(desktop, fate);
      break;
    default:
      kind satisfies never;
  }
  return undefined;
}

function standing({ people }: Branch, desktop: Desktop) {
  return {
    state: desktop.state,
    runningMode: desktop.properties.RunningMode,
    hasUserSnapshot: desktop.snapshots.length > 0,
    isBeingModified: isUnderModification(desktop),
    userIsKnown:
      desktop.userName === userDecoupled || people.has(personKey(desktop.directoryId, desktop.userName)),
  };
}
