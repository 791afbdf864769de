import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { publisher } from '@cleandesk/bus';
import { shardAlarmNamePrefix } from '@cleandesk/contracts';
import { eachRecord, type Handler, wholeBatch } from '@cleandesk/lambda';
import { pace, sharedPace, workspacesReader } from '@cleandesk/workspaces';
import { cloudwatchAlarms } from '../../../services/alarm-manager/src/adapters/cloudwatch-alarms.ts';
import { cloudwatchShards } from '../../../services/alarm-manager/src/adapters/cloudwatch-shards.ts';
import { arrivals } from '../../../services/alarm-manager/src/adapters/sqs-arrivals.ts';
import { workspacesFleet } from '../../../services/alarm-manager/src/adapters/workspaces-fleet.ts';
import { hear } from '../../../services/alarm-manager/src/app/hear.ts';
import { recur, type WalkingWorld } from '../../../services/alarm-manager/src/app/recur.ts';
import { hears } from '../../../services/alarm-manager/src/hears.ts';
import { clientsOf, over } from '../cloud/clients.ts';
import type { FunctionRules } from './deployed.ts';
import { eventsSender } from './events-sender.ts';
import { doorOf, names, paceOf, type Start } from './host.ts';

const second = 1000;

/** As the functions are deployed (terraform/variables.tf, `tuning`; modules/alarm-manager). */
export const watchRules = {
  name: 'watch',
  timeoutMs: 120 * second,
  batchSize: 25,
  batchWindowMs: second,
  concurrency: 2,
} as const;
export const watchVisibilityMs = 180 * second;
export const reconcileRules = {
  name: 'reconcile',
  timeoutMs: 900 * second,
  batchSize: 1,
  batchWindowMs: 0,
  concurrency: 2,
} as const;
export const reconcileVisibilityMs = 960 * second;

/** As in src/compose.ts. */
const alarmPace = { perSecond: 3, burst: 5 };
const patienceMs = 8000;
const requestTimeoutMs = 10_000;
/** ms that a turn is waited for, whatever its rank: all that this service looks at can wait (modules/alarm-manager). */
export const turnPatienceMs = ({ timeoutMs }: FunctionRules): number => Math.min(60 * second, timeoutMs / 2);
/** Of the rate, while turns can't be booked: half of it is this service's, of two functions with two runs each. */
export const ownShare = 0.5 / 4;

const eventBridge = new EventBridgeClient({ region: names.region });

/** A cold start of the function `watch`. */
export function startWatch(start: Start): Handler {
  const world = worldOf(start, watchRules);
  return wholeBatch(
    arrivals(hears.watch, (batch, remainingMs) => hear(batch, world, remainingMs)),
    doorOf(start),
  );
}

/** A cold start of the function `reconcile`. */
export function startReconcile(start: Start): Handler {
  const world = worldOf(start, reconcileRules);
  return eachRecord(
    ({ body }, invocation) => recur(hears.reconcile.read(body), world, () => invocation.remainingMs()),
    doorOf(start),
  );
}

/** src/compose.ts with a line to this account instead of one to AWS. */
function worldOf({ account, line, policies, detector }: Start, rules: FunctionRules): WalkingWorld {
  const { time, tally, cloud, bus, chance } = account;
  const caller = `alarm-manager-${rules.name}`;
  const turns = turnPatienceMs(rules);
  const clients = clientsOf({ cloud, line, time, tally, caller }, requestTimeoutMs);
  const changes = pace({ ...alarmPace, clock: time });
  const alarms = { client: clients.cloudwatch, turn: () => changes.turn() };
  const journal = { info: () => undefined, warn: () => undefined };
  const reader = workspacesReader({
    workspaces: clients.workspaces,
    tagging: clients.tagging,
    pace: sharedPace({
      ...paceOf,
      ownShare,
      book: { book: (booking) => line.reach(() => account.book.book(booking)) },
      patienceMs: { first: turns, later: turns },
      clock: time,
      random: chance,
    }),
    account: names,
    clock: time,
    patienceMs,
  });
  return {
    fleet: workspacesFleet({ reader, journal }),
    alarms: cloudwatchAlarms(alarms),
    shards: cloudwatchShards({ ...alarms, prefix: `${shardAlarmNamePrefix}${names.bus}_` }),
    sharding: { shards: detector === 'fleet' ? [{ name: 'all', tags: {} }] : [], most: 90 },
    detector,
    bus: publisher({
      client: over(eventBridge, eventsSender(bus, line)),
      busName: names.bus,
      wait: (ms) => time.wait(ms),
    }),
    journal,
    meter: { count: () => undefined, gauge: () => undefined },
    policies,
    rules: { periodSeconds: 300, tags: {} },
    walks: {
      enter: (...step) => line.reach(() => account.walks.enter(...step)),
      leave: (...step) => line.reach(() => account.walks.leave(...step)),
    },
    clock: time,
  };
}
