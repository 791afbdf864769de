import { alarmNamePrefix, type RulePattern } from '@cleandesk/contracts';
import { type AwsEvent, AwsFault, Control, DesktopCloud, type Seed } from '@cleandesk/desktop-cloud';
import type { Handler } from '@cleandesk/lambda';
import type { Policy } from '@cleandesk/policies';
import { ownBook, type PaceBook } from '@cleandesk/workspaces';
import { hears as alarmManagerHears } from '../../services/alarm-manager/src/hears.ts';
import { fakeWalks } from '../../services/alarm-manager/test/fakes/fake-walks.ts';
import { hears as directorySyncHears } from '../../services/directory-sync/src/hears.ts';
import { hears as rebuildServiceHears } from '../../services/rebuild-service/src/hears.ts';
import { FakeRecords } from '../../services/rebuild-service/test/fakes/fake-records.ts';
import { FakeSafeguards } from '../../services/rebuild-service/test/fakes/fake-safeguards.ts';
import type { Chance } from '../../services/rebuild-service/test/laws/chance.ts';
import { Bus } from './bus/bus.ts';
import { Queue } from './bus/queue.ts';
import type { Detector } from './detector.ts';
import {
  reconcileRules,
  reconcileVisibilityMs,
  startReconcile,
  startWatch,
  watchRules,
  watchVisibilityMs,
} from './functions/alarm-manager.ts';
import { DeployedFunction, type FunctionRules } from './functions/deployed.ts';
import { startSync, syncRules, syncVisibilityMs } from './functions/directory-sync.ts';
import { type Account, names, type Start } from './functions/host.ts';
import { LaggingSeats } from './functions/lagging-seats.ts';
import { Line } from './functions/line.ts';
import { seatsRules, seatsVisibilityMs, startSeats } from './functions/rebuild-service.ts';
import { Witness } from './functions/witness.ts';
import { calmDay, type Habits } from './habits.ts';
import { Tally } from './tally.ts';
import { ChanceAt } from './time/chance-at.ts';
import { VirtualTime } from './time/virtual-time.ts';
import { type DirectoryRules, TownDirectory } from './town/directory.ts';
import { directoryId } from './town/place.ts';

/** A Monday morning in winter. */
export const beginning = Date.UTC(2026, 0, 12, 8);

export type WorldOptions = {
  seed: number;
  policies: readonly Policy[];
  /** An alarm for each desktop, unless told otherwise. */
  detector?: Detector;
  habits: Habits;
  /** Names of those who have a desktop in the directory. */
  userNames: readonly string[];
  /** Where there is one, it decides who has a desktop. */
  directory?: DirectoryRules | undefined;
  /** Besides the one that there always is. */
  bundleIds?: readonly string[];
};

/** All services as they are deployed, on an account in virtual time. */
export class World {
  readonly time = new VirtualTime(beginning);
  readonly tally = new Tally();
  readonly chance: Chance;
  readonly cloud: DesktopCloud;
  readonly control: Control;
  readonly bus: Bus;
  readonly account: Account;
  readonly queues: Queue[] = [];
  readonly functions: DeployedFunction[] = [];
  readonly faults: string[] = [];
  habits: Habits;
  policies: readonly Policy[];
  detector: Detector;
  isCalm = false;
  /** Told of every process of rebuild-service, when it starts. */
  started: (witness: Witness) => void = () => undefined;
  /** Whether nothing is heard of this alarm any more. */
  isStuck: (alarmName: string) => boolean = () => false;
  readonly fleetSize: number;
  #deployment = 1;

