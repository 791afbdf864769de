import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Group } from '../domain/group.ts';
import type { Groups } from '../ports.ts';
import { toGroup, wireGroup } from './wire-group.ts';

/** The groups cannot be read: none of them is. The message names the faults, and no value. */
export class GroupsUnreadable extends Error {
  override readonly name = 'GroupsUnreadable';
}

const item = z.object({ place: z.number(), group: z.string() });

/**
 * Terraform's groups lie in the service's table, an item each under one key with a hash of all of them: a function reads
 * either all of before or all of now. Their authorities' certificates would not fit into its environment.
 */
export function dynamoGroups(options: {
  client: DynamoDBDocumentClient;
  tableName: string;
  key: string;
}): Groups {
  const { client, tableName: TableName, key } = options;
  let known: readonly Group[] | undefined;

  const read = async (): Promise<readonly Group[]> => {
    const groups: Group[] = [];
    for (let from: Record<string, unknown> | undefined, first = true; first || from; first = false) {
      const page = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :key',
          ExpressionAttributeValues: { ':key': key },
          ...(from ? { ExclusiveStartKey: from } : {}),
        }),
      );
      groups.push(...(page.Items ?? []).map(groupOf));
      from = page.LastEvaluatedKey;
    }
    return groups.sort((a, b) => a.precedence - b.precedence);
  };

  return {
    async all() {
      // They change with a deployment only, and that begins a new process.
      known ??= await read();
      return known;
    },
  };
}

function groupOf(stored: Record<string, unknown>): Group {
  const { place, group } = item.parse(stored);
  const read = wireGroup.safeParse(JSON.parse(group));
  if (read.success) return toGroup(read.data, place);
  const faults = read.error.issues.map(({ path, message }) => `${path.map(String).join('.')} ${message}`);
  throw new GroupsUnreadable(`groups[${place}] can not be read: ${faults.join('; ')}`);
}
