import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { keptSamples } from '@cleandesk/samples';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ownTemplates } from '../src/adapters/dynamo-templates.ts';
import { dynamoTold } from '../src/adapters/dynamo-told.ts';
import { storyOf } from '../src/domain/happening.ts';
import { notices } from '../src/domain/notice.ts';
import { graceStarted, minute, noon } from './given.ts';

const folder = join(import.meta.dirname, 'samples');
const item = z.looseObject({ pk: z.string() });
const channels = ['mail', 'topic'] as const;

/** All of the story of {@link graceStarted}, a minute past noon; what is in hand is so until then. */
const says: Readonly<Record<string, { begins: readonly string[]; announced: Record<string, string> }>> = {
  'told/announced.json': {
    begins: ['done done', 'inHand done', 'mayGo mayGo', 'mayGo mayGo'],
    announced: { mail: 'announced', topic: 'announced' },
  },
  'told/being-announced.json': {
    begins: ['inHand mayGo', 'mayGo mayGo', 'mayGo mayGo', 'mayGo mayGo'],
    announced: { mail: 'inHand' },
  },
  'told/over.json': {
    begins: ['done passed', 'passed passed', 'done inHand', 'mayGo mayGo'],
    announced: { mail: 'announced' },
  },
  'told/called-off.json': {
    begins: ['passed done', 'passed passed', 'mayGo mayGo', 'inHand done'],
    announced: { topic: 'announced' },
  },
};

type NewTable = () => Promise<{ client: DynamoDBClient; tableName: string }>;

/** What a release has told is not told again by the code that comes after it, and its owner's templates are still read. */
export function keptTold(newTable: NewTable): void {
  const stored = async (Item: z.output<typeof item>) => {
    const table = await newTable();
    await DynamoDBDocumentClient.from(table.client).send(
      new PutCommand({ TableName: table.tableName, Item }),
    );
    return table;
  };

  describe.each(keptSamples(folder, 'told'))(
    'what was told as $version stored it, $file',
    ({ file, value }) => {
      const story = storyOf(graceStarted);
      const now = noon + minute;
      const told = async () => dynamoTold(await stored(item.parse(value)));

      test('is told by nobody who may not', async () => {
        const begins = [];
        for (const notice of notices) {
          const answers = [];
          for (const channel of channels)
            answers.push(await (await told()).begin({ story, notice, channel }, { now, until: now + 1 }));
          begins.push(answers.join(' '));
        }
        expect(begins).toEqual(says[file]?.begins);
      });

      test('is taken up when whoever had it in hand has died', async () => {
        const later = { now: now + 1, until: now + 2 };
        for (const notice of notices)
          for (const channel of channels)
            expect(await (await told()).begin({ story, notice, channel }, later)).not.toBe('inHand');
      });

      test('is taken back by those ways by which it was announced', async () => {
        expect(Object.fromEntries(await (await told()).callOff(story, now))).toEqual(says[file]?.announced);
      });
    },
  );

  test.each(keptSamples(folder, 'templates'))(
    'templates as $version stored them, $file, are read',
    async ({ value }) => {
      const Item = item.parse(value);
      const own = await ownTemplates({
        ...(await stored(Item)),
        key: Item.pk,
        onMissing: () => expect.unreachable(),
      });
      expect(own).toEqual(JSON.parse(String(Item.templates)));
    },
  );
}