  constructor(options: WorldOptions) {
    this.chance = new ChanceAt(options.seed, this.time);
    this.habits = options.habits;
    this.policies = options.policies;
    this.detector = options.detector ?? 'per-desktop';
    this.fleetSize = options.userNames.length;
    const { time, tally, chance } = this;
    const random = () => chance.next();
    this.bus = new Bus(time, { chance, tally, habits: () => this.habits });
    this.cloud = new DesktopCloud({
      clock: time,
      random,
      settings: {
        connectionCheckSeconds: options.habits.connectionCheckSeconds,
        lastKnownConnection: options.habits.lastKnownConnection,
      },
      seed: seedOf(options.userNames, options.bundleIds ?? []),
      events: { emit: (event) => this.#emit(event) },
      invoker: {
        putEvent: async (_bus, { source, detailType, detail }) =>
          this.#timerFires({ source, detailType, detail: JSON.parse(detail) }),
        invokeFunction: () => Promise.reject(new Error('No timer of ours invokes a function')),
        sendMessage: () => Promise.reject(new Error('No timer of ours sends a message')),
      },
    });
    this.control = new Control(this.cloud);
    const safeguards = new FakeSafeguards();
    this.account = {
      time,
      tally,
      cloud: this.cloud,
      bus: this.bus,
      seats: new LaggingSeats(safeguards, time, random),
      safeguards,
      records: new FakeRecords(),
      walks: fakeWalks(),
      directory:
        options.directory &&
        new TownDirectory(options.directory, options.userNames, {
          time,
          chance,
          tally,
          habits: () => this.habits,
        }),
      book: this.#book(),
      chance: random,
    };
  }

  /** As Terraform does: queues, rules and functions. */
  async deploy(): Promise<void> {
    this.#mount(seatsRules, seatsVisibilityMs, rebuildServiceHears.seats.patterns, startSeats);
    this.#mount(watchRules, watchVisibilityMs, alarmManagerHears.watch.patterns, startWatch);
    this.#mount(reconcileRules, reconcileVisibilityMs, alarmManagerHears.reconcile.patterns, startReconcile);
    if (this.account.directory !== undefined)
      this.#mount(syncRules, syncVisibilityMs, directorySyncHears.sync.patterns, startSync);
    await this.aws('AWSScheduler', 'CreateScheduleGroup', { Name: names.timers });
  }

  /** And recurring timers, every so many minutes. */
  async recur(rates: { reconcile: number; sweep: number; leftovers: number; sync: number }): Promise<void> {
    await this.#recurring('ReconcileCameDue.v1', 'alarm-manager', rates.reconcile);
    await this.#recurring('ConnectionSweepCameDue.v1', 'alarm-manager', rates.sweep);
    await this.#recurring('LeftoversCameDue.v1', 'rebuild-service', rates.leftovers);
    for (const { name } of this.account.directory?.groups ?? [])
      await this.#recurring('DirectorySyncCameDue.v1', 'directory-sync', rates.sync, { group: name });
  }

  /** New policies, from the next invocation of each process on. */
  change(policies: readonly Policy[]): void {
    this.policies = policies;
    this.#deploy();
  }

  /** Another detector, likewise. */
  switchTo(detector: Detector): void {
    if (detector === this.detector) return;
    this.detector = detector;
    this.tally.count('detector switched');
    this.#deploy();
  }

  #deploy(): void {
    this.#deployment += 1;
    for (const one of this.functions) one.deploy();
  }

  /** The bad day begins. */
  becomeBad(): void {
    const { failedCreates, failedRebuilds } = this.habits;
    this.#endInError('CreateWorkspaces', failedCreates);
    this.#endInError('RebuildWorkspaces', failedRebuilds);
  }

