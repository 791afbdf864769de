import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { keptSamples } from '@cleandesk/samples';
import { testKeptFiles, testKeptShape } from '@cleandesk/samples/suite';
import { scriptedAws } from '@cleandesk/testkit';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { stored as storedRecord } from '../../cli/records/record.ts';
import { dynamoSeats } from '../../src/adapters/dynamo-seats.ts';
import { shapes } from '../../src/adapters/safeguard-items.ts';
import { fromSeat, storedSeat, toSeat } from '../../src/adapters/stored-seat.ts';
import { noon } from './seat-samples.ts';

const folder = join(import.meta.dirname, '../samples');
const item = z.looseObject({ pk: z.string(), schema: z.number(), state: z.string() });
const samples = keptSamples(folder, 'seats').map((sample) => ({ ...sample, item: item.parse(sample.value) }));
const stateOf = ({ state }: { state: string }): unknown => JSON.parse(state);

/** The item as DynamoDB sends it. */
const onTheWire = (value: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      typeof one === 'number' ? { N: `${one}` } : { S: String(one) },
    ]),
  );

describe.each(samples)('a seat as $version stored it, $file', (sample) => {
  test('is read, and nothing of it is lost when it is stored again', async () => {
    const aws = scriptedAws(() => ({ Item: onTheWire(sample.item) }));
    const client = DynamoDBDocumentClient.from(new DynamoDBClient(aws.config));
    const seats = dynamoSeats({ client, tableName: 'seats', clock: { now: () => noon } });
    const [, directoryId = '', userName = ''] = sample.item.pk.split('#');
    const seat = await seats.load({ directoryId, userName });
    if (seat === undefined) throw new Error('There is none');
    expect(stateOf(fromSeat(seat))).toMatchObject(Object(stateOf(sample.item)));
    expect(toSeat(fromSeat(seat))).toEqual(seat);
  });
});

describe('the shape in which seats are stored', () => {
  testKeptShape({
    folder,
    kind: 'seats',
    shape: storedSeat,
    values: samples.map((sample) => stateOf(sample.item)),
  });
});

const shared = z.looseObject({ pk: z.string() });

describe.each(Object.entries(shapes))('the shape in which all seats share %s', (kind, shape) => {
  const entriesOf = ({ pk: _pk, ...entries }: z.output<typeof shared>) => Object.values(entries);
  const values = keptSamples(folder, kind).flatMap(({ value }) => entriesOf(shared.parse(value)));
  testKeptShape({ folder, kind, shape, values });
});

const written = z.looseObject({ text: z.string() });

describe('the shape in which records are stored', () => {
  const values = keptSamples(folder, 'records')
    .map(({ value }) => written.parse(value))
    .map((record) => ({ ...record, text: JSON.parse(record.text) }));
  testKeptShape({ folder, kind: 'records', shape: storedRecord, values });
});

testKeptFiles(folder);
