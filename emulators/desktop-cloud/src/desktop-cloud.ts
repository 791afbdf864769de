import { randomUUID } from 'node:crypto';
import { Calls } from './calls.ts';
import { systemClock, VirtualClock } from './clock.ts';
import { type AlarmActionInvoker, type CloudWatch, createCloudWatch } from './cloudwatch/index.ts';
import { Faults } from './faults.ts';
import { faultyEvents } from './faulty-events.ts';
import type { AwsApi, AwsFault, CallContext, Clock, EventSink, MetricSink, TargetInvoker } from './kernel.ts';
import { Ledger } from './ledger.ts';
import { Moves } from './moves.ts';
import { Newsroom } from './news.ts';
import { Pace } from './pace.ts';
import { Places } from './places.ts';
import { createScheduler, type Scheduler } from './scheduler/index.ts';
import { defaultSeed, type Seed } from './seed.ts';
import { changed, type Settings, type SettingsChange, settingsSchema } from './settings.ts';
import { Keeper } from './state/keeper.ts';
import type { FindDesktop } from './subject.ts';
import { createTagging } from './tagging/index.ts';
import { Throttle } from './throttle.ts';
import { Trail } from './trail.ts';
import { workspacesApi } from './workspaces/api.ts';
import { type Branch, openBranch } from './workspaces/branch.ts';
import { taggedDesktops } from './workspaces/desktops/answers.ts';
import { gauges } from './workspaces/desktops/gauges.ts';
import type { Place, World } from './workspaces/world.ts';

export const accountId = '000000000000';
export const defaultRegion = 'us-east-1';

export type DesktopCloudOptions = {
  clock?: Clock;
  /** How many times faster than AWS the durations of WorkSpaces run. */
  speed?: number;
  /** Where AWS's own events go; nowhere when not given. */
  events?: EventSink;
  /** Hears every datapoint of WorkSpaces, besides CloudWatch. */
  metrics?: MetricSink;
  /** Who delivers to targets of schedules; nobody when not given. */
  invoker?: TargetInvoker;
  /** Who tells SNS topics of alarms; nobody when not given. */
  topics?: AlarmActionInvoker;
  seed?: Seed;
  settings?: SettingsChange;
  /** Numbers in [0, 1) that ids and addresses are made of. */
  random?: () => number;
  /** Where desktops and schedules are kept over a restart; in memory when not given. */
  stateDirectory?: string;
  /** Holds each answer of WorkSpaces against AWS's service model, and fails where it does not fit. */
  checkAnswers?: boolean;
};

const keyOf = (place: Place): string => `${place.accountId}/${place.region}`;
function placeOf(key: string): Place {
  const [account = accountId, region = defaultRegion] = key.split('/');
  return { accountId: account, region };
}

const nobody: TargetInvoker = {
  putEvent: () => Promise.reject(new Error('no base emulator was given')),
  invokeFunction: () => Promise.reject(new Error('no base emulator was given')),
  sendMessage: () => Promise.reject(new Error('no base emulator was given')),
};

/** WorkSpaces, EventBridge Scheduler and CloudWatch in one process, without HTTP. */
export class DesktopCloud {
  readonly clock: Clock;
  readonly seed: Seed;
  readonly pace: Pace;
  readonly ledger = new Ledger();
  readonly faults: Faults;
  readonly moves = new Moves();
  readonly news = new Newsroom();
  readonly scheduler: Scheduler;
  readonly cloudwatch: CloudWatch;
  /** By target prefix, as the protocols name them. */
  readonly apis: ReadonlyMap<string, AwsApi>;
  private readonly initial: { speed: number; settings: Settings };
  private current: Settings;
  private readonly random: () => number;
  private readonly throttle: Throttle;
  private readonly places = new Places();
  private readonly calls: Calls;
  private readonly events: EventSink;
  private readonly branches = new Map<string, Branch>();
  private readonly keeper: Keeper;
  private readonly ear: MetricSink | undefined;
  private generation = 0;

