import {
  type Call,
  type CloudState,
  callsSince,
  clearedFaults,
  cloudState,
  type DesktopState,
  type MetFault,
  type Move,
  movesSince,
  type Since,
} from './cloud-state.ts';

/** A fault on demand; `emulators/desktop-cloud` says what each kind does. */
export type Fault = {
  operation: string;
  kind:
    | 'throttle'
    | 'error'
    | 'failedRequest'
    | 'delay'
    | 'hangBefore'
    | 'acceptThenHang'
    | 'endsInError'
    | 'dropEvent'
    | 'doubleEvent'
    | 'delayEvent';
  code?: string;
  message?: string;
  times?: number;
  workspaceId?: string;
  userName?: string;
  delayMs?: number;
  /** The part of what it could meet that it meets, by chance. */
  share?: number;
  /** Makes these chances the same in every run. */
  seed?: number;
};

export type SessionAction = 'connect' | 'disconnect' | 'drop' | 'fail';

/** The desktop cloud's control API: what no API of AWS can do or tell. */
export type DesktopCloud = {
  state(): Promise<CloudState>;
  /** With every call that was made. */
  stateWithLedger(): Promise<CloudState>;
  /** One look for all who ask at the same time. */
  desktops(): Promise<readonly DesktopState[]>;
  /** Rejects when the desktop is in no state for it. */
  session(workspaceId: string, action: SessionAction): Promise<void>;
  /** Whether the desktop was in a state for it, and there. */
  trySession(workspaceId: string, action: SessionAction): Promise<boolean>;
  /** Every change of state since the first `count`. */
  movesAfter(count: number): Promise<Since<Move>>;
  callsAfter(count: number): Promise<Since<Call>>;
  fault(fault: Fault): Promise<void>;
  /** Takes all faults away, or those that meet only this user. */
  clearFaults(userName?: string): Promise<readonly MetFault[]>;
  user(userName: string): Promise<void>;
  snapshotNow(workspaceId: string): Promise<void>;
  bundle(bundleId: string, deleted: boolean): Promise<void>;
  directory(directoryId: string, state: 'REGISTERED' | 'DEREGISTERED'): Promise<void>;
  settings(change: Record<string, unknown>): Promise<void>;
};

/** A look that was asked for this many ms ago still answers whoever asks now. */
const sharedForMs = 100;

/** `region`: the desktop cloud keeps regions apart, as AWS does. */
export function desktopCloud(url: string, region: string): DesktopCloud {
  const state = async (ledger: boolean) =>
    cloudState.parse(await call(`${url}/_control/state?ledger=${ledger ? 1 : 0}`));
  const post = async (path: string, body: Record<string, unknown>): Promise<void> => {
    await call(`${url}/_control/${path}`, body);
  };
  let shared: { at: number; desktops: Promise<readonly DesktopState[]> } | undefined;
  return {
    state: () => state(false),
    stateWithLedger: () => state(true),
    desktops() {
      if (shared === undefined || performance.now() - shared.at > sharedForMs) {
        shared = { at: performance.now(), desktops: state(false).then(({ desktops }) => desktops) };
      }
      return shared.desktops;
    },
    session: (workspaceId, action) => post('sessions', { workspaceId, action }),
    async trySession(workspaceId, action) {
      try {
        await post('sessions', { workspaceId, action });
        return true;
      } catch (error) {
        if (error instanceof ControlRefused && (error.status === 404 || error.status === 409)) return false;
        throw error;
      }
    },
    movesAfter: async (count) => movesSince.parse(await call(`${url}/_control/moves?after=${count}`)),
    callsAfter: async (count) => callsSince.parse(await call(`${url}/_control/calls?after=${count}`)),
    fault: (fault) => post('faults', fault),
    clearFaults: async (userName) => {
      const whose = userName === undefined ? '' : `?userName=${encodeURIComponent(userName)}`;
      return clearedFaults.parse(await call(`${url}/_control/faults${whose}`, undefined, 'DELETE'));
    },
    user: (userName) => post('users', { userName, exists: true, region }),
    snapshotNow: (workspaceId) => post('snapshots', { workspaceId, takenAt: Date.now() }),
    bundle: (bundleId, deleted) => post(`bundles/${bundleId}`, { deleted, region }),
    directory: (directoryId, directoryState) =>
      post(`directories/${directoryId}`, { state: directoryState, region }),
    settings: (change) => post('settings', change),
  };
}

/** The control API can't do that; `status` is HTTP's. */
class ControlRefused extends Error {
  override readonly name = 'ControlRefused';
  readonly status: number;
  constructor(url: string, status: number, answer: unknown) {
    super(`${url} answered ${status}: ${JSON.stringify(answer)}`);
    this.status = status;
  }
}

async function call(
  url: string,
  body?: Record<string, unknown>,
  method = body === undefined ? 'GET' : 'POST',
): Promise<unknown> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(15_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new ControlRefused(url, response.status, answer);
  return answer;
}
