import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type BaseAlone, startBaseAlone } from '@cleandesk/launcher';
import { afterAll, beforeAll, beforeEach, vi } from 'vitest';
import { dynamoRecords } from '../../src/adapters/dynamo-records.ts';
import { dynamoSeats } from '../../src/adapters/dynamo-seats.ts';
import { chained } from '../../src/app/chain.ts';
import type { RecordKind } from '../../src/domain/actions.ts';
import { newSeat, type Seat } from '../../src/domain/seat.ts';
import { clientOf, recordsTable, seatsTable } from '../adapters/tables.ts';
import { type Office, refOf } from '../app/given.ts';
import { rebuildPolicy } from '../domain/given.ts';
import { Days, type Users } from './days.ts';

export type Ended = { code: number; out: string; err: string };

/** What an owner types, on real tables: these programs have no other door. */
export class Door {
  readonly base: BaseAlone;
  readonly documents: DynamoDBDocumentClient;
  readonly folder: string;
  /** Anew for each test. */
  tables = { records: '', seats: '' };

  private constructor(base: BaseAlone, folder: string) {
    this.base = base;
    this.folder = folder;
    this.documents = DynamoDBDocumentClient.from(clientOf(base));
  }

  static async open(): Promise<Door> {
    return new Door(await startBaseAlone(), await mkdtemp(join(tmpdir(), 'cleandesk-records-')));
  }

  async close(): Promise<void> {
    this.documents.destroy();
    await this.base.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async newTables(): Promise<void> {
    const client = clientOf(this.base);
    this.tables = { records: await recordsTable(client), seats: await seatsTable(client) };
    client.destroy();
  }

  run(program: 'receipts' | 'replay', args: readonly string[], env = {}): Promise<Ended> {
    const file = join(import.meta.dirname, 'door.ts');
    const known = {
      PATH: process.env.PATH,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: this.base.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [file, program, ...args],
        { env: { ...known, ...env } },
        (error, out, err) => {
          const code = typeof error?.code === 'number' ? error.code : 0;
          resolve({ code, out, err });
        },
      );
    });
  }

  /** What the service left in memory, into the tables. */
  async stored(office: Office): Promise<void> {
    const { seats: tableName, records: recordsName } = this.tables;
    const client = this.documents;
    const seats = dynamoSeats({ client, tableName, clock: { now: () => office.now } });
    const records = dynamoRecords({ client, tableName: recordsName });
    for (const seat of office.seats.all()) {
      await seats.commit({ ...seat, version: 0 });
      for (const record of office.records.of(seat.ref)) await records.append(seat.ref, record);
    }
  }

  /** Records that say these, as the service would have chained them. */
  async written(...bodies: ({ kind: RecordKind; user: string; at: number } & Record<string, unknown>)[]) {
    const seats = new Map<string, Seat>();
    for (const { kind, user, at, ...body } of bodies) {
      const seat = seats.get(user) ?? newSeat(refOf(user));
      const text = JSON.stringify({ kind, at: new Date(at).toISOString(), seat: seat.ref, ...body });
      const note = { type: 'Record', id: `${at}`, kind, at, text } as const;
      seats.set(user, chained({ ...seat, pending: [...seat.pending, note] }, 400 * 86_400_000));
    }
    const records = dynamoRecords({ client: this.documents, tableName: this.tables.records });
    for (const { ref, pending } of seats.values())
      for (const note of pending) if (note.type === 'Record') await records.append(ref, note);
  }

  /** The tables after such a day. */
  async aDayIsOver(plan: Users = users): Promise<void> {
    await this.stored(await new Days(plan, [rebuildPolicy]).pass(150));
  }

  verify(...more: string[]): Promise<Ended> {
    return this.run('receipts', [
      'verify',
      '--table',
      this.tables.records,
      '--seats',
      this.tables.seats,
      ...more,
    ]);
  }

  exported(...more: string[]): Promise<Ended> {
    return this.run('receipts', ['export', '--table', this.tables.records, ...more]);
  }
}

const users: Users = {
  ada: [
    { from: 10, to: 60 },
    { from: 90, to: 103 },
  ],
  ben: [{ from: 10 }],
};

/** A door for the tests of a file, with new tables for each. */
export function atTheDoor(): () => Door {
  let door: Door;
  // Each command is a program that begins anew.
  vi.setConfig({ testTimeout: 60_000 });
  // The first start on a machine installs the emulator.
  beforeAll(async () => {
    door = await Door.open();
  }, 180_000);
  afterAll(() => door.close());
  beforeEach(() => door.newTables());
  return () => door;
}