  #endInError(operation: string, share: number): void {
    if (share > 0) this.control.addFault({ operation, kind: 'endsInError', share, times: 1_000_000 });
  }

  /** The bad day is over: everything answers, and nothing is lost any more. */
  becomeCalm(): void {
    this.isCalm = true;
    this.habits = { ...this.habits, ...calmDay };
    this.cloud.faults.clear();
  }

  /** A call by somebody who is none of our services. */
  aws(target: string, operation: string, input: object): Promise<unknown> {
    const api = this.cloud.apis.get(target);
    if (api === undefined) throw new Error(`The desktop cloud has no ${target}`);
    return this.cloud.call(api, operation, () => input, { caller: 'a-person' });
  }

  /** The same, again and again until it is done: people don't give up for being told to slow down. */
  insist(operation: string, input: object, after: () => void): void {
    this.aws('WorkspacesService', operation, input).then(after, (error: unknown) => {
      if (error instanceof AwsFault && error.code === 'ThrottlingException')
        this.time.after(700, () => this.insist(operation, input, after));
      else this.faults.push(`${operation} by a person: ${String(error)}`);
    });
  }

  /** Whether nothing is on its way to a function, or in one. */
  get isQuiet(): boolean {
    return (
      this.bus.underWay === 0 &&
      this.queues.every(({ waiting }) => waiting === 0) &&
      this.functions.every(({ isRunning }) => !isRunning)
    );
  }

  /** The table in which turns are booked; it does not always answer. */
  #book(): PaceBook {
    const book = ownBook();
    return {
      book: (booking) => {
        if (!this.chance.happens(this.habits.bookTrouble)) return book.book(booking);
        this.tally.count('no turn booked');
        return Promise.reject(new Error('The table does not answer'));
      },
    };
  }

  #mount(
    rules: FunctionRules,
    visibilityMs: number,
    patterns: readonly RulePattern[],
    start: (start: Start) => Handler,
  ): void {
    const { time, tally, chance } = this;
    const queue = new Queue(time, {
      name: rules.name,
      visibilityMs,
      maxReceives: () => this.habits.receives,
    });
    this.bus.rule(patterns, queue);
    const deployed = new DeployedFunction({ time, tally, chance }, rules, queue, (life) => {
      const line = new Line(life, { name: rules.name, time, chance, tally, habits: () => this.habits });
      const witness = new Witness(this.policies);
      if (rules.name === 'seats') this.started(witness);
      return start({
        account: this.account,
        line,
        policies: this.policies,
        detector: this.detector,
        deployment: String(this.#deployment),
        queue,
        witness,
        fault: (what) => void this.faults.push(`${rules.name}: ${what}`),
      });
    });
    deployed.fault = (error) => void this.faults.push(`${rules.name} threw ${String(error)}`);
    this.queues.push(queue);
    this.functions.push(deployed);
  }

  #recurring(detailType: string, service: string, minutes: number, detail: object = {}): Promise<unknown> {
    const about = Object.values(detail).map((one) => `-${String(one)}`);
    return this.aws('AWSScheduler', 'CreateSchedule', {
      Name: `recurring-${detailType}${about.join('')}`,
      GroupName: names.timers,
      ScheduleExpression: `rate(${minutes} minutes)`,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: names.busArn,
        RoleArn: names.roleArn,
        EventBridgeParameters: { Source: `cleandesk.${service}`, DetailType: detailType },
        Input: JSON.stringify(detail),
      },
    });
  }

  /** Events of WorkSpaces are best effort, those of alarms are not. */
  #emit({ source, detailType, time, detail }: AwsEvent): void {
    const isAlarm = source === 'aws.cloudwatch';
    const alarm = alarmNamed(detail);
    if (isAlarm && this.isStuck(alarm)) {
      this.tally.count('alarm stuck', 1, alarm);
      return;
    }
    // What only a shard can tell.
    if (isOfShard(detail) && !this.#stands(alarm)) this.tally.count('told by a shard alone', 1, alarm);
    const { alarmLoss, eventLoss } = this.habits;
    if (this.chance.happens(isAlarm ? alarmLoss : eventLoss)) {
      this.tally.count(isAlarm ? 'alarm lost' : `${detailType} lost`, 1, alarm);
      return;
    }
    this.bus.put({ source, detailType, detail }, time);
  }

  #stands(alarmName: string): boolean {
    return this.cloud.cloudwatch.alarms().some(({ name }) => name === alarmName);
  }

  /** The Scheduler keeps to the minute. */
  #timerFires(said: { source: string; detailType: string; detail: unknown }): void {
    const isOneShot = !said.detailType.endsWith('CameDue.v1') || said.detailType === 'LookCameDue.v1';
    if (isOneShot && this.chance.happens(this.habits.timerLoss)) {
      this.tally.count('timer lost', 1, said.detailType);
      return;
    }
    this.time.after(this.chance.between(0, this.habits.timerLateMs), () => void this.bus.put(said));
  }
}

/** Whom a contributor of a shard is about; of metrics of directories that is `Other`. */
const contributorOf = (detail: unknown): string | undefined => {
  const workspaceId: unknown = Object(Object(Object(detail).alarmContributor).attributes).WorkspaceId;
  return typeof workspaceId === 'string' ? workspaceId : undefined;
};

/** The alarm's name; of a desktop in a shard, that of the alarm that it would have by itself. */
function alarmNamed(detail: unknown): string {
  const inShard = contributorOf(detail);
  return inShard === undefined ? String(Object(detail).alarmName ?? '') : alarmNamePrefix + inShard;
}

function isOfShard(detail: unknown): boolean {
  const inShard = contributorOf(detail);
  return inShard !== undefined && inShard !== 'Other' && Object(Object(detail).state).value === 'ALARM';
}

const standard: Seed['bundles'][number] = {
  bundleId: 'wsb-standard1',
  name: 'Standard',
  owner: 'AMAZON',
  description: 'Standard',
  computeType: 'STANDARD',
  rootGib: 80,
  userGib: 50,
  operatingSystem: 'WINDOWS_SERVER_2022',
  protocols: ['PCOIP'],
};

const seedOf = (userNames: readonly string[], bundleIds: readonly string[]): Seed => ({
  directories: [
    {
      directoryId,
      alias: 'cleandesk-one',
      directoryName: 'one.example.com',
      directoryType: 'AD_CONNECTOR',
    },
  ],
  bundles: [standard, ...bundleIds.map((bundleId) => ({ ...standard, bundleId }))],
  userNames: [...userNames],
});
