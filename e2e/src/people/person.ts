import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { WorkspaceProperties } from '@aws-sdk/client-workspaces';
import {
  type DetailOf,
  desktopWatchedV1,
  type EventContract,
  resetCompletedV1,
  type SeatRef,
  seatChangedV1,
} from '@cleandesk/contracts';
import { eventually, type Patience } from '@cleandesk/testkit';
import { storyteller } from '../stack/clients.ts';
import type { DesktopState } from '../stack/cloud-state.ts';
import type { Fault } from '../stack/desktop-cloud.ts';
import type { Stage } from '../stack/stage.ts';
import { concerns, evidenceOf, type Subject } from './evidence.ts';
import { type Fate, fateOf, isOf } from './fate.ts';
import { endOfPeriod, ms, until } from './moments.ts';

/** Where most stories are set. Directories and bundles are those of the desktop cloud's seed. */
export const places = {
  one: 'd-9067000001',
  two: 'd-9067000002',
  standard: 'wsb-standard1',
  power: 'wsb-power0001',
  linux: 'wsb-linux0001',
} as const;

/**
 * ms. A busy machine needs a multiple of what a quiet one does, and a function that dies holds up what is due for its lease: in
 * `crashes.ts` eight of them do, one after the other.
 */
export const patient = 240_000;

export type Part = {
  /** Becomes part of the user's name. */
  name: string;
  directoryId?: string;
  bundleId?: string;
  /** By the tag `Cleandesk` the local stack's policies choose; without it nobody manages the desktop. */
  tags?: Record<string, string>;
  properties?: WorkspaceProperties;
  encryption?: { key: string; root: boolean; user: boolean };
};

/** One user with a desktop, and everything that stories want of them. */
export type Person = {
  userName: string;
  seat: SeatRef;
  /** The desktop that they had at first, as it was then. */
  first: DesktopState;
  /** The desktop that they have now and can use, or `undefined`. */
  desktop(): Promise<DesktopState | undefined>;
  /** Logs in to the desktop that they have now. */
  arrives(): Promise<void>;
  /** Disconnects. */
  leaves(): Promise<void>;
  /** The network breaks: for a while the connection goes on reading CONNECTED. */
  losesConnection(): Promise<void>;
  /** A second connection fails while the first one stands: AWS counts it as a SessionDisconnect too. */
  failsToConnect(): Promise<void>;
  /** The first event of this kind about them for which `where` holds, past or to come. */
  hears<C extends EventContract>(contract: C, where?: (detail: DetailOf<C>) => boolean): Promise<DetailOf<C>>;
  /** All events of this kind about them so far. */
  heard<C extends EventContract>(contract: C): DetailOf<C>[];
  /** Waits for the receipt of their n-th reset. */
  isReset(times?: number): Promise<DetailOf<typeof resetCompletedV1>>;
  /** The state of the desktop's alarm; `undefined` when there is none. */
  alarm(): Promise<string | undefined>;
  /** Waits until leaving the desktop counts: it has its alarm, and a seat from before this datapoint. */
  isWatched(): Promise<void>;
  /** Waits until there is a seat with the desktop in it. */
  isKnown(): Promise<void>;
  /** Waits until a look has put their reset off to a time that lies after this one (epoch ms). */
  isPutOff(beyond: number): Promise<void>;
  /** Waits until AWS has checked their connection since they left. */
  readsDisconnected(): Promise<void>;
  /** Waits until their reset waits for what keeps it from being: a `breaker`, an `outage`, a `budget` … */
  isHeldUpBy(gate: string): Promise<void>;
  /** A fault that meets only them. */
  fault(fault: Fault): Promise<void>;
  /** Whether an event or anything else names them or one of their desktops. */
  isNamedIn(value: unknown): boolean;
  fate(): Promise<Fate>;
  evidence: () => Promise<string>;
  /** `eventually` with this user's evidence. */
  eventually<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T>;
};

/** A user who is new in the directory gets a desktop, and waits until it stands and has a snapshot to rebuild from. */
export async function enters(stage: Stage, part: Part): Promise<Person> {
  const userName = `${part.name}.${stage.run}`;
  const directoryId = part.directoryId ?? places.one;
  await stage.cloud.user(userName);
  const workspaceId = await stage.orderDesktop({
    DirectoryId: directoryId,
    UserName: userName,
    BundleId: part.bundleId ?? places.standard,
    ...(part.tags === undefined
      ? {}
      : { Tags: Object.entries(part.tags).map(([Key, Value]) => ({ Key, Value })) }),
    ...(part.properties === undefined ? {} : { WorkspaceProperties: part.properties }),
    ...(part.encryption === undefined
      ? {}
      : {
          VolumeEncryptionKey: part.encryption.key,
          RootVolumeEncryptionEnabled: part.encryption.root,
          UserVolumeEncryptionEnabled: part.encryption.user,
        }),
  });
  stage.tell(userName, `gets ${workspaceId}`);
  const first = await eventually(
    `${workspaceId} of ${userName} is AVAILABLE`,
    async () =>
      (await stage.cloud.desktops()).find(
        (one) => one.workspaceId === workspaceId && one.state === 'AVAILABLE',
      ),
    { withinMs: patient },
  );
  await stage.cloud.snapshotNow(workspaceId);
  return personOf(stage, first);
}

