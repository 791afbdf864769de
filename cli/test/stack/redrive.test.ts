import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { deploymentNamed } from '@cleandesk/command-line';
import { fleetIn, theSeatOf } from '@cleandesk/rebuild-service/cli';
import { eventually } from '@cleandesk/testkit';
import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import { type Account, accountOf } from '../../src/doctor/account.ts';
import { becomesQuiet } from './quiet.ts';

const variables = inject('variables');
Object.assign(process.env, variables);
const account = accountOf(deploymentNamed('cleandesk'), undefined);
const seats = { client: account.tables, tableName: account.deployment.seats };
/** Clocks may differ. */
const begun = Date.now() - 60_000;
/** What a function did not get to comes again when its queue's visibility timeout of three minutes is over: twice, and some more. */
const patience = { withinMs: 500_000 };

const others = ['alarm-manager-watch', 'alarm-manager-reconcile', 'user-notices-tell'];
const holds = 40;
const redriven = z.object({ queues: z.array(z.object({ redriven: z.number() })) });
const counted = z.array(z.object({ letters: z.number() })).min(6);

function eventOf(detailType: string, detail: unknown): string {
  return JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source: 'cleandesk.operator',
    account: '000000000000',
    // Long ago, as what lies in dead letters is.
    time: new Date(Date.now() - 2 * 86_400_000).toISOString(),
    region: 'eu-central-1',
    resources: [],
    detail,
  });
}

test('a hundred letters of four functions are redriven, and each is acted on; once more, nothing changes', async () => {
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const run = randomUUID().slice(0, 4);
  const held = Array.from({ length: holds }, (_, number) => `held-${run}-${number}`);
  const letters = held.map((userName) =>
    eventOf('HoldPlaced.v1', {
      seat: { directoryId: 'd-9067000002', userName },
      holdId: `hold-${userName}`,
      owner: 'ines',
      reason: 'a test',
      until,
    }),
  );
  const probes = others.flatMap((of) => Array.from({ length: 20 }, () => ({ of, probeId: randomUUID() })));
  const put = async () => {
    for (const body of letters) await letter('rebuild-service-seats', body);
    for (const { of, probeId } of probes) await letter(of, eventOf('ProbeSent.v1', { probeId }));
  };

  await put();
  const { code, out } = await typed('dlq', 'redrive', '--all', '--yes', '--json');
  expect(code).toBe(0);
  const { queues } = redriven.parse(JSON.parse(out));
  expect(queues.reduce((sum, one) => sum + one.redriven, 0)).toBe(100);
  await eventually(
    'each of them to be held',
    async () => ((await heldOf(run)) === holds ? true : undefined),
    patience,
  );
  await heardOf(probes, 1);

  await put();
  expect((await typed('dlq', 'redrive', '--all', '--yes')).code).toBe(0);
  // They came through once more, and were handled: only then it says something that nothing has changed.
  await heardOf(probes, 2);
  await becomesQuiet(account);
  expect(await heldOf(run)).toBe(holds);
  for (const userName of held) expect(await holdsOf(userName)).toEqual([`hold-${userName}`]);
  const listed = counted.parse(JSON.parse((await typed('dlq', 'list', '--json')).out));
  expect(listed.filter(({ letters }) => letters > 0)).toEqual([]);
});

/** Every probe stands in the log of its function, so many times at least. */
async function heardOf(probes: readonly { of: string; probeId: string }[], times: number): Promise<void> {
  for (const of of others) {
    const asked = probes.filter((one) => one.of === of).map(({ probeId }) => probeId);
    await eventually(
      `every probe in the log of ${of}, ${times} times`,
      async () => {
        const said = (await logOf(account, of)).filter((line) => line.includes('A probe came through'));
        return asked.every((id) => said.filter((line) => line.includes(id)).length >= times)
          ? true
          : undefined;
      },
      patience,
    );
  }
}

async function holdsOf(userName: string): Promise<string[]> {
  const seat = await theSeatOf(seats, `d-9067000002/${userName}`);
  return seat.holds.map(({ id }) => id);
}

async function letter(of: string, MessageBody: string): Promise<void> {
  const { url: QueueUrl } = (await account.the(of)).letters;
  await account.queues.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}

async function heldOf(run: string): Promise<number> {
  const { rows } = await fleetIn(seats, { states: ['absent'], user: `held-${run}` }, Date.now());
  return rows.filter(({ heldUntil }) => heldUntil !== undefined).length;
}

async function logOf({ logs }: Account, of: string): Promise<string[]> {
  const lines: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await logs.send(
      new FilterLogEventsCommand({
        logGroupName: `/aws/lambda/cleandesk-${of}`,
        startTime: begun,
        ...(nextToken === undefined ? {} : { nextToken }),
      }),
    );
    lines.push(...(page.events ?? []).map(({ message = '' }) => message));
    nextToken = page.nextToken === nextToken ? undefined : page.nextToken;
  } while (nextToken !== undefined);
  return lines;
}

function typed(...args: string[]): Promise<{ code: number; out: string }> {
  const program = join(import.meta.dirname, '../../src/main.ts');
  const env = { PATH: process.env.PATH, NO_COLOR: '1', ...variables };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env }, (error, out) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out });
    });
  });
}
