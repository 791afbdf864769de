import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type BaseAlone, startBaseAlone } from '@cleandesk/launcher';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { digest } from '../src/adapters/chance.ts';
import { dynamoLimits, dynamoLinks, dynamoMailbook } from '../src/adapters/dynamo-doors.ts';
import { dynamoLeases } from '../src/adapters/dynamo-leases.ts';
import { dynamoRequests } from '../src/adapters/dynamo-requests.ts';
import { dynamoPauses, dynamoSeats } from '../src/adapters/dynamo-seats.ts';
import { readSettings, SettingsUnreadable } from '../src/adapters/dynamo-settings.ts';
import { table } from '../src/adapters/table.ts';
import { doorsContract } from './contracts/doors-contract.ts';
import { leasesContract, warnBeforeMs } from './contracts/leases-contract.ts';
import { requestsContract } from './contracts/requests-contract.ts';
import { seatsContract } from './contracts/seats-contract.ts';
import { keptTables } from './kept-tables.ts';
import { day, noon, requestOf, seatIdOf } from './samples.ts';
import { wireSettings } from './settings.ts';

let base: BaseAlone;
let tables = 0;

// The first start on a machine installs the emulator.
beforeAll(async () => {
  base = await startBaseAlone();
}, 180_000);
afterAll(() => base.stop());

const names = ['pk', 'sk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk'] as const;
const keySchema = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];

/** As terraform/modules/approval-service makes it. */
async function newTable() {
  const client = new DynamoDBClient({
    endpoint: base.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  tables += 1;
  const tableName = `portal-${tables}`;
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema('pk', 'sk'),
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      GlobalSecondaryIndexes: ['gsi1', 'gsi2'].map((IndexName) => ({
        IndexName,
        KeySchema: keySchema(`${IndexName}pk`, `${IndexName}sk`),
        Projection: { ProjectionType: 'ALL' as const },
      })),
    }),
  );
  await client.send(new DescribeTableCommand({ TableName: tableName }));
  return table({ client: DynamoDBDocumentClient.from(client), tableName, wait: async () => undefined });
}

const store = async () => {
  const portal = await newTable();
  return {
    requests: dynamoRequests(portal, digest, { warnBeforeMs }),
    leases: dynamoLeases(portal, digest, { warnBeforeMs }),
  };
};

requestsContract('DynamoDB', store);
leasesContract('DynamoDB', store);
seatsContract('DynamoDB', async () => {
  const portal = await newTable();
  return { seats: dynamoSeats(portal), pauses: dynamoPauses(portal) };
});
doorsContract('DynamoDB', async () => {
  const portal = await newTable();
  return { links: dynamoLinks(portal), limits: dynamoLimits(portal), mailbook: dynamoMailbook(portal) };
});

keptTables(newTable);

const item = z.looseObject({
  pk: z.object({ S: z.string() }),
  sk: z.object({ S: z.string() }),
  expiresAt: z.object({ N: z.string() }).optional(),
});
async function itemsOf({ client, tableName: TableName }: Awaited<ReturnType<typeof newTable>>) {
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  return Items.map((one) => item.parse(one));
}

test('what ended is forgotten in its time, what is open never is, and no key names anybody', async () => {
  const portal = await newTable();
  const requests = dynamoRequests(portal, digest, { warnBeforeMs });
  const request = requestOf('ada.berg', { requester: { login: 'ada.berg', name: 'Ada Berg' } });
  const made = await requests.create(request, { once: { key: 'key-of-ada', hash: 'h' }, perDay: 5 });
  if (made.kind !== 'created') throw new Error(made.kind);
  await dynamoLinks(portal).put('hash', {
    requestId: request.id,
    approver: 'eve@example.com',
    expiresAt: noon + day,
    codeHash: 'c',
    triesLeft: 5,
  });
  await dynamoMailbook(portal).begin('approve:1', noon);
  await dynamoLimits(portal).within('login:ada.berg', { most: 5, ms: day }, noon);
  await dynamoSeats(portal).note(seatIdOf('ada.berg'), { at: noon, id: 'e', what: 'w', text: 't' });
  const daysLeft = async () =>
    Object.fromEntries(
      (await itemsOf(portal)).map(({ pk, sk, expiresAt }) => [
        `${pk.S.replace(/#.*/, '')} ${sk.S.replace(/#.*/, '')}`,
        expiresAt === undefined ? 'never' : Math.round((Number(expiresAt.N) * 1000 - noon) / day),
      ]),
    );
  const standing = {
    'ONCE ONCE': 2,
    'COUNT COUNT': 2,
    'S OPEN': 'never',
    'R R': 'never',
    'R A': 400,
    'L L': 31,
    'M M': 400,
    'S T': 400,
  };
  expect(await daysLeft()).toEqual(standing);
  await requests.save(made.request, { ...request, status: 'rejected' });
  const { 'S OPEN': _closed, 'R A': _unlisted, ...ended } = standing;
  expect(await daysLeft()).toEqual({ ...ended, 'R R': 400 });
  expect(JSON.stringify((await itemsOf(portal)).map(({ pk, sk }) => [pk, sk]))).not.toMatch(/ada|eve|@/i);
});

test('the settings are read from where Terraform puts them, and what is wrong is named without its value', async () => {
  const portal = await newTable();
  const put = (pk: string, settings: unknown) =>
    portal.client.send(
      new PutCommand({
        TableName: portal.tableName,
        Item: { pk, sk: 'portal', settings: JSON.stringify(settings) },
      }),
    );
  await put('CONFIG#1', wireSettings());
  expect(await readSettings(portal, 'CONFIG#1')).toEqual(wireSettings());
  await put('CONFIG#2', wireSettings({ approvers: 'secret@example.com', more: 1 }));
  const reading = readSettings(portal, 'CONFIG#2');
  await expect(reading).rejects.toThrow(/approvers .*more/);
  await expect(reading).rejects.not.toThrow(/secret/);
  await expect(readSettings(portal, 'CONFIG#3')).rejects.toThrow(SettingsUnreadable);
});
