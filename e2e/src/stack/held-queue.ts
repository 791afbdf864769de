import {
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import type { StackEnvironment } from '@cleandesk/launcher';

/** Keeps what comes for a function in its queue, as while it is replaced. @returns lets it go on */
export async function heldQueue(
  { baseUrl, region }: StackEnvironment,
  functionName: string,
): Promise<() => Promise<void>> {
  const client = new LambdaClient({
    endpoint: baseUrl,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { EventSourceMappings } = await client.send(
    new ListEventSourceMappingsCommand({ FunctionName: functionName }),
  );
  const UUID = EventSourceMappings?.[0]?.UUID;
  if (UUID === undefined) throw new Error(`${functionName} has no queue`);
  const takes = (Enabled: boolean) => client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  await takes(false);
  return async () => {
    await takes(true);
    client.destroy();
  };
}
