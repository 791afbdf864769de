import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type BaseAlone, startBaseAlone } from '@cleandesk/launcher';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { kinds } from '../../cli/records/record.ts';
import { dynamoRecords } from '../../src/adapters/dynamo-records.ts';
import { dynamoSeats } from '../../src/adapters/dynamo-seats.ts';
import { keyOf } from '../../src/adapters/seat-key.ts';
import { chained } from '../../src/app/chain.ts';
import type { Note } from '../../src/domain/actions.ts';
import { newSeat, type Seat } from '../../src/domain/seat.ts';
import { clientOf, recordsTable, seatsTable } from '../adapters/tables.ts';
import { desktopOf, refOf } from '../app/given.ts';
import { minute, rebuildPolicy } from '../domain/given.ts';
import { Days, type Users } from './days.ts';

/** What an owner types, on real tables: these programs have no other door. */

let base: BaseAlone;
let folder: string;
let documents: DynamoDBDocumentClient;
let tables: { records: string; seats: string };

// The first start on a machine installs the emulator.
beforeAll(async () => {
  base = await startBaseAlone();
  documents = DynamoDBDocumentClient.from(clientOf(base));
  folder = await mkdtemp(join(tmpdir(), 'cleandesk-records-'));
}, 180_000);
afterAll(async () => {
  documents.destroy();
  await base.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  const client = clientOf(base);
  tables = { records: await recordsTable(client), seats: await seatsTable(client) };
  client.destroy();
});

type Ended = { code: number; out: string; err: string };

function run(program: 'receipts' | 'replay', args: readonly string[], env = {}): Promise<Ended> {
  const file = join(import.meta.dirname, `../../cli/${program}.ts`);
  const known = {
    PATH: process.env.PATH,
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: base.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { env: { ...known, ...env } }, (error, out, err) => {
      const code = typeof error?.code === 'number' ? error.code : 0;
      resolve({ code, out, err });
    });
  });
}

const users: Users = {
  ada: [
    { from: 10, to: 60 },
    { from: 90, to: 100 },
  ],
  ben: [{ from: 10 }],
};

/** The tables after such a day. */
async function aDayIsOver(plan: Users = users): Promise<void> {
  const days = await new Days(plan, [rebuildPolicy]).pass(150);
  await stored(days);
}

async function stored(days: Days): Promise<void> {
  const seats = dynamoSeats({ client: documents, tableName: tables.seats, clock: { now: () => days.now } });
  const records = dynamoRecords({ client: documents, tableName: tables.records });
  for (const seat of days.seats.all()) {
    await seats.commit({ ...seat, version: 0 });
    for (const record of days.records.of(seat.ref)) await records.append(seat.ref, record);
  }
}

const update = (userName: string, number: number, set: string, value: unknown) =>
  documents.send(
    new UpdateCommand({
      TableName: tables.records,
      Key: { pk: keyOf(refOf(userName)), number },
      UpdateExpression: `SET #set = :value`,
      ExpressionAttributeNames: { '#set': set },
      ExpressionAttributeValues: { ':value': value },
    }),
  );

const verify = (...more: string[]) =>
  run('receipts', ['verify', '--table', tables.records, '--seats', tables.seats, ...more]);
const exported = (...more: string[]) => run('receipts', ['export', '--table', tables.records, ...more]);
const line = z.looseObject({ kind: z.string(), seat: z.object({ userName: z.string() }) });
const linesIn = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((json) => line.parse(JSON.parse(json)));

describe('receipts verify', () => {
  test('ends with 0 when nothing was changed', async () => {
    await aDayIsOver();
    expect(await verify()).toEqual({
      code: 0,
      out: expect.stringMatching(
        /^4 records of 2 seats: every chain is whole\.\nRecords are kept for 400 days\.\n$/,
      ),
      err: '',
    });
  });

  test('names each broken place and ends with 1', async () => {
    await aDayIsOver();
    await update('ada', 2, 'text', '{"kind":"kept"}');
    const { code, out } = await verify();
    expect(code).toBe(1);
    expect(out).toContain('4 records of 2 seats: 1 chain is broken, at 1 place.');
    expect(out).toContain('  d-9067000001/ada: Record 2 was changed since it was written');
    const { code: again, out: json } = await verify('--json');
    expect(again).toBe(1);
    expect(JSON.parse(json)).toMatchObject({
      whole: false,
      records: 4,
      seats: 2,
      faults: [{ seat: { userName: 'ada' }, number: 2, kind: 'changed' }],
    });
  });

  test('does not take for broken what is still to be written', async () => {
    const text = '{"kind":"kept"}';
    const note: Note = { type: 'Record', id: 'record:kept:x', kind: 'kept', at: Date.now(), text };
    const seat: Seat = chained({ ...newSeat(refOf('cid')), pending: [note] }, 86_400_000);
    const seats = dynamoSeats({ client: documents, tableName: tables.seats, clock: { now: Date.now } });
    await seats.commit(seat);
    const { code, out } = await verify();
    expect(out).toContain('1 record is decided on and still to be written');
    expect(code).toBe(0);
  });

  test('says which table is not there, and ends with 2', async () => {
    const { code, err } = await run('receipts', ['verify', '--table', 'none', '--seats', tables.seats]);
    expect(code).toBe(2);
    expect(err).toMatch(/^error: There is no such table/);
  });
});

