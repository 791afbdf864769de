import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import type { DesktopSpec } from '@cleandesk/contracts';
import { accountId, type Fault, startDesktopCloud, VirtualClock } from '@cleandesk/desktop-cloud';
import { type Policy, parsePolicies } from '@cleandesk/policies';
import { type Pace, pace, workspacesReader } from '@cleandesk/workspaces';
import type { KeyStates } from '../../src/adapters/kms-keys.ts';
import { workspacesFleet } from '../../src/adapters/workspaces-fleet.ts';
import type { CreateOrder, Fleet } from '../../src/ports.ts';

export const directoryId = 'd-9067000001';
const hour = 3_600_000;

export const spec: DesktopSpec = {
  bundleId: 'wsb-standard1',
  runningMode: 'AUTO_STOP',
  autoStopMinutes: 120,
  rootVolumeGib: 175,
  userVolumeGib: 100,
  computeType: 'POWER',
  protocols: ['WSP'],
  operatingSystem: 'WINDOWS_SERVER_2022',
  volumeEncryptionKey: 'alias/desktops',
  rootVolumeEncrypted: true,
  userVolumeEncrypted: true,
  tags: { Cleandesk: 'recreate', Cost: 'R&D' },
};

export const order = (userName: string, change: Partial<DesktopSpec> = {}): CreateOrder => ({
  ref: { directoryId, userName },
  spec: { ...spec, ...change },
  attemptTag: `request:r-${userName}#1@5`,
});

export const byTag: readonly Policy[] = parsePolicies(
  JSON.stringify([
    { name: 'kiosks', match: { tags: { Cleandesk: ['recreate'] } }, strategy: 'recreate', graceSeconds: 60 },
  ]),
);

export type Cloud = {
  fleet: Fleet;
  /** Names of the calls that AWS got, in their order. */
  calls: () => string[];
  /** Ranks of the turns that were waited for since `desktops`. */
  ranks: () => string[];
  fault: (fault: Partial<Fault> & Pick<Fault, 'operation' | 'kind'>) => void;
  control: Awaited<ReturnType<typeof startDesktopCloud>>['control'];
  cloud: Awaited<ReturnType<typeof startDesktopCloud>>['cloud'];
  clock: VirtualClock;
  /** Desktops of these users, AVAILABLE. */
  desktops: (userNames: readonly string[], change?: Partial<DesktopSpec>) => Promise<string[]>;
  keys: Map<string, string>;
  /** What was said in the journal. */
  notes: Record<string, string | number | boolean>[];
  close: () => Promise<void>;
};

/** The fleet on the desktop cloud: real clients and the wire's own protocol, under one virtual clock. */
export async function openCloud(
  options: { policies?: readonly Policy[]; throttle?: boolean; requestTimeoutMs?: number } = {},
): Promise<Cloud> {
  const clock = new VirtualClock();
  const running = await startDesktopCloud({ clock });
  const { url, cloud, control } = running;
  control.settings({ throttle: { enabled: options.throttle ?? false } });
  const wire = {
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: { requestTimeout: options.requestTimeoutMs ?? 5000, throwOnRequestTimeout: true },
  };
  const client = new WorkSpacesClient(wire);
  const tagging = new ResourceGroupsTaggingAPIClient(wire);
  const time = {
    now: () => clock.now(),
    wait: async (ms: number) => clock.advance(ms),
  };
  const unhurried = pace({ perSecond: 1000, burst: 1000, clock: time });
  const ranks: string[] = [];
  const turns: Pace = {
    turn: (rank = 'later', notAfter) => {
      ranks.push(rank);
      return unhurried.turn(rank, notAfter);
    },
  };
  const notes: Cloud['notes'] = [];
  const keys = new Map([['alias/desktops', 'Enabled']]);
  const states: KeyStates = { stateOf: async (key) => keys.get(key) ?? 'missing' };
  const reading = {
    workspaces: client,
    tagging,
    pace: turns,
    account: { accountId, region: 'us-east-1', partition: 'aws' },
    clock: time,
    patienceMs: 5000,
  };
  const fleet = workspacesFleet({
    client,
    reader: workspacesReader({ ...reading, rank: 'first' }),
    observer: workspacesReader(reading),
    pace: turns,
    keys: states,
    policies: options.policies ?? byTag,
    clock: time,
    journal: { info: (message, fields) => void notes.push({ message, ...fields }) },
    wait: time.wait,
  });
  return {
    fleet,
    control,
    cloud,
    clock,
    keys,
    notes,
    ranks: () => ranks,
    calls: () => cloud.ledger.list().map(({ operation }) => operation),
    fault: (fault) => void control.addFault(fault),
    async desktops(userNames, change) {
      const outcomes = await fleet.create(userNames.map((userName) => order(userName, change)));
      clock.advance(hour);
      cloud.ledger.clear();
      ranks.length = 0;
      return outcomes.map((outcome) =>
        outcome.kind === 'accepted' ? (outcome.workspaceId ?? '') : JSON.stringify(outcome),
      );
    },
    async close() {
      client.destroy();
      tagging.destroy();
      await running.close();
    },
  };
}
