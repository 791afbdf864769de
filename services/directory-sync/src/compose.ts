import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { publisher } from '@cleandesk/bus';
import { atFirstUse, type DeadLetter, type Door, functionLog, functionMeter } from '@cleandesk/lambda';
import { dynamoGroups } from './adapters/dynamo-groups.ts';
import { dynamoNotebook } from './adapters/dynamo-notebook.ts';
import type { World } from './app/world.ts';
import type { Config } from './config.ts';
import { measures } from './measures.ts';

/** All calls of this service can be repeated, so an answer that does not come is asked for again soon. */
const overTheWire = {
  requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};
/** ms that must be left to begin with another group. */
const leastMs = 30_000;

/** Everything that lives as long as this process: runs on a cold start only. */
export function compose(config: Config): { world: World; door: Door } {
  const clock = { now: () => Date.now() };
  const log = functionLog();
  const meter = functionMeter(measures);
  const table = {
    client: DynamoDBDocumentClient.from(new DynamoDBClient(overTheWire)),
    tableName: config.table,
  };
  // What hears of a seat needs neither.
  const secrets = atFirstUse(async () => {
    const { SecretsManagerClient, secretsManager } = await import('./adapters/secrets-manager.ts');
    return secretsManager({ client: new SecretsManagerClient(overTheWire) });
  });
  const directory = atFirstUse(async () => {
    const { ldapDirectory } = await import('./adapters/ldap-directory.ts');
    return ldapDirectory({ clock });
  });
  const world: World = {
    groups: dynamoGroups({ ...table, key: config.groupsKey }),
    directory: { read: async (...source) => (await directory()).read(...source) },
    secrets: { password: async (name) => (await secrets()).password(name) },
    notebook: dynamoNotebook(table),
    bus: publisher({ client: new EventBridgeClient(overTheWire), busName: config.busName }),
    clock,
    journal: log,
    meter,
    leaseMs: config.leaseMs,
  };
  // An event that nobody can read is rare.
  const letters = atFirstUse(async () => {
    const { deadLetters, SQSClient } = await import('@cleandesk/lambda/dead-letters');
    const queue = { client: new SQSClient(overTheWire), queueUrl: config.deadLetterQueueUrl, clock };
    return deadLetters(queue);
  });
  const deadLetters = { put: async (letter: DeadLetter) => (await letters()).put(letter) };
  return { world, door: { deadLetters, log, meter, leastMs } };
}
