import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refused } from '@cleandesk/command-line';
import * as z from 'zod';
import { dynamoGroups } from '../../src/adapters/dynamo-groups.ts';
import { dynamoNotebook } from '../../src/adapters/dynamo-notebook.ts';
import type { Groups, Notebook } from '../../src/ports.ts';

type Table = { client: DynamoDBDocumentClient; tableName: string };

/** Terraform writes here which groups are the present ones. */
const pointer = { pk: 'CONFIG', sk: 'present' };
const present = z.object({ key: z.string() });

/** The groups as they are deployed, and what is remembered of them. @throws {Refused} */
export async function configuredIn(table: Table): Promise<{ groups: Groups; notebook: Notebook }> {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.tableName, Key: pointer }));
  const read = present.safeParse(Item);
  if (!read.success)
    throw new Refused(`No groups are deployed in ${table.tableName}. Is it the table of directory-sync?`);
  return { groups: dynamoGroups({ ...table, key: read.data.key }), notebook: dynamoNotebook(table) };
}
