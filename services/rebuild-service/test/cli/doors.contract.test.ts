import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { kinds } from '../../cli/records/record.ts';
import { desktopOf } from '../app/given.ts';
import { minute, noon, rebuildPolicy } from '../domain/given.ts';
import { atTheDoor } from './at-the-door.ts';
import { Days } from './days.ts';

const door = atTheDoor();
const exported = (...more: string[]) => door().exported(...more);
const line = z.looseObject({ kind: z.string(), seat: z.object({ userName: z.string() }) });
const linesIn = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((json) => line.parse(JSON.parse(json)));

describe('receipts export', () => {
  test('writes every record in a line, as it was written', async () => {
    await door().aDayIsOver();
    const { code, out } = await exported();
    expect(code).toBe(0);
    const lines = linesIn(out);
    expect(lines.filter(({ seat }) => seat.userName === 'ada').map(({ kind }) => kind)).toEqual([
      'reset',
      'firstLogin',
      'kept',
    ]);
    expect(lines).toHaveLength(4);
  });

  test('writes what was asked for: kinds, and since when', async () => {
    await door().aDayIsOver();
    const kinds = linesIn((await exported('--kind', 'reset', 'firstLogin')).out);
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['firstLogin', 'reset', 'reset']);
    expect((await exported('--since', '2026-08-04')).out).toBe('');
  });

  test('writes records of every kind', async () => {
    await door().written(...kinds.map((kind, index) => ({ kind, user: 'cid', at: noon + index })));
    const { code, out } = await exported();
    expect(code).toBe(0);
    expect(linesIn(out).map(({ kind }) => kind)).toEqual([...kinds]);
  });

  test('a spreadsheet shows what people wrote, and computes nothing of it', async () => {
    const days = await new Days({ "=cmd|'/c calc'!A1": [{ from: 10, to: 60 }] }, [rebuildPolicy]).pass(80);
    await door().stored(days);
    const { out } = await exported('--format', 'csv');
    expect(out.startsWith('\uFEFF"at","kind","directoryId","userName"')).toBe(true);
    expect(out).toContain(`"'=cmd|'/c calc'!A1"`);
    expect(out).not.toMatch(/(^|,)"?[=+@-]/m);
    const { workspaceId } = desktopOf("=cmd|'/c calc'!A1");
    const [, reset = ''] = out.split('\r\n');
    expect(reset).toContain(`"${workspaceId}"`);
    expect(reset).toContain('"10.0.0.1"');
    expect(reset).toContain('"10.0.0.2"');
  });

  test('into a file that only its owner may read, and that was not there', async () => {
    await door().aDayIsOver();
    const output = join(door().folder, 'records.ndjson');
    const { code, out, err } = await exported('--output', output);
    expect([code, out, err]).toEqual([0, '', `4 records in ${output}\n`]);
    expect((await stat(output)).mode & 0o777).toBe(0o600);
    expect(linesIn(await readFile(output, 'utf8'))).toHaveLength(4);
    const again = await exported('--output', output);
    expect(again.code).toBe(2);
    expect(again.err).toContain('is there already, and is not overwritten');
  });

  test('what is no record stops it, and leaves no half a file', async () => {
    await door().documents.send(
      new PutCommand({ TableName: door().tables.records, Item: { pk: 'x', number: 1 } }),
    );
    const output = join(door().folder, 'half.ndjson');
    const { code, err } = await exported('--output', output);
    expect(code).toBe(2);
    expect(err).toMatch(/^error: An item is no record: kind/);
    await expect(stat(output)).rejects.toThrow('ENOENT');
  });

  test.each([
    [['--since', 'P3X'], {}, 'neither an ISO 8601 duration'],
    [['--since', '2999-01-01'], {}, 'in the future'],
    [['--kind', 'everything'], {}, 'Allowed choices'],
    [[], { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, 'No AWS credentials were found'],
    [[], { AWS_REGION: '' }, 'Which Region?'],
    [[], { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, 'AWS cannot be reached'],
  ])('%s %o: says what is wrong and ends with 2', async (args, env, message) => {
    const { code, err } = await door().run(
      'receipts',
      ['export', '--table', door().tables.records, ...args],
      {
        AWS_MAX_ATTEMPTS: '1',
        HOME: door().folder,
        ...env,
      },
    );
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
    expect(code).toBe(2);
  });
});

describe('replay', () => {
  const wire = (graceMinutes: number) => [
    {
      name: 'kiosks',
      match: { directoryIds: ['d-9067000001'] },
      strategy: 'rebuild',
      graceSeconds: (graceMinutes * minute) / 1000,
      dryRun: false,
    },
  ];

  async function fileWith(name: string, content: unknown): Promise<string> {
    const path = join(door().folder, name);
    await writeFile(path, JSON.stringify(content));
    return path;
  }

  test('lists the seats that fare otherwise, and says what it does not know', async () => {
    await door().aDayIsOver();
    const policy = await fileWith('new.json', wire(60));
    const args = ['--policy', policy, '--records', door().tables.records, '--since', '2026-08-01'];
    const { code, out, err } = await door().run('replay', args);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toContain('3 absences of 2 users');
    expect(out).toContain('The new policies would have reset these, and the old ones not: none.');
    expect(out).toContain('The old policies reset these, and the new ones would not: 1');
    expect(out).toMatch(/d-9067000001\/ada \(ws-00000ada\) left 2026-08-03T12:10:00Z/);
    expect(out).toMatch(/new: kept: back before the grace of 1 hr \(kiosks\) was over/);
    expect(out).toContain('Desktops that no policy matched then have no records');
    const { out: json } = await door().run('replay', [...args, '--json']);
    expect(JSON.parse(json)).toMatchObject({
      absences: 3,
      resets: { old: 2, new: 1 },
      onlyOld: [{ seat: { userName: 'ada' }, new: { kind: 'kept', because: 'userReturned' } }],
    });
  });

  test('says in its help what of a policy it models, and what not', async () => {
    const { code, out } = await door().run('replay', ['--help']);
    expect(code).toBe(0);
    const [, modelled = '', not = ''] = out.replaceAll(/\s+/g, ' ').split(/Modelled: |Not modelled: /);
    for (const what of ['windows', 'budgets', 'outages', 'dry run']) expect(modelled).toContain(what);
    for (const what of ['failures', 'pace', 'requests', 'never_logged_in']) expect(not).toContain(what);
  });

  test('reads policies as Terraform writes its outputs, and tags from a file', async () => {
    await door().aDayIsOver();
    const [policy] = wire(1);
    const value = [{ ...policy, match: { tags: { Pool: ['kiosk'] } }, budget: null }];
    const outputs = await fileWith('outputs.json', {
      policies: { value, type: 'list' },
      event_bus: { value: 1 },
    });
    const tags = await fileWith('tags.json', { 'ws-00000ada': { Pool: 'kiosk' }, 'ws-00000ben': {} });
    const args = [
      '--policy',
      outputs,
      '--tags',
      tags,
      '--records',
      door().tables.records,
      '--since',
      '2026-08-01',
    ];
    const { out, err } = await door().run('replay', [...args, '--json']);
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({
      onlyNew: [{ seat: { userName: 'ada' } }],
      onlyOld: [{ seat: { userName: 'ben' } }],
    });
  });

  test.each([
    ['is not there', undefined, 'cannot be read (ENOENT)'],
    ['has a slip', [{ name: 'kiosks', match: {}, strategy: 'rebuild' }], 'policies[0].graceSeconds'],
    ['is no list', { policies: 'none' }, 'policies'],
  ])('a policy file that %s is refused with the reason', async (what, content, message) => {
    const name = `${what}.json`;
    const path = content === undefined ? join(door().folder, name) : await fileWith(name, content);
    const { code, err } = await door().run('replay', ['--policy', path, '--records', door().tables.records]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
  });
});
