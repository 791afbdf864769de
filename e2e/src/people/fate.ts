import { resetCompletedV1, workspacesApiCall } from '@cleandesk/contracts';
import type { DesktopState } from '../stack/cloud-state.ts';
import type { Stage } from '../stack/stage.ts';
import { callsAbout, type Subject } from './evidence.ts';

/** What became of a user's desktop, by the desktop cloud's own books and what was said on the bus. */
export type Fate =
  | { kind: 'untouched' }
  | { kind: 'rebuilt'; times: number }
  | { kind: 'recreated'; times: number }
  | { kind: 'gone' }
  /** Nothing that should ever be seen. */
  | { kind: 'broken'; why: string };

/** Calls that change a desktop. */
const changing = new Set([
  'CreateWorkspaces',
  'RebuildWorkspaces',
  'RebootWorkspaces',
  'TerminateWorkspaces',
  'StartWorkspaces',
  'StopWorkspaces',
]);

/** `before`: the desktop that the user had at first. */
export async function fateOf(
  stage: Stage,
  subject: Subject,
  before: DesktopState,
  by: (caller: string) => boolean,
): Promise<Fate> {
  const state = await stage.cloud.stateWithLedger();
  const now = state.desktops.filter((one) => isOf(one, before));
  const receipts = stage.bus.all(
    resetCompletedV1,
    ({ seat }) => seat.userName.toLowerCase() === subject.userName.toLowerCase(),
  ).length;
  const touched = callsAbout(state.ledger, subject).filter(
    // A call that hung did happen or did not: what came of it is seen in the desktop.
    ({ operation, caller, outcome }) => changing.has(operation) && outcome === 'answered' && by(caller),
  ).length;
  const [desktop, ...others] = now;
  if (others.length > 0) return broken(`the user has ${now.length} desktops`);
  if (desktop === undefined) return { kind: 'gone' };
  if (desktop.state !== 'AVAILABLE' && desktop.state !== 'STOPPED')
    return broken(`the desktop is ${desktop.state}`);
  if (desktop.workspaceId !== before.workspaceId) {
    const times = new Set(madeFor(stage, before).filter((id) => id !== before.workspaceId)).size;
    return receipts === times
      ? { kind: 'recreated', times }
      : broken(`${times} new desktops, ${receipts} receipts`);
  }
  const times = desktop.history.filter((step) => step.state === 'REBUILDING').length;
  const renewed = desktop.ipAddress !== before.ipAddress;
  if (times > 0) {
    if (!renewed) return broken('rebuilt, and the same address as before');
    return receipts === times
      ? { kind: 'rebuilt', times }
      : broken(`${times} rebuilds, ${receipts} receipts`);
  }
  if (renewed) return broken('another address without a rebuild');
  if (receipts > 0) return broken(`${receipts} receipts and no reset`);
  return touched === 0
    ? { kind: 'untouched' }
    : broken(`${touched} calls that change a desktop, and no change`);
}

const broken = (why: string): Fate => ({ kind: 'broken', why });

/** Ids of all desktops that were ever made for this user, as CloudTrail told. */
function madeFor(stage: Stage, { userName, directoryId }: DesktopState): string[] {
  return stage.bus
    .all(workspacesApiCall)
    .flatMap((call) =>
      call.eventName === 'CreateWorkspaces' ? (call.responseElements?.pendingRequests ?? []) : [],
    )
    .filter(
      (made) => made.userName?.toLowerCase() === userName.toLowerCase() && made.directoryId === directoryId,
    )
    .map((made) => made.workspaceId);
}

export const isOf = (one: DesktopState, other: { userName: string; directoryId: string }): boolean =>
  one.userName.toLowerCase() === other.userName.toLowerCase() && one.directoryId === other.directoryId;

/** A fate in words, for people. */
export function inWords(fate: Fate): string {
  switch (fate.kind) {
    case 'untouched':
      return 'untouched';
    case 'rebuilt':
      return fate.times === 1 ? 'rebuilt once' : `rebuilt ${fate.times} times`;
    case 'recreated':
      return fate.times === 1 ? 'recreated once' : `recreated ${fate.times} times`;
    case 'gone':
      return 'gone';
    case 'broken':
      return fate.why;
  }
  fate satisfies never;
}
