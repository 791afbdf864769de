import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { StackEnvironment } from '@cleandesk/launcher';
import * as z from 'zod';
import { dynamoSeats } from '../../../../services/rebuild-service/src/adapters/dynamo-seats.ts';
import { newSeat, policyClaim } from '../../../../services/rebuild-service/src/domain/seat.ts';

const directoryId = 'd-9067000001';
const workspaceIdOf = (run: string, number: number): string => `ws-${run}${String(number).padStart(6, '0')}`;

/** Seats whose desktops nobody has ever seen: enough of them that no two events of a phase are about the same one. */
export type ManySeats = {
  /** Desktops of these seats, in their order. */
  workspaceIds: readonly string[];
  /** When each seat was committed last (epoch ms, by the function's clock, which is this machine's), by its desktop. */
  committed(): Promise<ReadonlyMap<string, number>>;
  close(): void;
};

/** How many are put at a time. */
const atOnce = 20;
const item = z.object({ workspaceId: z.string(), committedAt: z.number() });

export async function manySeats(
  { baseUrl, region }: StackEnvironment,
  tableName: string,
  count: number,
): Promise<ManySeats> {
  const run = randomUUID().replaceAll('-', '').slice(0, 6);
  const plain = new DynamoDBClient({
    endpoint: baseUrl,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const client = DynamoDBDocumentClient.from(plain);
  const seats = dynamoSeats({ client, tableName, clock: { now: () => 0 } });
  const workspaceIds = Array.from({ length: count }, (_, number) => workspaceIdOf(run, number));
  for (let start = 0; start < count; start += atOnce)
    await Promise.all(
      workspaceIds.slice(start, start + atOnce).map((workspaceId, index) =>
        seats.commit({
          ...newSeat({ directoryId, userName: `user${start + index}.${run}` }),
          claims: { [policyClaim]: { revision: 0, wanted: true } },
          // Of no policy: by one that it has not heard of, the first event would change what is told of it.
          phase: {
            status: 'live',
            desktop: { workspaceId, bundleId: 'wsb-standard1', ipAddress: '10.0.0.1' },
          },
        }),
      ),
    );
  return {
    workspaceIds,
    async committed() {
      const found = new Map<string, number>();
      const pages = paginateScan(
        { client },
        { TableName: tableName, ProjectionExpression: 'workspaceId, committedAt', ConsistentRead: true },
      );
      for await (const { Items = [] } of pages) {
        for (const one of Items) {
          const read = item.safeParse(one);
          if (read.success) found.set(read.data.workspaceId, read.data.committedAt);
        }
      }
      return found;
    },
    close: () => plain.destroy(),
  };
}
