import type { DesktopSpec } from '@cleandesk/contracts';
import { type Policy, policyDefaults } from '@cleandesk/policies';
import { type Call, isCall, isQuestion } from '../../src/domain/actions.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Decision } from '../../src/domain/decision.ts';
import type { Safeguards } from '../../src/domain/safeguards.ts';
import {
  type Desktop,
  type Instant,
  type Leave,
  newSeat,
  type Phase,
  policyClaim,
  type Reset,
  type Seat,
} from '../../src/domain/seat.ts';
import type { Connection, Context, Look, SeenDesktop, Signal } from '../../src/domain/signals.ts';

export const minute = 60_000;
/** Noon, at which most of these stories are told. */
export const noon = Date.UTC(2026, 7, 3, 12);
/** `at(-5)`: five minutes before noon. */
export const at = (minutes: number): Instant => noon + minutes * minute;

export const ref = { directoryId: 'd-9067000001', userName: 'ada.berg' };
export const desktop: Desktop = {
  workspaceId: 'ws-0000000a1',
  bundleId: 'wsb-standard1',
  computerName: 'WSAMZN-1',
  ipAddress: '10.0.0.1',
};
export const { workspaceId } = desktop;
export const successor: Desktop = { ...desktop, workspaceId: 'ws-0000000a2', ipAddress: '10.0.0.2' };

/** Ten minutes of grace, rebuilt. */
export const rebuildPolicy: Policy = {
  ...policyDefaults,
  name: 'kiosks',
  match: { directoryIds: [ref.directoryId] },
  strategy: 'rebuild',
  graceMs: 10 * minute,
  dryRun: false,
  version: 'v1',
};
export const recreatePolicy: Policy = { ...rebuildPolicy, strategy: 'recreate' };
export const rehearsed = (policy: Policy): Policy => ({ ...policy, dryRun: true });

export const spec: DesktopSpec = {
  bundleId: desktop.bundleId,
  runningMode: 'AUTO_STOP',
  autoStopMinutes: 60,
  rootVolumeGib: 80,
  userVolumeGib: 50,
  rootVolumeEncrypted: true,
  userVolumeEncrypted: true,
  volumeEncryptionKey: 'alias/desktops',
  tags: { Team: 'blue' },
};

/** Nothing is paused, spent or unproven, unless told otherwise. */
export const safeguards = (over: Partial<Safeguards> = {}): Safeguards => ({
  breakerOpen: () => false,
  outage: () => undefined,
  pausedByFailures: () => false,
  isProven: () => true,
  allows: () => true,
  timeToReady: () => 30 * minute,
  soonestReady: () => undefined,
  fleet: () => undefined,
  ...over,
});

export const context = (over: Partial<Context> = {}): Context => ({
  now: noon,
  policies: [rebuildPolicy],
  safeguards: safeguards(),
  settings: { observeEveryMs: minute, rearmMs: 15 * minute, shortestTimerMs: minute, deployment: '' },
  ...over,
});
export const pausedRecreates = (over: Partial<Context> = {}): Context =>
  context({
    safeguards: safeguards({ breakerOpen: ({ bundleId }) => bundleId === desktop.bundleId }),
    ...over,
  });

export const byPolicy = { [policyClaim]: { revision: 0, wanted: true } };
export const byGroup = { group: { revision: 1, wanted: true, desired: spec } };
export const byNobody = { group: { revision: 2, wanted: false } };

/** A seat that a policy adopted yesterday. */
export const seatThatIs = (phase: Phase, over: Partial<Omit<Seat, 'phase'>> = {}): Seat => ({
  ...newSeat(ref),
  version: 7,
  claims: byPolicy,
  policyName: rebuildPolicy.name,
  resetKeeps: 'userVolume',
  memory: { settledUntil: at(-1440), lastLoginAt: at(-60) },
  ...over,
  phase,
});

export const absence: Leave = {
  cause: { kind: 'absence', absenceId: `${workspaceId}@11:35`, startedAt: at(-25) },
  start: at(-25),
  end: at(-20),
  seenAt: at(-19),
  accounted: at(-60),
  confirmed: true,
  looks: 0,
  nextLookAt: at(-9),
  missing: 0,
  told: false,
  refusals: 0,
  countedBy: 'kiosks',
};
export const unconfirmed: Leave = { ...absence, seenAt: absence.end, accounted: 0, confirmed: false };
export const request: Leave = {
  ...unconfirmed,
  cause: { kind: 'request', requestId: 'r-1', requestedBy: 'ada.berg' },
  start: at(-2),
  end: at(-2),
  seenAt: at(-2),
};
export const unwanted: Leave = {
  ...unconfirmed,
  cause: { kind: 'unwanted', since: at(-2) },
  start: at(-2),
  end: at(-2),
  seenAt: at(-2),
};

/** Of the directory, bundle and policy of these stories. */
export const kinds = {
  recreate: 'd-9067000001/wsb-standard1@v1',
  rebuild: 'd-9067000001/wsb-standard1@v1~rebuild',
} as const;

export const resetBy = (policy: Policy, leave: Leave = absence): Reset => ({
  resetId: 'reset-1',
  strategy: policy.strategy,
  policy: { name: policy.name, version: policy.version },
  leave,
  decidedAt: at(-1),
  oldDesktop: desktop,
  kinds: [kinds[policy.strategy]],
});
const observation = { count: 1, nextAt: noon };

