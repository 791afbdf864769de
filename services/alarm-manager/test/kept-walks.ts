import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { keptSamples } from '@cleandesk/samples';
import { testKeptFiles } from '@cleandesk/samples/suite';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { dynamoWalks } from '../src/adapters/dynamo-walks.ts';

const folder = join(import.meta.dirname, 'samples');
const item = z.object({
  task: z.enum(['reconcile', 'sweep']),
  walk: z.string(),
  stretch: z.number(),
  busyUntil: z.number(),
  aliveUntil: z.number(),
  askedAgain: z.literal(true).optional(),
});
const samples = keptSamples(folder, 'walks').map((sample) => ({ ...sample, item: item.parse(sample.value) }));

/** The walk that a release had begun is known to the code that comes after it. */
export function keptWalks(newTable: () => Promise<{ client: DynamoDBClient; tableName: string }>): void {
  describe.each(samples)('a walk as $version stored it, $file', ({ item: Item }) => {
    const { task, walk, stretch, busyUntil, aliveUntil } = Item;
    const another = { walk: 'another', number: 0 };
    const at = (now: number) => ({ now, busyUntil: now + 1, aliveUntil: now + 2 });
    const stored = async () => {
      const { client, tableName } = await newTable();
      await DynamoDBDocumentClient.from(client).send(new PutCommand({ TableName: tableName, Item }));
      return dynamoWalks({ client, tableName });
    };

    test('keeps another one waiting, and remembers that it came', async () => {
      const walks = await stored();
      expect(await walks.enter(task, another, at(aliveUntil))).toBe('another');
      expect(await walks.leave(task, walk)).toBe('askedAgain');
    });

    test('goes on, and makes no stretch again that may be under way', async () => {
      const walks = await stored();
      expect(await walks.enter(task, { walk, number: stretch }, at(busyUntil))).toBe('over');
      expect(await walks.enter(task, { walk, number: stretch + 1 }, at(busyUntil))).toBe('mayGo');
      expect(await walks.enter(task, { walk, number: stretch }, at(busyUntil + 1))).toBe('over');
    });

    test('makes a stretch again that has failed', async () => {
      const walks = await stored();
      expect(await walks.enter(task, { walk, number: stretch }, at(busyUntil + 1))).toBe('mayGo');
    });

    test('makes room when it is not heard of any more', async () => {
      const walks = await stored();
      expect(await walks.enter(task, another, at(aliveUntil + 1))).toBe('mayGo');
    });

    test('says at its end whether another one was asked for', async () => {
      const walks = await stored();
      expect(await walks.leave(task, walk)).toBe(Item.askedAgain === true ? 'askedAgain' : 'ended');
    });
  });

  testKeptFiles(folder);
}
