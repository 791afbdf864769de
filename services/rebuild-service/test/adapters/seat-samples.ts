import type { DesktopSpec, SeatRef } from '@cleandesk/contracts';
import type { DurableAction } from '../../src/domain/actions.ts';
import {
  type Creation,
  type Desktop,
  type Leave,
  newSeat,
  type Phase,
  type Reset,
  type Seat,
  type Status,
} from '../../src/domain/seat.ts';

export const noon = Date.UTC(2026, 7, 1, 12);

export const ref = (userName: string): SeatRef => ({ directoryId: 'd-9067000001', userName });

export const desktop = (workspaceId = 'ws-0000abcd1'): Desktop => ({
  workspaceId,
  bundleId: 'wsb-standard1',
  computerName: 'A-1',
  ipAddress: '10.0.0.1',
});

export const live = (userName: string, workspaceId?: string): Seat => ({
  ...newSeat(ref(userName)),
  phase: { status: 'live', desktop: desktop(workspaceId) },
});

const spec: DesktopSpec = {
  bundleId: 'wsb-standard1',
  runningMode: 'AUTO_STOP',
  autoStopMinutes: 60,
  rootVolumeGib: 80,
  protocols: ['WSP'],
  rootVolumeEncrypted: true,
  userVolumeEncrypted: false,
  tags: { Owner: 'Team Ä', Empty: '' },
};
const leave: Leave = {
  cause: { kind: 'absence', absenceId: 'ws-0000abcd1@2026-08-01T11:00:00.000Z', startedAt: noon - 3_600_000 },
  start: noon - 3_600_000,
  end: noon - 3_300_000,
  seenAt: noon - 3_300_000,
  accounted: 0,
  confirmed: false,
  looks: 2,
  nextLookAt: noon,
  missing: 1,
  told: false,
  refusals: 0,
  countedBy: 'kiosks',
  waitsFor: 'budget:kiosks',
  tags: { Pool: 'kiosk' },
};
const reset: Reset = {
  resetId: 'request:r-1',
  strategy: 'recreate',
  policy: { name: 'kiosks', version: 'abc' },
  leave: { ...leave, cause: { kind: 'request', requestId: 'r-1', requestedBy: 'ada' } },
  decidedAt: noon,
  calledAt: noon + 1,
  notReadyAt: noon + 2,
  oldDesktop: desktop(),
  oldImageId: 'wsi-july00001',
};
const creation: Creation = {
  spec,
  attempt: 1,
  workspaceId: 'ws-0000abcd2',
  since: noon,
  refusals: 0,
  replaced: 0,
  missing: 0,
  observation: { count: 1, nextAt: noon + 60_000 },
};
const observation = { count: 3, nextAt: noon + 180_000 };
const recreating: Extract<Phase, { status: 'recreating' }> = { status: 'recreating', reset, creation };

/** Every status there is, with every field that it can have. */
export const phases: { readonly [S in Status]: Extract<Phase, { status: S }> } = {
  absent: { status: 'absent' },
  provisioning: { status: 'provisioning', creation },
  live: {
    status: 'live',
    desktop: desktop(),
    watch: { about: 'watch:x', until: noon, nextLookAt: noon, looks: 1 },
  },
  away: { status: 'away', desktop: desktop(), leave },
  rebuilding: {
    status: 'rebuilding',
    desktop: desktop(),
    reset,
    call: 'accepted',
    sawRebuilding: true,
    missing: 0,
    observation,
  },
  terminating: {
    status: 'terminating',
    desktop: desktop(),
    reset,
    spec,
    call: 'decided',
    attempted: true,
    missing: 1,
    observation,
  },
  recreating,
  removing: {
    status: 'removing',
    desktop: desktop(),
    call: 'decided',
    leave: { ...leave, cause: { kind: 'unwanted', since: noon } },
    missing: 0,
    observation,
  },
  clearing: {
    status: 'clearing',
    desktop: desktop(),
    call: 'accepted',
    missing: 0,
    observation,
    making: recreating,
  },
  failed: { status: 'failed', reason: 'DesktopInError', desktop: desktop(), spec, reset },
};

export const pending: readonly DurableAction[] = [
  { type: 'Rebuild', id: '1', workspaceId: 'ws-0000abcd1' },
  { type: 'Terminate', id: '2', workspaceId: 'ws-0000abcd1' },
  { type: 'Create', id: '3', spec, attemptTag: 'request:r-1#1@5' },
  { type: 'Reboot', id: '4', workspaceId: 'ws-0000abcd1', requestId: 'r-2', askedAt: noon },
  { type: 'Tag', id: '18', workspaceId: 'ws-0000abcd1', group: 'support' },
  {
    type: 'SetTimer',
    id: '5',
    name: ['look', 'x'],
    dueAt: noon,
    detailType: 'LookCameDue.v1',
    detail: { about: 'x', list: [1, null] },
  },
  { type: 'Publish', id: '6', detailType: 'GraceStarted.v1', detail: { seat: ref('ada.berg') } },
  {
    type: 'OpenBreaker',
    id: '7',
    directoryId: 'd-9067000001',
    bundleId: 'wsb-standard1',
    because: 'it failed',
  },
  {
    type: 'CloseBreaker',
    id: '8',
    directoryId: 'd-9067000001',
    bundleId: 'wsb-standard1',
    because: 'it works',
    asOf: noon,
  },
];

/** A seat with everything that one can carry. */
export const laden = (userName: string, phase: Phase): Seat => ({
  ref: ref(userName),
  version: 0,
  claims: {
    'directory-sync': { revision: 7, wanted: true, desired: spec },
    policy: { revision: 0, wanted: false },
  },
  holds: [{ id: 'h-1', owner: 'helpdesk', reason: 'evidence', until: noon + 1, placedAt: noon }],
  policyName: 'kiosks',
  resetKeeps: 'userVolume',
  memory: { settledUntil: noon - 5, lastLoginAt: noon - 4, lastConnectedAt: noon - 3 },
  phase,
  pending,
  leaseUntil: noon + 90_000,
  story: 'story-1',
  evidence: [{ at: noon - 2, what: 'look: AVAILABLE' }],
  records: { count: 3, hash: 'abc' },
  image: { imageId: 'wsi-july00001', readAt: noon - 8, workspaceId: 'ws-0000abcd1', ipAddress: '10.0.0.1' },
  cleanSince: { resetId: 'r', at: noon - 9, from: noon - 10 },
  recreates: [noon - 1],
  answered: ['r-0'],
});