export function personOf(stage: Stage, first: DesktopState): Person {
  const { userName, directoryId } = first;
  const subject = (): Subject => ({ userName, workspaceIds: new Set([first.workspaceId, ...newIds()]) });
  const newIds = (): string[] =>
    stage.bus
      .all(resetCompletedV1, ({ seat }) => seat.userName === userName)
      .map(({ newDesktop }) => newDesktop.workspaceId);
  const evidence = (): Promise<string> => evidenceOf(stage, subject());
  const patience: Patience = { withinMs: patient, evidence };
  const mine = async (): Promise<DesktopState[]> =>
    (await stage.cloud.desktops()).filter((one) => isOf(one, first));
  const desktop = async (): Promise<DesktopState | undefined> =>
    (await mine()).find(({ state }) => state === 'AVAILABLE' || state === 'STOPPED');
  const does = async (action: Parameters<Stage['cloud']['session']>[1], what: string): Promise<void> => {
    const { workspaceId } = (await desktop()) ?? first;
    await stage.cloud.session(workspaceId, action);
    stage.tell(userName, what);
  };
  const knownAt = (): number =>
    stage.bus.events.find(
      (event) => event['detail-type'] === seatChangedV1.detailType && concerns(event.detail, subject()),
    )?.heardAt ?? 0;
  const person: Person = {
    userName,
    seat: { directoryId, userName },
    first,
    desktop,
    arrives: () => does('connect', 'logs in'),
    leaves: () => does('disconnect', 'disconnects'),
    losesConnection: () => does('drop', 'loses the connection'),
    failsToConnect: () => does('fail', 'fails to connect a second time'),
    hears: (contract, where = () => true) =>
      stage.bus.first(contract, (detail) => concerns(detail, subject()) && where(detail), {
        ...patience,
        what: `${contract.detailType} about ${userName}`,
      }),
    heard: (contract) => stage.bus.all(contract, (detail) => concerns(detail, subject())),
    async isReset(times = 1) {
      const receipts = await person.eventually(`${userName} has ${times} receipts`, () => {
        const found = stage.bus.all(resetCompletedV1, ({ seat }) => seat.userName === userName);
        return found.length >= times ? found : undefined;
      });
      const last = receipts[times - 1];
      if (last === undefined) throw new Error(`${userName} has no receipt ${times}`);
      return last;
    },
    async alarm() {
      const { workspaceId } = (await desktop()) ?? first;
      const AlarmNames = [`${stage.outputs.alarm_name_prefix}${workspaceId}`];
      const { MetricAlarms } = await stage.clients.alarms.send(new DescribeAlarmsCommand({ AlarmNames }));
      return MetricAlarms?.[0]?.StateValue;
    },
    async isWatched() {
      await person.hears(desktopWatchedV1);
      await person.isKnown();
      // What lies in the datapoint in which the seat was made may have been before it, and is left to the sweep.
      await until(endOfPeriod(knownAt()));
    },
    async isKnown() {
      await person.hears(seatChangedV1, ({ status }) => status === 'live');
    },
    async isPutOff(beyond) {
      await person.hears(
        seatChangedV1,
        ({ status, resetDueAt }) => status === 'away' && resetDueAt !== undefined && ms(resetDueAt) > beyond,
      );
    },
    async readsDisconnected() {
      await person.eventually('the connection reads DISCONNECTED', async () => {
        const now = await desktop();
        const isSo =
          now?.connection.state === 'DISCONNECTED' && now.connection.checkedAt > (now.lastLoginAt ?? 0);
        return isSo || undefined;
      });
    },
    async isHeldUpBy(gate) {
      await person.hears(seatChangedV1, ({ status, waitsFor }) => status === 'away' && waitsFor === gate);
    },
    fault: (fault) => stage.cloud.fault(fault),
    isNamedIn: (value) => concerns(value, subject()),
    fate: () => fateOf(stage, subject(), first, (caller) => caller !== storyteller),
    evidence,
    eventually: (what, look) => eventually(what, look, patience),
  };
  return person;
}
