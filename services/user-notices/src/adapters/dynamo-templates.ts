import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { OwnTemplates } from './mustache-wording.ts';

const letter = z.strictObject({
  subject: z.string().optional(),
  text: z.string().optional(),
  html: z.string().optional(),
  topic: z.string().optional(),
});
/** As they are stored; a sample of each field is in `test/samples`. */
export const templates = z.strictObject({
  before: letter.optional(),
  during: letter.optional(),
  after: letter.optional(),
  withdrawn: letter.optional(),
});

/** Terraform's templates lie in the table of notices, under a key that holds their hash. */
export async function ownTemplates(options: {
  client: DynamoDBClient;
  tableName: string;
  key: string;
  /** They are not there, or not readable: then ours are used. */
  onMissing(): void;
}): Promise<OwnTemplates> {
  const { Item } = await options.client.send(
    new GetItemCommand({ TableName: options.tableName, Key: { pk: { S: options.key } } }),
  );
  const read = templates.safeParse(jsonOf(Item?.templates?.S));
  if (read.success) return read.data;
  options.onMissing();
  return {};
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    // What is no JSON is no templates: the schema says so to whoever asks.
    return undefined;
  }
}
