import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { deploymentNamed } from '@cleandesk/command-line';
import { fleetIn, pausesIn } from '@cleandesk/rebuild-service/cli';
import { eventually } from '@cleandesk/testkit';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { venvWith } from '../../../emulators/desktop-cloud/scripts/venv.ts';
import { accountOf } from '../../src/doctor/account.ts';
import { checkNames, examine } from '../../src/doctor/examine.ts';
import { type Filled, Page, programs } from './page.ts';
import { clearsLetters } from './quiet.ts';

const variables = inject('variables');
Object.assign(process.env, variables);
const account = () => accountOf(deploymentNamed('cleandesk'), undefined, { patienceMs: 300_000 });
const { tables, queues, logs, deployment, the } = account();
const seats = { client: tables, tableName: deployment.seats };
const patience = { withinMs: 240_000, everyMs: 1000 };

let bin: string;
beforeAll(async () => {
  bin = programs(await venvWith('awscli==1.46.3'));
});
// What one page left is not found by the next one.
afterEach(() => clearsLetters(account()));
afterAll(() => rmSync(bin, { recursive: true, force: true }));

/** MiniStack keeps no policy of a bus, and has no Service Quotas. */
const seen = checkNames.filter((name) => name !== 'bus' && name !== 'quotas');

/** Follows a page from its first look to its end. @returns what the first look and the deed said */
async function followed(name: string, filled: Filled): Promise<{ saw: string; did: string }> {
  const page = new Page(name, filled, { variables, bin });
  const look = await page.follow('First look');
  expect(look.code, `the first look of ${name}: ${look.out}`).toBe(0);
  const deed = await page.follow('Do');
  expect(deed.code, `what ${name} says to do: ${deed.out}`).toBe(0);
  // What was asked for goes over the bus: the page says how one sees that it is over.
  await eventually(
    `${name}: healthy again`,
    async () => ((await page.follow('Healthy again')).code === 0 ? true : undefined),
    { ...patience, evidence: async () => JSON.stringify(await page.follow('Healthy again')) },
  );
  return { saw: look.out, did: deed.out };
}

/** A desktop that the deed has made gets its alarm soon, and not at once. */
async function nothingIsWrong(): Promise<void> {
  const wrong = async () => (await examine(account(), 'after', seen)).filter(({ state }) => state !== 'ok');
  await eventually(
    'the doctor finds nothing',
    async () => ((await wrong()).length === 0 ? true : undefined),
    { ...patience, evidence: async () => JSON.stringify(await wrong()) },
  );
}

const groupWasRead = async (since: number): Promise<true | undefined> => {
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({
      logGroupName: '/aws/lambda/cleandesk-directory-sync-sync',
      startTime: since,
    }),
  );
  return events.some(({ message = '' }) => message.includes('A group was read')) ? true : undefined;
};

test('resets are paused by an outage, by bad rebuilds and by a failed recreate: whoever follows the page lets them go on', async () => {
  const at = Date.now();
  const change = (pk: string, name: string, value: unknown) =>
    tables.send(
      new UpdateCommand({
        TableName: deployment.seats,
        Key: { pk },
        UpdateExpression: 'SET #name = :value',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':value': value },
      }),
    );
  const open = { version: 1, outages: [{ from: at - 60_000, to: at, openedAt: at, told: true }] };
  await change('OUTAGES', 'rebuild-tagged', open);
  await change('FAILURES', 'rebuild-tagged', open);
  await change('BREAKERS', 'd-9067000001/wsb-standard1', { because: 'a test', at });
  const { saw } = await followed('resets-paused', {
    policy: 'rebuild-tagged',
    directory: 'd-9067000001',
    bundle: 'wsb-standard1',
  });
  expect(saw).toContain('rebuild-tagged');
  expect(saw).toContain('d-9067000001/wsb-standard1');
  await eventually(
    'no pause is left',
    async () => ((await pausesIn(seats, Date.now())).length === 0 ? true : undefined),
    patience,
  );
  await nothingIsWrong();
});

test('dead letters have gathered: whoever follows the page gives back what can be done, and purges what goes nowhere', async () => {
  const run = randomUUID().slice(0, 4);
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const put = (QueueUrl: string, body: unknown) =>
    queues.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
  const { letters } = await the('rebuild-service-seats');
  for (const number of [1, 2, 3])
    await put(letters.url, {
      version: '0',
      id: randomUUID(),
      'detail-type': 'HoldPlaced.v1',
      source: 'cleandesk.operator',
      account: '000000000000',
      time: new Date().toISOString(),
      region: 'eu-central-1',
      resources: [],
      detail: {
        seat: { directoryId: 'd-9067000002', userName: `letter-${run}-${number}` },
        holdId: `hold-${run}-${number}`,
        owner: 'ines',
        reason: 'a test',
        until,
      },
    });
  const timers = letters.url.replace('rebuild-service-seats', 'timers');
  await put(timers, { cause: 'a test' });
  const { saw } = await followed('dead-letters', { queue: 'rebuild-service-seats', url: timers });
  expect(saw).toContain('HoldPlaced');
  await eventually(
    'what lay there is done',
    async () => {
      const { rows } = await fleetIn(seats, { states: ['absent'], user: `letter-${run}` }, Date.now());
      return rows.filter(({ heldUntil }) => heldUntil !== undefined).length === 3 ? true : undefined;
    },
    patience,
  );
  await nothingIsWrong();
});

// Where OpenLDAP can't be had the stack has no directory, and says so.
const password = inject('directoryPassword');
test.runIf(password !== undefined)(
  'a directory refuses us: whoever follows the page has the group read again',
  async () => {
    const secret = 'cleandesk/ldap';
    const wrong = JSON.stringify({ password: 'of yesterday' });
    const put = ['secretsmanager', 'put-secret-value', '--secret-id', secret, '--secret-string', wrong];
    execFileSync(join(bin, 'aws'), put, { env: { ...process.env, ...variables } });
    const since = Date.now();
    const filled = { group: 'support', secret, password: password ?? '' };
    const { saw } = await followed('directory-unreachable', filled);
    expect(saw).toContain('BindFailed');
    await eventually('the group is read', () => groupWasRead(since), patience);
    await nothingIsWrong();
  },
);
