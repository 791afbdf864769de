import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { logs } from '../src/logs.ts';
import { StackRefused } from '../src/refusals.ts';
import { stackPaths } from '../src/repository.ts';
import { writeState } from '../src/state.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A base emulator with one function, which said one line. */
async function base() {
  const server = createServer((request, response) => {
    const answers: Record<string, unknown> = {
      DescribeLogGroups: { logGroups: [{ logGroupName: '/aws/lambda/desks-seats' }] },
      FilterLogEvents: { events: [{ timestamp: 0, message: 'a line\n', eventId: '1' }] },
    };
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    response.end(JSON.stringify(answers[operation]));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, [Symbol.asyncDispose]: async () => void server.close() };
}

it('says what a function said, and refuses a name that no log has, with those that there are', async () => {
  using folder = temporaryFolder();
  await using emulator = await base();
  const dir = join(folder.path, 'stack');
  writeState(stackPaths(dir).stateFile, {
    base: { kind: 'ministack', port: emulator.port, process: { pid: 7, startToken: '99' } },
    cloud: { port: 4600 },
  });
  const printed: string[] = [];
  const print = (line: string) => printed.push(line);
  await logs({ dir, service: 'seats', follow: false }, print);
  expect(printed).toEqual(['1970-01-01T00:00:00.000Z  desks-seats  a line']);
  const unknown = logs({ dir, service: 'seatz', follow: false }, print);
  await expect(unknown).rejects.toThrow(StackRefused);
  await expect(unknown).rejects.toThrow('Logs are base, desktop-cloud, desks-seats.');
});