type PhaseOf<S extends Phase['status']> = Extract<Phase, { status: S }>;
export const live: PhaseOf<'live'> = { status: 'live', desktop };
export const away = (leave: Leave = absence): PhaseOf<'away'> => ({ status: 'away', desktop, leave });
export const rebuilding = (over: Partial<PhaseOf<'rebuilding'>> = {}): PhaseOf<'rebuilding'> => ({
  status: 'rebuilding',
  desktop,
  reset: resetBy(rebuildPolicy),
  call: 'accepted',
  sawRebuilding: false,
  missing: 0,
  observation,
  ...over,
});
export const terminating = (over: Partial<PhaseOf<'terminating'>> = {}): PhaseOf<'terminating'> => ({
  status: 'terminating',
  desktop,
  reset: resetBy(recreatePolicy),
  spec,
  call: 'accepted',
  attempted: false,
  missing: 0,
  observation,
  ...over,
});
export const removing = (over: Partial<PhaseOf<'removing'>> = {}): PhaseOf<'removing'> => ({
  status: 'removing',
  desktop,
  leave: unwanted,
  call: 'accepted',
  missing: 0,
  observation,
  ...over,
});
const creation = { spec, attempt: 1, since: at(-3), refusals: 0, replaced: 0, missing: 0, observation };
export const provisioning = (
  over: Partial<PhaseOf<'provisioning'>['creation']> = {},
): PhaseOf<'provisioning'> => ({ status: 'provisioning', creation: { ...creation, ...over } });
export const recreating = (over: Partial<PhaseOf<'recreating'>['creation']> = {}): PhaseOf<'recreating'> => ({
  status: 'recreating',
  reset: resetBy(recreatePolicy),
  creation: { ...creation, ...over },
});
export const clearing = (over: Partial<PhaseOf<'clearing'>> = {}): PhaseOf<'clearing'> => ({
  status: 'clearing',
  desktop: successor,
  call: 'accepted',
  missing: 0,
  observation,
  making: recreating({ workspaceId: successor.workspaceId }),
  ...over,
});

type Seen = {
  at?: Instant;
  desktop?: Desktop;
  state?: string;
  connection?: Connection['state'];
  checkedAt?: Instant;
  lastConnectedAt?: Instant;
  policy?: Policy | 'none';
  extent?: Look['extent'];
};

export const seen = (state = 'AVAILABLE', which: Desktop = desktop): SeenDesktop => ({
  ...which,
  ...ref,
  state,
});

/** AVAILABLE and DISCONNECTED, checked a minute ago, last connected an hour ago, unless told otherwise. */
export const look = (what: Seen = {}): Look => {
  const { policy = rebuildPolicy, lastConnectedAt = at(-60) } = what;
  return {
    at: what.at ?? noon,
    extent: what.extent ?? 'full',
    desktop: seen(what.state, what.desktop),
    connection: {
      state: what.connection ?? 'DISCONNECTED',
      checkedAt: what.checkedAt ?? at(-1),
      lastConnectedAt,
    },
    ...(policy === 'none' ? {} : { policy }),
  };
};
export const missing: Look = { at: noon, extent: 'full', desktop: 'missing' };
export const stateOnly = (state: string, which: Desktop = desktop): Look => ({
  at: noon,
  extent: 'state',
  desktop: seen(state, which),
});

export const calls = {
  terminate: { type: 'Terminate', id: 'terminate-1', workspaceId },
  rebuild: { type: 'Rebuild', id: 'rebuild-1', workspaceId },
  create: { type: 'Create', id: 'create-1', spec, attemptTag: 'tag-1' },
} as const satisfies Record<string, Call>;

/** What came of a decision, in words that a sentence can compare. */
export type Outcome = {
  seat: Seat;
  status: Phase['status'];
  /** Events for the bus without their version; that the seat has changed is left out. */
  says: string[];
  asks: string[];
  calls: string[];
  timers: { for: string; dueAt: Instant }[];
  breaker: string[];
};

export function outcomeOf({ seat, actions }: Decision): Outcome {
  const says = actions.flatMap((action) => (action.type === 'Publish' ? [action.detailType] : []));
  return {
    seat,
    status: seat.phase.status,
    says: says.map((type) => type.replace(/\.v\d+$/, '')).filter((type) => type !== 'SeatChanged'),
    asks: actions.filter(isQuestion).map(({ type }) => type),
    calls: actions.filter(isCall).map(({ type }) => type),
    timers: actions.flatMap((action) =>
      action.type === 'SetTimer' ? [{ for: action.name[0] ?? '', dueAt: action.dueAt }] : [],
    ),
    breaker: actions.flatMap(({ type }) => (type === 'OpenBreaker' || type === 'CloseBreaker' ? [type] : [])),
  };
}

/** Given a seat, when it is told something, then … A rebuild asks for a snapshot: there is one of an hour ago. */
export const when = (seat: Seat, signal: Signal, when_: Context = context()): Outcome =>
  outcomeOf(decideSaved(seat, signal, when_));

export function decideSaved(seat: Seat, signal: Signal, when_: Context = context()): Decision {
  const decision = decide(seat, signal, when_);
  if (signal.type !== 'Looked' || !decision.actions.some(({ type }) => type === 'FindSnapshot'))
    return decision;
  const { look } = signal;
  const next = decide(decision.seat, { type: 'SnapshotFound', look, rebuildFrom: at(-60) }, when_);
  const actions = [...decision.actions.filter(({ type }) => type !== 'FindSnapshot'), ...next.actions];
  return { seat: next.seat, actions };
}

/** What an event of that type says. */
export function said({ seat }: Pick<Outcome, 'seat'>, type: string): unknown {
  const event = seat.pending.find(
    (action) => action.type === 'Publish' && action.detailType === `${type}.v1`,
  );
  if (event?.type !== 'Publish') throw new Error(`${type} is not said`);
  return event.detail;
}
