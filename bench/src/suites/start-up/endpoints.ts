import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { started } from '../../cloud/process.ts';
import { portalSettings } from './portal-settings.ts';

/** Where first events' calls end: the desktop cloud, empty, and for all else a table and a bus that have nothing to say. */
export type Endpoints = { environment: Readonly<Record<string, string>>; stop(): Promise<void> };

export async function endpoints(): Promise<Endpoints> {
  const cloud = await started(['--no-throttle', '--users', '1']);
  const server = createServer((request, response) => {
    answerTo(request).then(
      (answer) =>
        response
          .writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() })
          .end(JSON.stringify(answer)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The endpoint has no port');
  return {
    environment: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${address.port}`,
      AWS_ENDPOINT_URL_WORKSPACES: cloud.url,
      AWS_ENDPOINT_URL_CLOUDWATCH: cloud.url,
      AWS_ENDPOINT_URL_SCHEDULER: cloud.url,
      AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API: cloud.url,
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await cloud.stop();
    },
  };
}

const asked = z.looseObject({
  Entries: z.array(z.unknown()).default([]),
  Key: z.record(z.string(), z.unknown()).default({}),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).default({}),
});

async function answerTo(request: IncomingMessage): Promise<object> {
  const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
  const input = asked.parse(JSON.parse((await text(request)) || '{}'));
  switch (operation) {
    case 'PutEvents':
      return { FailedEntryCount: 0, Entries: input.Entries.map(() => ({ EventId: randomUUID() })) };
    case 'BatchGetItem':
      return { Responses: {}, UnprocessedKeys: {} };
    case 'Query':
      return { Items: [], Count: 0, ScannedCount: 0 };
    case 'GetItem':
      return JSON.stringify(input.Key).includes('settings')
        ? { Item: { settings: { S: JSON.stringify(portalSettings) } } }
        : {};
    case 'UpdateItem': {
      // Who books a turn reads until when: as it was written.
      const line = input.ExpressionAttributeNames['#line'];
      return line === undefined ? {} : { Attributes: { [line]: input.ExpressionAttributeValues[':end'] } };
    }
    default:
      return {};
  }
}
