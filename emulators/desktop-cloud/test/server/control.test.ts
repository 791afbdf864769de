import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPlain } from '../../src/protocol/wire.ts';
import { startDesktopCloud } from '../../src/server.ts';
import { list } from '../workspaces/stand.ts';
import { eventually, running } from './running.ts';

const { control, server } = running();

describe('The control API', () => {
  it('is healthy, and lists the seed', async () => {
    expect(await control('health')).toEqual({ status: 200, answer: { status: 'ok' } });
    const { answer } = await control('state?ledger=0');
    if (!isPlain(answer)) throw new Error('the state is not an object');
    expect(answer.directories).toHaveLength(2);
    expect(list(answer.bundles).slice(0, 3)).toMatchObject([
      { bundleId: 'wsb-standard1' },
      { bundleId: 'wsb-power0001' },
      { bundleId: 'wsb-linux0001' },
    ]);
    expect(answer.users).toHaveLength(50);
    expect(answer).not.toHaveProperty('ledger');
  });

  it.each([
    ['sessions', {}, 400, 'workspaceId'],
    ['sessions', { workspaceId: 'ws-000000000', action: 'leave' }, 400, 'action'],
    ['sessions', { workspaceId: 'ws-000000000', action: 'drop' }, 404, 'ws-000000000'],
    ['clock', { speed: -1 }, 400, 'speed'],
    ['clock', { speed: 'fast' }, 400, 'speed'],
    ['faults', { operation: 'X' }, 400, 'kind'],
    ['settings', { throttle: { perSecond: -1 } }, 400, 'throttle.perSecond'],
    ['settings', { unknown: 1 }, 400, 'unknown'],
    ['directories/d-9067999999', { state: 'DEREGISTERED' }, 404, 'd-9067999999'],
    ['bundles/wsb-000000000', { deleted: true }, 404, 'wsb-000000000'],
    ['desktops/ws-000000000', { state: 'PENDING' }, 400, 'state'],
    ['snapshots', { workspaceId: 'ws-000000000', takenAt: 'today' }, 400, 'takenAt'],
    ['users', { userName: '', exists: true }, 400, 'userName'],
    ['faults', { operation: 'DescribeTags', kind: 'error', share: 2 }, 400, 'share'],
    ['nowhere', {}, 404, 'nowhere'],
    ['sessions/1/2', {}, 404, 'sessions/1/2'],
  ])('says what is wrong: %s %j', async (path, body, status, named) => {
    const refused = await control(path, body);
    expect(refused.status).toBe(status);
    expect(refused.answer).toEqual({ error: expect.stringContaining(named) });
  });

  it('takes no body that is not a JSON object', async () => {
    const response = await fetch(`${server().url}/_control/clock`, { method: 'POST', body: '[1' });
    expect(response.status).toBe(400);
  });

  it('changes speed, settings, users, and goes back to the start', async () => {
    expect(await control('clock', { speed: 60 })).toMatchObject({ answer: { speed: 60 } });
    expect(await control('settings', { throttle: { burst: 9 }, connectionCheckSeconds: 5 })).toMatchObject({
      answer: { throttle: { enabled: false, perSecond: 2, burst: 9 }, connectionCheckSeconds: 5 },
    });
    await control('users', { userName: 'new.user', exists: true });
    const { answer } = await control('state');
    if (!isPlain(answer)) throw new Error('the state is not an object');
    expect(answer.users).toContainEqual({
      userName: 'new.user',
      directoryIds: ['d-9067000001', 'd-9067000002'],
    });
    await control('reset', {});
    expect((await control('state')).answer).toMatchObject({
      speed: 1200,
      settings: { throttle: { burst: 5 }, connectionCheckSeconds: null },
    });
  });
});

describe("AWS's events", () => {
  it('wait in order until the base emulator is up, and then arrive as bodies of PutEvents', async () => {
    const bodies: string[] = [];
    let refusals = 2;
    const base = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        refusals -= 1;
        if (refusals >= 0) return void response.writeHead(503).end();
        bodies.push(body);
        response.writeHead(200).end(JSON.stringify({ FailedEntryCount: 0, Entries: [] }));
      });
    });
    await new Promise<void>((resolve) => base.listen(0, '127.0.0.1', resolve));
    const address = base.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const cloud = await startDesktopCloud({
      eventsUrl: `http://127.0.0.1:${port}/_cleandesk/aws-events`,
      speed: 5000,
    });
    try {
      const target = 'WorkspacesService.TerminateWorkspaces';
      for (const id of ['ws-000000001', 'ws-000000002', 'ws-000000003']) {
        await fetch(cloud.url, {
          method: 'POST',
          headers: { 'x-amz-target': target },
          body: JSON.stringify({ TerminateWorkspaceRequests: [{ WorkspaceId: id }] }),
        });
      }
      const entries = await eventually(async () => {
        const all = bodies.flatMap((body) => {
          const parsed: unknown = JSON.parse(body);
          return isPlain(parsed) && Array.isArray(parsed.Entries) ? parsed.Entries.filter(isPlain) : [];
        });
        return all.length === 3 ? all : undefined;
      });
      expect(entries.map((entry) => /ws-00000000\d/.exec(String(entry.Detail))?.[0])).toEqual([
        'ws-000000001',
        'ws-000000002',
        'ws-000000003',
      ]);
      expect(entries[0]).toMatchObject({
        Source: 'aws.workspaces',
        DetailType: 'AWS API Call via CloudTrail',
        Time: expect.any(Number),
        Detail: expect.any(String),
        Resources: [],
      });
    } finally {
      await cloud.close();
      base.closeAllConnections();
      base.close();
    }
  });
});

describe('The command', () => {
  const cli = join(import.meta.dirname, '../../src/cli.ts');

  function start(...args: string[]) {
    const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { child, output, ended };
  }

  it('prints where it listens and ends on SIGTERM, also with a call that hangs', async () => {
    const { child, output, ended } = start('--port', '0', '--no-throttle');
    const url = await eventually(async () => /"listening":"(http:[^"]+)"/.exec(output.out)?.[1]);
    const post = (path: string, headers: Record<string, string>, body: object) =>
      fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    await post('/_control/faults', {}, { operation: 'DescribeWorkspaces', kind: 'hangBefore' });
    const hung = post('/', { 'x-amz-target': 'WorkspacesService.DescribeWorkspaces' }, {}).catch(() => 'cut');
    await eventually(async () => {
      const state = await (await fetch(`${url}/_control/state`)).text();
      return state.includes('"hung"') ? true : undefined;
    });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(await hung).toBe('cut');
  });

  it('says in one line that the port is taken, that the state is no directory, or that an option is wrong', async () => {
    const taken = start('--port', new URL(server().url).port);
    expect(await taken.ended).toBe(1);
    expect(taken.output.err.trim().split('\n')).toEqual([expect.stringMatching(/port \d+ can't be used/)]);
    const wrong = start('--speed', 'fast');
    expect(await wrong.ended).toBe(1);
    expect(wrong.output.err).toContain('must be a number');
    const noDirectory = start('--port', '0', '--state', import.meta.filename);
    expect(await noDirectory.ended).toBe(1);
    expect(noDirectory.output.err.trim().split('\n')).toEqual([expect.stringContaining('EEXIST')]);
    const nowhere = start('--port', '0', '--events', 'localhost:4566');
    expect(await nowhere.ended).toBe(1);
    expect(nowhere.output.err).toContain('must be an address like http://');
  });
});
