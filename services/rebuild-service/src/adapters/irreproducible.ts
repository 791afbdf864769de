import type { Desktop } from '@cleandesk/workspaces';

/**
 * States in which what AWS tells of a desktop's properties lasts. In PENDING it "can be incomplete" (botocore model of
 * `workspaces`, CreateWorkspacesResult), UPDATING and RESTORING change it, and the others are somebody's work on it.
 */
const lasting = new Set([
  'AVAILABLE',
  'ERROR',
  'IMPAIRED',
  'REBOOTING',
  'STARTING',
  'STOPPED',
  'STOPPING',
  'UNHEALTHY',
]);

/** Why what was described is no spec yet: it is about to change. Later it will be. */
export function changesNow({ workspaceId, state, modifications = [] }: Desktop): string | undefined {
  if (!lasting.has(state)) {
    return `not now: ${workspaceId} is ${state}, and what AWS tells of it may change`;
  }
  // A change that failed is none: the properties are as they were.
  const underWay = modifications.filter((one) => one.state !== 'UPDATE_FAILED');
  if (underWay.length === 0) return undefined;
  return `not now: AWS is changing ${underWay.map(({ resource }) => resource).join(' and ')} of ${workspaceId}`;
}

/**
 * What this desktop has and a create of ours does not bring back. Somebody set it up, by other calls or in another
 * Region, and after a terminate nobody could tell what it was. Every member of `Workspace` is accounted for in
 * docs/decisions/0022 and in test/adapters/every-member.test.ts.
 */
export function irreproducible(desktop: Desktop): string | undefined {
  const found = [
    ...(desktop.workspaceName ? [`it is user-decoupled, by the name ${desktop.workspaceName}`] : []),
    ...(desktop.standbys ?? []).map((id) => `it has a standby WorkSpace, ${id}`),
    ...(desktop.related ?? []).map((related) => `it is tied to ${related}`),
    ...(isSet(desktop.dataReplication) && desktop.dataReplication !== 'NO_REPLICATION'
      ? [`its data are replicated (${desktop.dataReplication})`]
      : []),
    ...Object.entries(desktop.globalAccelerator ?? {}).flatMap(([setting, value]) =>
      isSet(value) ? [`it has a setting of its own for Global Accelerator, ${setting} ${value}`] : [],
    ),
    ...Object.entries(desktop.beyondTheModel ?? {}).flatMap(([path, value]) =>
      isSetting(path, value) ? [`it has a setting that this version does not know, ${path}`] : [],
    ),
  ];
  if (found.length === 0) return undefined;
  return `a new desktop would not be as ${desktop.workspaceId} is: ${found.join('; ')}`;
}

/** What is not among the properties can be a description, too: a text or a number there is not taken for a setting. */
const isSetting = (path: string, value: unknown): boolean =>
  isSet(value) && (path.startsWith('WorkspaceProperties.') || !['string', 'number'].includes(typeof value));

/** Whether it says anything else than what a new desktop has anyway. `INHERITED`: as its directory has it. */
function isSet(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isSet);
  return ![undefined, null, false, '', 'INHERITED'].some((nothing) => nothing === value);
}