  constructor(options: DesktopCloudOptions = {}) {
    this.clock = options.clock ?? systemClock;
    this.seed = options.seed ?? defaultSeed();
    this.random = options.random ?? Math.random;
    this.current = changed(settingsSchema.parse({}), options.settings ?? {});
    this.initial = { speed: options.speed ?? 1, settings: this.current };
    this.pace = new Pace(this.clock, this.initial.speed);
    this.ear = options.metrics;
    this.throttle = new Throttle(this.clock);
    this.faults = new Faults(this.random);
    const told: EventSink = {
      emit: (event, place) => {
        options.events?.emit(event, place);
        if (this.news.isHeard) this.news.tell({ kind: 'event', item: { ...event, region: place.region } });
      },
    };
    const later = (ms: number, run: () => void): void => {
      const born = this.generation;
      this.clock.at(this.clock.now() + ms, () => {
        if (born === this.generation) run();
      });
    };
    this.events = faultyEvents(told, this.faults, later, (place) => this.desktopsOf(place));
    this.scheduler = createScheduler({
      clock: this.clock,
      invoker: options.invoker ?? nobody,
      store: options.stateDirectory,
    });
    this.cloudwatch = createCloudWatch({
      clock: this.clock,
      events: this.events,
      actions: options.topics,
      derived: gauges(
        (place) => this.branches.get(keyOf(place)),
        () => this.current,
      ),
      checkAnswers: options.checkAnswers,
    });
    const tagging = createTagging({
      workspaces: { list: (context, arns) => taggedDesktops(this.branch(context), arns) },
    });
    const workspaces = workspacesApi((context) => this.branch(context), options.checkAnswers ?? false);
    const trail = new Trail({
      clock: this.clock,
      pace: this.pace,
      events: this.events,
      newId: randomUUID,
    });
    this.apis = new Map(
      [workspaces, this.scheduler.api, this.cloudwatch.api, tagging.api].map((api) => [
        api.target ?? api.name,
        api,
      ]),
    );
    this.calls = new Calls({
      clock: this.clock,
      ledger: this.ledger,
      faults: this.faults,
      desktopOf: (place) => this.desktopsOf(place),
      lets: (call) =>
        call.api !== workspaces ||
        this.throttle.lets(`${call.context.accountId}/${call.context.region}`, this.current.throttle),
      ended: (entry) => {
        if (this.news.isHeard) this.news.tell({ kind: 'call', item: entry });
      },
      done: (call, input, outcome) => {
        if (call.api !== workspaces) return;
        trail.record({
          operation: call.operation,
          input,
          context: call.context,
          userAgent: call.userAgent,
          outcome,
        });
      },
    });
    this.keeper = new Keeper(options.stateDirectory, (place, part, id) => {
      if (this.news.isHeard && part.name === 'desktops') this.news.tell({ kind: 'desktop', place, id });
    });
    for (const place of this.keeper.places()) this.branch(placeOf(place));
    this.branch({ accountId, region: defaultRegion });
  }

  /**
   * One call of an API, as if it had come over the wire: with ledger, rate and faults.
   * @returns the answer (dates are Dates), or `noAnswer` when a fault says that none comes
   * @throws AwsFault what AWS would answer
   */
  call(
    api: AwsApi,
    operation: string,
    input: () => unknown,
    context: Partial<CallContext> = {},
    userAgent?: string,
  ): Promise<unknown> {
    const called = {
      accountId,
      region: defaultRegion,
      caller: 'anonymous',
      requestId: randomUUID(),
      ...context,
    };
    const refusal = this.refusalOf(called);
    if (refusal !== undefined) return Promise.reject(refusal);
    return this.calls.take({ api, operation, input, context: called, userAgent });
  }

  /** Why nothing can be done in an account and region: too many others were called in. */
  refusalOf(place: Place): AwsFault | undefined {
    return this.places.refusal(keyOf(place));
  }

