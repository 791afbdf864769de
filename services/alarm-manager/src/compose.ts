import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { publisher } from '@cleandesk/bus';
import { shardAlarmNamePrefix } from '@cleandesk/contracts';
import { atFirstUse, type DeadLetter, type Door, functionLog, functionMeter } from '@cleandesk/lambda';
import { dynamoBook, onCalls, pace, sharedPace, workspacesReader } from '@cleandesk/workspaces';
import { cloudwatchAlarms } from './adapters/cloudwatch-alarms.ts';
import { cloudwatchShards } from './adapters/cloudwatch-shards.ts';
import { dynamoWalks } from './adapters/dynamo-walks.ts';
import { workspacesFleet } from './adapters/workspaces-fleet.ts';
import type { WalkingWorld } from './app/recur.ts';
import type { World } from './app/world.ts';
import type { Config, WalkingConfig } from './config.ts';
import { measures } from './measures.ts';

/** All calls of this service can be repeated, so an answer that does not come is asked for again soon. */
const overTheWire = {
  requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};
/** Whoever waits for a turn does not want to wait for a table: the process has a small share of its own. */
const turnsOverTheWire = {
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1000, throwOnRequestTimeout: true },
  maxAttempts: 1,
};
type ChangedAlarms = { client: CloudWatchClient; turn: () => Promise<void> };

/** Changes of alarms: CloudWatch takes 3 a second of an account, of each kind. What is above goes again by the SDK. */
const alarmPace = { perSecond: 3, burst: 5 };
/** ms that a throttled read is repeated for; then the queue waits, which it does better. */
const patienceMs = 8000;

/** Everything that lives as long as this process: runs on a cold start only. */
export function compose(config: Config): { world: World; door: Door } {
  const { world, door } = parts(config);
  return { world, door };
}

/** Changes of alarms of both kinds share one pace. */
function parts(config: Config): { world: World; door: Door; alarms: ChangedAlarms } {
  const clock = { now: () => Date.now() };
  const log = functionLog();
  const meter = functionMeter(measures);
  const changes = pace({ ...alarmPace, clock });
  const alarms = { client: new CloudWatchClient(overTheWire), turn: () => changes.turn() };
  const { table: tableName, patienceMs: turnPatienceMs, ...rate } = config.pace;
  // All that this service looks at can wait for who is to be reset.
  const turns = sharedPace({
    ...rate,
    book: dynamoBook({ client: new DynamoDBClient(turnsOverTheWire), tableName }),
    patienceMs: { first: turnPatienceMs, later: turnPatienceMs },
    clock,
    onTrouble: (error, aloneForMs) => log.error('Turns can not be booked', error, { aloneForMs }),
  });
  const clients = {
    // The SDK's own retries would not ask the pace.
    workspaces: new WorkSpacesClient({ ...overTheWire, maxAttempts: 1 }),
    tagging: new ResourceGroupsTaggingAPIClient(overTheWire),
  };
  onCalls(clients, {
    called: () => meter.count('ApiCalled'),
    throttled: () => meter.count('ApiThrottled'),
  });
  const reader = workspacesReader({
    ...clients,
    pace: turns,
    account: { accountId: config.accountId, partition: config.partition },
    clock,
    patienceMs,
  });
  const world: World = {
    fleet: workspacesFleet({ reader, journal: log }),
    alarms: cloudwatchAlarms(alarms),
    bus: publisher({ client: new EventBridgeClient(overTheWire), busName: config.busName }),
    journal: log,
    meter,
    policies: config.policies,
    rules: config.rules,
    detector: config.detector,
  };
  // An event that nobody can read is rare.
  const letters = atFirstUse(async () => {
    const { deadLetters, SQSClient } = await import('@cleandesk/lambda/dead-letters');
    const queue = { client: new SQSClient(overTheWire), queueUrl: config.deadLetterQueueUrl, clock };
    return deadLetters(queue);
  });
  const deadLetters = { put: async (letter: DeadLetter) => (await letters()).put(letter) };
  return { world, door: { deadLetters, log, meter }, alarms };
}

/** The same for the function that walks over the fleet. */
export function composeWalks(config: WalkingConfig): { world: WalkingWorld; door: Door } {
  const { world, door, alarms } = parts(config);
  const { walksTable: tableName, deployment, sharding } = config;
  const walks = dynamoWalks({ client: new DynamoDBClient(overTheWire), tableName });
  const shards = cloudwatchShards({ ...alarms, prefix: `${shardAlarmNamePrefix}${deployment}_` });
  return { world: { ...world, walks, shards, sharding, clock: { now: () => Date.now() } }, door };
}
