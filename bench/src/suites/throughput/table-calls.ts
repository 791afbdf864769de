import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as forward } from 'node:http';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { repositoryRoot, type StackEnvironment } from '@cleandesk/launcher';
import { environmentFor } from '../../sample-environment.ts';
import { startedFresh } from '../start-up/fresh-process.ts';

/** What one batch of events asked of DynamoDB. */
export type TableCalls = { what: string; events: number; calls: string[]; perEvent: number; quiet: boolean };

const seats = join(repositoryRoot, 'services/rebuild-service/dist/seats/index.mjs');

/** A door before the emulator that notes which operations of DynamoDB go through it. */
async function door(baseUrl: string): Promise<{ url: string; noted: string[]; close(): void }> {
  const noted: string[] = [];
  const server = createServer((incoming, answer) => {
    const [api, operation] = String(incoming.headers['x-amz-target']).split('.');
    if (api?.startsWith('DynamoDB') && operation !== undefined) noted.push(operation);
    const outgoing = forward(
      new URL(incoming.url ?? '/', baseUrl),
      { method: incoming.method, headers: incoming.headers },
      (back) => {
        answer.writeHead(back.statusCode ?? 502, back.headers);
        back.pipe(answer);
      },
    );
    outgoing.once('error', (error) => answer.destroy(error));
    incoming.pipe(outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The door has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    noted,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The deployed code in processes of its own, on the stack's table: calls are counted where they leave it. */
export async function tableCalls(
  { baseUrl, cloudUrl, region }: StackEnvironment,
  tableName: string,
  workspaceIds: readonly string[],
): Promise<TableCalls[]> {
  const [known = '', ...others] = workspaceIds;
  const now = Date.now();
  const through = await door(baseUrl);
  const counted = async (
    what: string,
    quiet: boolean,
    logins: readonly { workspaceId: string; at: number }[],
  ): Promise<TableCalls> => {
    through.noted.length = 0;
    const { answer } = await startedFresh({
      runtime: 'node',
      bundle: seats,
      environment: {
        ...environmentFor('rebuild-service'),
        AWS_REGION: region,
        SEATS_TABLE: tableName,
        AWS_ENDPOINT_URL: through.url,
        AWS_ENDPOINT_URL_WORKSPACES: cloudUrl,
      },
      event: { Records: logins.map(recordOf) },
    });
    if (!isDeepStrictEqual(answer, { batchItemFailures: [] }))
      throw new Error(`${what} was answered with ${JSON.stringify(answer)}`);
    const calls = [...through.noted];
    return {
      what,
      events: logins.length,
      calls: summed(calls),
      perEvent: Math.round((calls.length / logins.length) * 100) / 100,
      quiet,
    };
  };
  try {
    const login = { workspaceId: known, at: now };
    return [
      await counted('a login to a desktop that is nobody’s seat', true, [
        { workspaceId: 'ws-nobodys00', at: now },
      ]),
      await counted('a login', false, [login]),
      await counted('the same login, told again', true, [login]),
      await counted(
        '25 logins in a batch',
        false,
        others.slice(0, 25).map((workspaceId) => ({ workspaceId, at: now })),
      ),
      await counted(
        'the same 25, told again',
        true,
        others.slice(0, 25).map((workspaceId) => ({ workspaceId, at: now })),
      ),
    ];
  } finally {
    through.close();
  }
}

const summed = (calls: readonly string[]): string[] =>
  [...new Set(calls)].map((one) => `${calls.filter((other) => other === one).length} ${one}`);

function recordOf({ workspaceId, at }: { workspaceId: string; at: number }) {
  const body = {
    version: '0',
    id: randomUUID(),
    source: 'cleandesk.alarm-manager',
    'detail-type': 'DesktopConnected.v1',
    account: '123456789012',
    region: 'eu-central-1',
    time: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
    resources: [],
    detail: { workspaceId, loginAt: new Date(at).toISOString() },
  };
  return {
    messageId: randomUUID(),
    receiptHandle: '1',
    body: JSON.stringify(body),
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(at) },
    messageAttributes: {},
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:bench',
    awsRegion: 'eu-central-1',
  };
}
