/** States of a desktop. Source: botocore service model `workspaces` 2015-04-08, shape `WorkspaceState`. */
export const desktopStates = [
  'PENDING',
  'AVAILABLE',
  'IMPAIRED',
  'UNHEALTHY',
  'REBOOTING',
  'STARTING',
  'REBUILDING',
  'RESTORING',
  'MAINTENANCE',
  'ADMIN_MAINTENANCE',
  'TERMINATING',
  'TERMINATED',
  'SUSPENDED',
  'UPDATING',
  'STOPPING',
  'STOPPED',
  'ERROR',
] as const;
export type DesktopState = (typeof desktopStates)[number];

export type RunningMode = 'AUTO_STOP' | 'ALWAYS_ON' | 'MANUAL';

/** What an administrator can ask of a desktop that stands. */
export type Change = 'rebuild' | 'reboot' | 'start' | 'stop' | 'terminate';

/** What is asked of one desktop by a call of its own, which is refused as a whole. */
export type WholeCall = 'restore' | 'migrate';

/** Restore: the service model's text. Migrate: choice, as for every other modification. */
const wholeCallFrom: Readonly<Record<WholeCall, ReadonlySet<DesktopState>>> = {
  restore: new Set(['AVAILABLE', 'ERROR', 'UNHEALTHY', 'STOPPED']),
  migrate: new Set(['AVAILABLE', 'STOPPED']),
};
export const isAllowedFrom = (call: WholeCall, state: DesktopState): boolean =>
  wholeCallFrom[call].has(state);

/** The service model's text of each operation names these states. */
const allowedFrom: Readonly<Record<Exclude<Change, 'terminate'>, ReadonlySet<DesktopState>>> = {
  rebuild: new Set(['AVAILABLE', 'ERROR', 'UNHEALTHY', 'STOPPED', 'REBOOTING']),
  reboot: new Set(['AVAILABLE', 'UNHEALTHY', 'REBOOTING']),
  start: new Set(['STOPPED']),
  stop: new Set(['AVAILABLE', 'IMPAIRED', 'UNHEALTHY', 'ERROR']),
};

/** Why one item of a call is refused, as `ErrorCode` and `ErrorMessage` of `FailedRequests`. */
export type Refusal = { code: string; message: string };

/** What of a desktop decides whether a change is allowed. */
export type Standing = {
  state: DesktopState;
  runningMode: RunningMode;
  hasUserSnapshot: boolean;
  /** false when the directory no longer knows the user by this name. */
  userIsKnown: boolean;
  /** A volume or the compute type is being changed: it can't be restarted or rebuilt then (AG, self-service). */
  isBeingModified?: boolean;
};

/**
 * Whether AWS would do `change` to a desktop as it stands; `undefined` means yes.
 *
 * The states come from the service model. Which code AWS writes into `FailedRequests` for a wrong state or a
 * missing snapshot, or during a modification, is not documented; these codes are a modelling choice and no client
 * should branch on them. `InvalidUserConfiguration.Workspace` is in the Administration Guide ("Rebuild a WorkSpace").
 */
export function refusalOf(change: Change, desktop: Standing): Refusal | undefined {
  if (change === 'terminate') {
    // TERMINATING and TERMINATED: asking again is allowed ("any state except SUSPENDED") and changes nothing.
    return desktop.state === 'SUSPENDED' ? wrongState(change, desktop.state) : undefined;
  }
  if (!allowedFrom[change].has(desktop.state)) return wrongState(change, desktop.state);
  if (desktop.isBeingModified === true && (change === 'rebuild' || change === 'reboot')) {
    return {
      code: 'OperationInProgress.Workspace',
      message:
        'The properties of this WorkSpace are currently under modification. Please try again in a moment.',
    };
  }
  if ((change === 'start' || change === 'stop') && desktop.runningMode === 'ALWAYS_ON') {
    return {
      code: 'InvalidRunningMode.Workspace',
      message: 'The WorkSpace must have the running mode AUTO_STOP or MANUAL.',
    };
  }
  if (change !== 'rebuild') return undefined;
  if (!desktop.userIsKnown) {
    return {
      code: 'InvalidUserConfiguration.Workspace',
      message: 'The user was either not found or is misconfigured.',
    };
  }
  if (!desktop.hasUserSnapshot) {
    return {
      code: 'ResourceNotFound.Snapshot',
      message: 'There is no snapshot of the user volume to rebuild the WorkSpace from.',
    };
  }
  return undefined;
}

const wrongState = (change: Change, state: DesktopState): Refusal => ({
  code: 'InvalidState.Workspace',
  message: `The WorkSpace is in the state ${state}, from which ${change} is not allowed.`,
});

/** States in which a user's session can go on; any other closes it. */
export const sessionLivesIn: ReadonlySet<DesktopState> = new Set(['AVAILABLE', 'IMPAIRED', 'UNHEALTHY']);

/** States in which AWS takes no snapshots for a restore: those are taken "when the WorkSpace was healthy" (AG, restore). */
export const ails: ReadonlySet<DesktopState> = new Set(['IMPAIRED', 'UNHEALTHY', 'ERROR']);

/** States in which the connection state reads UNKNOWN: the service model says so of a stopped desktop; of the others it follows that nobody can look. */
export const runsIn: ReadonlySet<DesktopState> = new Set([
  'AVAILABLE',
  'IMPAIRED',
  'UNHEALTHY',
  'MAINTENANCE',
  'ADMIN_MAINTENANCE',
]);
