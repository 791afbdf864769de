import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { publisher } from '@cleandesk/bus';
import {
  atFirstUse,
  type DeadLetter,
  type Door,
  functionLog,
  functionMeter,
  type Meter,
} from '@cleandesk/lambda';
import { chance, digest } from './adapters/chance.ts';
import { dynamoLimits, dynamoLinks, dynamoMailbook } from './adapters/dynamo-doors.ts';
import { dynamoLeases } from './adapters/dynamo-leases.ts';
import { dynamoRequests } from './adapters/dynamo-requests.ts';
import { dynamoPauses, dynamoSeats } from './adapters/dynamo-seats.ts';
import { readSettings } from './adapters/dynamo-settings.ts';
import { mustacheWording } from './adapters/mustache-wording.ts';
import { stepFunctions } from './adapters/step-functions.ts';
import { table } from './adapters/table.ts';
import type { Settings, World } from './app/world.ts';
import type { Config, GivenSettings } from './config.ts';
import type { SignIn } from './http/person.ts';
import { type Measured, measures } from './measures.ts';
import type { Mailer } from './ports.ts';

/** All calls of this service can be repeated but mails, so an answer that does not come is asked for again soon. */
const overTheWire = {
  requestHandler: { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true },
};
/** What goes out to people is not repeated by the SDK: only we know what has not gone out. */
const once = { ...overTheWire, maxAttempts: 1 };
/** ms that must be left to begin with another event. */
const leastMs = 10_000;

export type Composed = {
  /** The settings are read at the first use, and again when that failed. */
  world: () => Promise<World>;
  signIn: () => Promise<SignIn>;
  log: ReturnType<typeof functionLog>;
  meter: Meter<Measured>;
  /** Of the function behind a queue. */
  door: Door;
};

/** Everything that lives as long as this process: runs on a cold start only. */
export function compose(config: Config): Composed {
  const clock = { now: () => Date.now() };
  const log = functionLog();
  const meter = functionMeter(measures);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(overTheWire));
  const portalTable = table({ client, tableName: config.table });
  const given = atFirstUse(() => readSettings(portalTable, config.settingsKey));

  const world = atFirstUse(async (): Promise<World> => {
    const found = await given();
    const settings = settingsOf(found, config.portalUrl);
    const { warnBeforeMs } = settings;
    return {
      settings,
      requests: dynamoRequests(portalTable, digest, { warnBeforeMs }),
      seats: dynamoSeats(portalTable),
      leases: dynamoLeases(portalTable, digest, { warnBeforeMs }),
      pauses: dynamoPauses(portalTable),
      links: dynamoLinks(portalTable),
      limits: dynamoLimits(portalTable),
      mailbook: dynamoMailbook(portalTable),
      mailer: mailerOf(config),
      wording: mustacheWording(found.readers, settings.connecting),
      workflows: stepFunctions({
        client: new SFNClient(overTheWire),
        stateMachineArn: config.stateMachineArn,
      }),
      bus: publisher({ client: new EventBridgeClient(overTheWire), busName: config.busName }),
      clock,
      chance,
      digest,
      journal: log,
      meter,
    };
  });

  // An event that nobody can read is rare.
  const letters = atFirstUse(async () => {
    const { deadLetters, SQSClient } = await import('@cleandesk/lambda/dead-letters');
    const queueUrl = config.deadLetterQueueUrl ?? '';
    return deadLetters({ client: new SQSClient(overTheWire), queueUrl, clock });
  });
  const deadLetters = { put: async (letter: DeadLetter) => (await letters()).put(letter) };
  return {
    world,
    signIn: async () => (await given()).signIn,
    log,
    meter,
    door: { deadLetters, log, meter, leastMs },
  };
}

/** The API writes to nobody: its role could not either. */
function mailerOf({ mail }: Config): Mailer {
  const sender = atFirstUse(async () => {
    if (mail === undefined) throw new Error('This function sends no mail');
    const { SESv2Client, sesMail } = await import('./adapters/ses-mail.ts');
    return sesMail({ ...mail, client: new SESv2Client(once) });
  });
  return { send: async (...letter) => (await sender()).send(...letter) };
}

function settingsOf(given: GivenSettings, portalUrl: string): Settings {
  const { directoryId, offers, rules, approvers, approversSignIn, limits, connecting } = given;
  return {
    directoryId,
    portalUrl,
    offers,
    rules,
    approvers,
    approversSignIn,
    limits,
    connecting,
    expiryMs: given.expirySeconds * 1000,
    warnBeforeMs: given.warnBeforeSeconds * 1000,
  };
}