  /** WorkSpaces as it stands in one account and region; another region starts with the same seed. */
  branch(place: Place): Branch {
    const key = keyOf(place);
    const standing = this.branches.get(key);
    if (standing !== undefined) return standing;
    const { accountId: account, region } = place;
    const own = { accountId: account, region };
    const branch = openBranch(this.world(), own, this.keeper.ward(key), this.seed, () => this.allBranches());
    this.branches.set(key, branch);
    return branch;
  }

  allBranches(): readonly Branch[] {
    return [...this.branches.values()];
  }

  get settings(): Settings {
    return this.current;
  }

  changeSettings(change: SettingsChange): void {
    const before = this.current;
    this.current = changed(before, change);
    if (before.sessionDisconnectZeros !== this.current.sessionDisconnectZeros) this.cloudwatch.lookAgain();
    for (const { sessions, maintenance } of this.branches.values()) {
      sessions.keepRhythm();
      maintenance.obeySettings();
    }
  }

  /**
   * Moves a virtual clock `ms` further: all that falls due on the way happens in order, desktops, timers and alarms,
   * each at its own time, and what it sets off goes on before the next.
   * @throws TypeError when the clock is not a virtual one: nobody moves that of the wall
   */
  async advance(ms: number): Promise<void> {
    if (!(this.clock instanceof VirtualClock)) {
      throw new TypeError('Only a cloud with a VirtualClock can be advanced.');
    }
    await this.clock.advanceAndSettle(ms);
  }

  /** What is under way keeps its share of the road. */
  setSpeed(speed: number): void {
    this.pace.setSpeed(speed);
    for (const { sessions } of this.branches.values()) sessions.keepRhythm();
  }

  /**
   * As new: seed, settings and speed of the start, nothing under way, nothing remembered. `desktops` leaves
   * schedules, alarms and metrics: an infrastructure that was deployed would miss them.
   */
  reset(scope: 'all' | 'desktops' = 'all'): void {
    this.generation += 1;
    this.pace.clear();
    this.pace.setSpeed(this.initial.speed);
    this.current = this.initial.settings;
    this.branches.clear();
    this.keeper.clear();
    this.faults.clear();
    this.ledger.clear();
    this.moves.clear();
    this.throttle.clear();
    this.places.clear();
    if (scope === 'all') {
      this.scheduler.reset();
      this.cloudwatch.reset();
    }
    this.branch({ accountId, region: defaultRegion });
    this.news.tell({ kind: 'reset' });
  }

  close(): void {
    this.generation += 1;
    this.pace.clear();
    this.scheduler.close();
    this.cloudwatch.close();
    this.keeper.close();
  }

  /** Finds desktops of an account and region, for faults that concern their users and directories. */
  private desktopsOf(place: Place): FindDesktop {
    return (id) => this.branches.get(keyOf(place))?.fleet.evenGone(id);
  }

  private world(): World {
    const born = this.generation;
    return {
      clock: this.clock,
      pace: this.pace,
      random: this.random,
      settings: () => this.current,
      events: {
        emit: (event, place) => {
          if (born === this.generation) this.events.emit(event, place);
        },
      },
      // A datapoint of a desktop that a reset took away must not come to the new world.
      metrics: {
        put: (datum, place) => {
          if (born !== this.generation) return;
          this.cloudwatch.metrics.put(datum, place);
          this.ear?.put(datum, place);
        },
      },
      moved: (move) => this.moves.add(move),
      faultOfItem: (kind, operation, item) => {
        const fault = this.faults.take([kind], operation, {
          workspaceIds: item.workspaceId === undefined ? [] : [item.workspaceId],
          userNames: item.userName === undefined ? [] : [item.userName],
          directoryIds: item.directoryId === undefined ? [] : [item.directoryId],
        });
        if (fault === undefined) return undefined;
        return {
          code: fault.code ?? 'InternalServerError',
          message: fault.message ?? 'A fault was asked for.',
        };
      },
    };
  }
}
