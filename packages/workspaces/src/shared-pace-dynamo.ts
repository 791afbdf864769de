import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Booked, Booking, PaceBook, PaceLine } from './shared-pace-book.ts';

/** The one item of the table; an attribute for the end of each line. */
const pk = 'workspaces';
/** A line that was quiet can be booked by somebody else in between, and the other way round; not again and again. */
const attempts = 5;

/** The book's line changed with every attempt. Nothing was booked. */
export class BookInDispute extends Error {
  override readonly name = 'BookInDispute';
}

/**
 * The book in a DynamoDB table with hash key `pk`, in a single item. One write for a booking; a second one when the line
 * was thought quiet and is not. No booking is made from what was read before, so that any number of processes can book
 * in the same moment and none has to try again for it. The item may be deleted at any time: it then begins anew.
 * @param options.client with short time-outs and `maxAttempts: 1`; who waits for a turn does not want to wait for a table.
 * Throws {@link BookInDispute}, and whatever the SDK throws.
 */
export function dynamoBook(options: { client: DynamoDBClient; tableName: string }): PaceBook {
  const ends = new Map<PaceLine, number>();

  async function attempt({ line, forMs, from, until }: Booking): Promise<Booked | undefined> {
    const isBusy = (ends.get(line) ?? Number.NEGATIVE_INFINITY) >= from;
    const update = isBusy
      ? {
          UpdateExpression: 'SET #line = #line + :for',
          ConditionExpression: '#line BETWEEN :from AND :until',
        }
      : {
          UpdateExpression: 'SET #line = :end',
          ConditionExpression: 'attribute_not_exists(#line) OR #line < :from',
        };
    try {
      const { Attributes } = await options.client.send(
        new UpdateItemCommand({
          TableName: options.tableName,
          Key: { pk: { S: pk } },
          ...update,
          ExpressionAttributeNames: { '#line': line },
          ExpressionAttributeValues: {
            ':from': { N: String(from) },
            ...(isBusy
              ? { ':for': { N: String(forMs) }, ':until': { N: String(until) } }
              : { ':end': { N: String(from + forMs) } }),
          },
          ReturnValues: 'UPDATED_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      const end = endOf(Attributes, line);
      ends.set(line, end);
      return { kind: 'booked', at: end - forMs };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      if (error.Item?.[line] === undefined) {
        ends.delete(line);
        return undefined;
      }
      const end = endOf(error.Item, line);
      ends.set(line, end);
      return end > until ? { kind: 'full', end } : undefined;
    }
  }

  return {
    async book(booking) {
      for (let count = 0; count < attempts; count += 1) {
        const booked = await attempt(booking);
        if (booked !== undefined) return booked;
      }
      throw new BookInDispute(`The book's line changed ${attempts} times while it was to be booked`);
    },
  };
}

function endOf(item: Record<string, { N?: string | undefined }> | undefined, line: PaceLine): number {
  const end = Number(item?.[line]?.N ?? Number.NaN);
  if (!Number.isFinite(end)) throw new TypeError(`The book's line ${line} has no end that is a number`);
  return end;
}