describe('receipts export', () => {
  test('writes every record in a line, as it was written', async () => {
    await aDayIsOver();
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
    await aDayIsOver();
    const kinds = linesIn((await exported('--kind', 'reset', 'firstLogin')).out);
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['firstLogin', 'reset', 'reset']);
    expect((await exported('--since', '2026-08-04')).out).toBe('');
  });

  test('writes records of every kind', async () => {
    let seat = newSeat(refOf('cid'));
    for (const kind of kinds) {
      const at = Date.now();
      const text = JSON.stringify({ kind, at: new Date(at).toISOString(), seat: refOf('cid') });
      seat = chained(
        { ...seat, pending: [...seat.pending, { type: 'Record', id: kind, kind, at, text }] },
        86_400_000,
      );
    }
    const records = dynamoRecords({ client: documents, tableName: tables.records });
    for (const note of seat.pending) if (note.type === 'Record') await records.append(seat.ref, note);
    const { code, out } = await exported();
    expect(code).toBe(0);
    expect(linesIn(out).map(({ kind }) => kind)).toEqual([...kinds]);
  });

  test('a spreadsheet shows what people wrote, and computes nothing of it', async () => {
    const days = await new Days({ "=cmd|'/c calc'!A1": [{ from: 10, to: 60 }] }, [rebuildPolicy]).pass(80);
    await stored(days);
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
    await aDayIsOver();
    const output = join(folder, 'records.ndjson');
    const { code, out, err } = await exported('--output', output);
    expect([code, out, err]).toEqual([0, '', `4 records in ${output}\n`]);
    expect((await stat(output)).mode & 0o777).toBe(0o600);
    expect(linesIn(await readFile(output, 'utf8'))).toHaveLength(4);
    const again = await exported('--output', output);
    expect(again.code).toBe(2);
    expect(again.err).toContain('is there already, and is not overwritten');
  });

  test('what is no record stops it, and leaves no half a file', async () => {
    await documents.send(new PutCommand({ TableName: tables.records, Item: { pk: 'x', number: 1 } }));
    const output = join(folder, 'half.ndjson');
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
    const { code, err } = await run('receipts', ['export', '--table', tables.records, ...args], {
      AWS_MAX_ATTEMPTS: '1',
      HOME: folder,
      ...env,
    });
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
    const path = join(folder, name);
    await writeFile(path, JSON.stringify(content));
    return path;
  }

  test('lists the seats that fare otherwise, and says what it does not know', async () => {
    await aDayIsOver();
    const policy = await fileWith('new.json', wire(60));
    const args = ['--policy', policy, '--records', tables.records, '--since', '2026-08-01'];
    const { code, out, err } = await run('replay', args);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toContain('3 absences of 2 users');
    expect(out).toContain('The new policies would have reset these, and the old ones not: none.');
    expect(out).toContain('The old policies reset these, and the new ones would not: 1');
    expect(out).toMatch(/d-9067000001\/ada \(ws-00000ada\) left 2026-08-03T12:10:00Z/);
    expect(out).toMatch(/new: kept: back before the grace of 1 hr \(kiosks\) was over/);
    expect(out).toContain('Desktops that no policy matched then have no records');
    const { out: json } = await run('replay', [...args, '--json']);
    expect(JSON.parse(json)).toMatchObject({
      absences: 3,
      resets: { old: 2, new: 1 },
      onlyOld: [{ seat: { userName: 'ada' }, new: { kind: 'kept', because: 'userReturned' } }],
    });
  });

  test('reads policies as Terraform writes its outputs, and tags from a file', async () => {
    await aDayIsOver();
    const [policy] = wire(2);
    const value = [{ ...policy, match: { tags: { Pool: ['kiosk'] } }, budget: null }];
    const outputs = await fileWith('outputs.json', {
      policies: { value, type: 'list' },
      event_bus: { value: 1 },
    });
    const tags = await fileWith('tags.json', { 'ws-00000ada': { Pool: 'kiosk' }, 'ws-00000ben': {} });
    const args = ['--policy', outputs, '--tags', tags, '--records', tables.records, '--since', '2026-08-01'];
    const { out, err } = await run('replay', [...args, '--json']);
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
    const path = content === undefined ? join(folder, name) : await fileWith(name, content);
    const { code, err } = await run('replay', ['--policy', path, '--records', tables.records]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
  });
});
