import { type CloudState, cloudState, type DesktopState } from './cloud-state.ts';

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
    | 'doubleEvent';
  code?: string;
  message?: string;
  times?: number;
  workspaceId?: string;
  userName?: string;
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
  fault(fault: Fault): Promise<void>;
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
    fault: (fault) => post('faults', fault),
    user: (userName) => post('users', { userName, exists: true, region }),
    snapshotNow: (workspaceId) => post('snapshots', { workspaceId, takenAt: Date.now() }),
    bundle: (bundleId, deleted) => post(`bundles/${bundleId}`, { deleted, region }),
    directory: (directoryId, directoryState) =>
      post(`directories/${directoryId}`, { state: directoryState, region }),
    settings: (change) => post('settings', change),
  };
}

async function call(url: string, body?: Record<string, unknown>): Promise<unknown> {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(15_000),
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}
