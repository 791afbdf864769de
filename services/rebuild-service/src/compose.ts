import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { publisher } from '@cleandesk/bus';
import { atFirstUse, type DeadLetter, type Door, functionLog, functionMeter } from '@cleandesk/lambda';
import { timerName, timers } from '@cleandesk/timers';
import { dynamoBook, onCalls, sharedPace, workspacesReader } from '@cleandesk/workspaces';
import { dynamoRecords } from './adapters/dynamo-records.ts';
import { dynamoSafeguards } from './adapters/dynamo-safeguards.ts';
import { dynamoSeats } from './adapters/dynamo-seats.ts';
import { logJournal } from './adapters/log-journal.ts';
import { workspacesFleet } from './adapters/workspaces-fleet.ts';
import type { World } from './app/world.ts';
import type { Config } from './config.ts';
import { measures } from './measures.ts';

/**
 * Of all that may go wrong with a call, silence is the worst: nobody knows whether it happened. A short time-out would
 * only make more silence, so an answer may take 30 s; a connection that does not come about has done nothing.
 */
const overTheWire = {
  requestHandler: { connectionTimeout: 2000, requestTimeout: 30_000, throwOnRequestTimeout: true },
};
/** Whoever waits for a turn does not want to wait for a table: the process has a small share of its own. */
const turnsOverTheWire = {
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1000, throwOnRequestTimeout: true },
  maxAttempts: 1,
};
/** ms that a turn is waited for. A look is good for a call for 5 s; an observation comes again by itself. */
const turnPatienceMs = { first: 4000, later: 5000 };
/** ms that a throttled read is repeated for. A run that waits longer does nothing else; the queue can wait better. */
const patienceMs = 5000;

/** Everything that lives as long as this process: runs on a cold start only. */
export function compose(config: Config): { world: World; door: Door } {
  const clock = { now: () => Date.now() };
  const log = functionLog();
  const meter = functionMeter(measures);
  const journal = logJournal(log);
  const tables = {
    client: DynamoDBDocumentClient.from(new DynamoDBClient(overTheWire)),
    tableName: config.seatsTable,
  };
  // The SDK must not repeat what changes a desktop, nor ask AWS without waiting for its turn.
  const client = new WorkSpacesClient({ ...overTheWire, maxAttempts: 1 });
  const turns = sharedPace({
    ...config.pace,
    book: dynamoBook({ client: new DynamoDBClient(turnsOverTheWire), tableName: config.pace.table }),
    patienceMs: turnPatienceMs,
    clock,
    onTrouble: (error, aloneForMs) => log.error('Turns can not be booked', error, { aloneForMs }),
  });
  const clients = { workspaces: client, tagging: new ResourceGroupsTaggingAPIClient(overTheWire) };
  onCalls(clients, {
    called: () => meter.count('ApiCalled'),
    throttled: () => meter.count('ApiThrottled'),
  });
  const reading = {
    ...clients,
    pace: turns,
    account: config,
    clock,
    patienceMs,
  };
  // Many fleets have no encrypted desktop.
  const keys = atFirstUse(async () => {
    const { KMSClient, kmsKeys } = await import('./adapters/kms-keys.ts');
    return kmsKeys({ client: new KMSClient(overTheWire) });
  });
  const world: World = {
    seats: dynamoSeats({ ...tables, clock }),
    store: dynamoSafeguards(tables),
    records: dynamoRecords({ client: tables.client, tableName: config.recordsTable }),
    fleet: workspacesFleet({
      client,
      reader: workspacesReader({ ...reading, rank: 'first' }),
      observer: workspacesReader(reading),
      pace: turns,
      keys: { stateOf: async (key) => (await keys()).stateOf(key) },
      policies: config.policies,
      clock,
      journal,
    }),
    timers: timers({
      client: new SchedulerClient(overTheWire),
      ...config.timers,
      busArn: config.bus.arn,
      shortestMs: config.settings.shortestTimerMs,
      clock,
    }),
    bus: publisher({ client: new EventBridgeClient(overTheWire), busName: config.bus.name }),
    clock,
    journal,
    meter,
    policies: config.policies,
    settings: config.settings,
    leaseMs: config.leaseMs,
    keepRecordsMs: config.keepRecordsMs,
    timerName,
  };
  // An event that nobody can read is rare.
  const letters = atFirstUse(async () => {
    const { deadLetters, SQSClient } = await import('@cleandesk/lambda/dead-letters');
    const queue = { client: new SQSClient(overTheWire), queueUrl: config.deadLetterQueueUrl, clock };
    return deadLetters(queue);
  });
  const deadLetters = { put: async (letter: DeadLetter) => (await letters()).put(letter) };
  return { world, door: { deadLetters, log, meter } };
}
