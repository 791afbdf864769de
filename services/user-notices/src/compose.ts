import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { atFirstUse, type DeadLetter, type Door, functionLog, functionMeter } from '@cleandesk/lambda';
import { ownTemplates } from './adapters/dynamo-templates.ts';
import { dynamoTold } from './adapters/dynamo-told.ts';
import { mustacheWording, wordingOf } from './adapters/mustache-wording.ts';
import type { World } from './app/world.ts';
import type { Config } from './config.ts';
import { addressOf } from './domain/address.ts';
import { measures } from './measures.ts';
import type { Teller } from './ports.ts';

const overTheWire = {
  requestHandler: { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true },
};
/** What goes out to people is not repeated by the SDK: only we know what has not gone out. */
const once = { ...overTheWire, maxAttempts: 1 };
/** ms that a throttled mail is tried again for. */
const patienceMs = 5000;
/** ms that must be left to begin with another notice: both ways, with all their patience. */
const leastMs = 15_000;

/** Everything that lives as long as this process: runs on a cold start only. */
export function compose(config: Config): { world: World; door: Door } {
  const clock = { now: () => Date.now() };
  const log = functionLog();
  const meter = functionMeter(measures);
  const table = { client: new DynamoDBClient(overTheWire), tableName: config.table };
  const { templatesKey: key } = config;
  const wording = atFirstUse(async () => {
    const onMissing = () => log.warn('The templates of this deployment can not be read: ours are used');
    const own = key === undefined ? {} : await ownTemplates({ ...table, key, onMissing });
    return mustacheWording(own, (unusable) => log.warn('A template can not be used: ours is', unusable));
  });
  const world: World = {
    wanted: config.wanted,
    readers: config.readers,
    tellers: tellersOf(config, clock),
    told: dynamoTold(table),
    wording: wordingOf(wording),
    clock,
    leaseMs: config.leaseMs,
    journal: log,
    meter,
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

/** Most deployments have one way to tell users: the other one's SDK is never loaded. */
function tellersOf({ mail, topic }: Config, clock: World['clock']): Teller[] {
  const tellers: Teller[] = [];
  if (mail) {
    const sender = atFirstUse(async () => {
      const { SESv2Client, sesMail } = await import('./adapters/ses-mail.ts');
      return sesMail({
        ...mail,
        client: new SESv2Client(once),
        addressOf: async ({ directoryId, userName }) => {
          const pattern = mail.patterns.get(directoryId);
          return pattern === undefined ? undefined : addressOf(pattern, userName);
        },
        patienceMs,
        clock,
        pause,
      });
    });
    tellers.push({
      channel: 'mail',
      reaches: ({ directoryId }) => mail.patterns.has(directoryId),
      tell: async (...letter) => (await sender()).tell(...letter),
    });
  }
  if (topic) {
    const sender = atFirstUse(async () => {
      const { SNSClient, snsTopic } = await import('./adapters/sns-topic.ts');
      return snsTopic({ client: new SNSClient({ ...once, region: topic.region }), topicArn: topic.arn });
    });
    tellers.push({
      channel: 'topic',
      reaches: () => true,
      tell: async (...letter) => (await sender()).tell(...letter),
    });
  }
  return tellers;
}
