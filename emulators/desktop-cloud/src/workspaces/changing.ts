import { type Change, type Refusal, refusalOf } from '../domain/workspaces/states.ts';
import type { Desktop } from './desktop.ts';
import { knowsUser } from './directory.ts';
import type { Fleet } from './fleet.ts';
import type { Lifecycle } from './lifecycle.ts';

/** Rebuild, reboot, start, stop and terminate: each id stands for itself; what can't be done is in FailedRequests. */
export function change(
  fleet: Fleet,
  lifecycle: Lifecycle,
  kind: Change,
  operation: string,
  requests: readonly { WorkspaceId?: string | undefined }[],
) {
  const FailedRequests = [];
  for (const { WorkspaceId } of requests) {
    const refusal = changeOne(fleet, lifecycle, kind, operation, WorkspaceId);
    if (refusal !== undefined) {
      FailedRequests.push({ WorkspaceId, ErrorCode: refusal.code, ErrorMessage: refusal.message });
    }
  }
  return { FailedRequests };
}

function changeOne(
  fleet: Fleet,
  lifecycle: Lifecycle,
  kind: Change,
  operation: string,
  id: string | undefined,
): Refusal | undefined {
  const item = { workspaceId: id };
  const refused = fleet.world.faultOfItem('failedRequest', operation, item);
  if (refused !== undefined) return refused;
  const desktop = id === undefined ? undefined : fleet.get(id);
  if (desktop === undefined) {
    return { code: 'ResourceNotFound.Workspace', message: `WorkSpace ${id ?? ''} could not be found.` };
  }
  const refusal = refusalOf(kind, standing(fleet, desktop));
  if (refusal !== undefined) return refusal;
  switch (kind) {
    case 'rebuild':
      lifecycle.rebuild(desktop, fleet.world.faultOfItem('endsInError', operation, item));
      break;
    case 'reboot':
      lifecycle.reboot(desktop);
      break;
    case 'start':
      lifecycle.start(desktop);
      break;
    case 'stop':
      lifecycle.stop(desktop);
      break;
    case 'terminate':
      lifecycle.terminate(desktop);
      break;
    default:
      kind satisfies never;
  }
  return undefined;
}

function standing(fleet: Fleet, desktop: Desktop) {
  const directory = fleet.directories.get(desktop.directoryId);
  return {
    state: desktop.state,
    runningMode: desktop.properties.RunningMode,
    hasUserSnapshot: desktop.snapshots.length > 0,
    userIsKnown: directory !== undefined && knowsUser(directory, desktop.userName),
  };
}
