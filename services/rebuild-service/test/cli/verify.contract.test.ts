import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { dynamoSeats } from '../../src/adapters/dynamo-seats.ts';
import { keyOf } from '../../src/adapters/seat-key.ts';
import { chained } from '../../src/app/chain.ts';
import type { Note } from '../../src/domain/actions.ts';
import { newSeat, type Seat } from '../../src/domain/seat.ts';
import { refOf } from '../app/given.ts';
import { atTheDoor } from './at-the-door.ts';

const door = atTheDoor();

const keyTo = (userName: string, number: number) => ({
  TableName: door().tables.records,
  Key: { pk: keyOf(refOf(userName)), number },
});
const update = (userName: string, number: number, set: string, value: unknown) =>
  door().documents.send(
    new UpdateCommand({
      ...keyTo(userName, number),
      UpdateExpression: `SET #set = :value`,
      ExpressionAttributeNames: { '#set': set },
      ExpressionAttributeValues: { ':value': value },
    }),
  );
const take = (userName: string, number: number) =>
  door().documents.send(new DeleteCommand(keyTo(userName, number)));
const put = (item: object) =>
  door().documents.send(new PutCommand({ TableName: door().tables.records, Item: { ...item } }));
async function recordOf(userName: string, number: number) {
  const { Item } = await door().documents.send(new GetCommand(keyTo(userName, number)));
  if (Item === undefined) throw new Error('There is no such record');
  return Item;
}

/** What somebody who can write to the table of records might do, and what is said of it. Ada has three records. */
const deeds: [string, () => Promise<unknown>, string[]][] = [
  ['takes one out', () => take('ada', 2), ['Record 2 is not there, and was to be kept until ']],
  ['takes the newest one out', () => take('ada', 3), ['Record 3 is not there, and was to be kept until ']],
  [
    'takes the newest two out',
    async () => [await take('ada', 2), await take('ada', 3)],
    ['Records 2 to 3 are not there'],
  ],
  ['takes the oldest one out', () => take('ada', 1), ['Record 1 is not there, and was to be kept until ']],
  [
    'takes the newest one out, and the seat that names it',
    async () => {
      await take('ada', 3);
      await door().documents.send(
        new DeleteCommand({ TableName: door().tables.seats, Key: { pk: keyOf(refOf('ada')) } }),
      );
    },
    ['Its seat, which names the last record, is not there'],
  ],
  [
    'takes all records of a user out',
    () => take('ben', 1),
    ['Record 1 is not there, and was to be kept until '],
  ],
  [
    'lets two change places',
    async () => {
      const [two, three] = [await recordOf('ada', 2), await recordOf('ada', 3)];
      await put({ ...two, number: 3 });
      await put({ ...three, number: 2 });
    },
    [
      'Record 2 was changed',
      'Record 3 was changed',
      'Record 2 is not the one that follows record 1',
      'Record 3 is not',
    ],
  ],
  [
    'writes one too many',
    async () => put({ ...(await recordOf('ada', 3)), number: 4 }),
    [
      'Record 4 was changed',
      'Record 4 is not the one that follows',
      'Record 4 is there, and the seat knows of 3.',
    ],
  ],
  [
    'lets one expire early',
    () => update('ada', 2, 'expiresAt', 1),
    ['Record 2 was changed', 'Record 3 is not'],
  ],
  [
    'gives one to another user',
    async () => put({ ...(await recordOf('ada', 1)), pk: keyOf(refOf('eve')) }),
    ['Record 1 was written for another seat'],
  ],
];

describe('receipts verify', () => {
  test.each(deeds)('shows it when somebody %s', async (_deed, tamper, says) => {
    await door().aDayIsOver();
    await tamper();
    const { code, out } = await door().verify();
    expect(code).toBe(1);
    for (const one of says) expect(out).toContain(one);
  });

  test('ends with 0 when nothing was changed', async () => {
    await door().aDayIsOver();
    expect(await door().verify()).toEqual({
      code: 0,
      out: expect.stringMatching(
        /^4 records of 2 seats: every chain is whole\.\nRecords are kept for 400 days\.\n$/,
      ),
      err: '',
    });
  });

  test('names each broken place and ends with 1', async () => {
    await door().aDayIsOver();
    await update('ada', 2, 'text', '{"kind":"kept"}');
    const { code, out } = await door().verify();
    expect(code).toBe(1);
    expect(out).toContain('4 records of 2 seats: 1 chain is broken, at 1 place.');
    expect(out).toContain('  d-9067000001/ada: Record 2 was changed since it was written');
    const { code: again, out: json } = await door().verify('--json');
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
    const seats = dynamoSeats({
      client: door().documents,
      tableName: door().tables.seats,
      clock: { now: Date.now },
    });
    await seats.commit(seat);
    const { code, out } = await door().verify();
    expect(out).toContain('1 record is decided on and still to be written');
    expect(code).toBe(0);
  });

  test('says which table is not there, and ends with 2', async () => {
    const { code, err } = await door().run('receipts', [
      'verify',
      '--table',
      'none',
      '--seats',
      door().tables.seats,
    ]);
    expect(code).toBe(2);
    expect(err).toMatch(/^error: There is no such table/);
  });
});
