import { setTimeout as pause } from 'node:timers/promises';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateEventSourceMappingCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { zipOf } from '@cleandesk/bundle';
import { functionLogs, type StackEnvironment } from '@cleandesk/launcher';

/** A function behind a queue like ours, that does nothing but write down when it was handed each event. */
export type Limit = {
  source: string;
  detailType: string;
  /** When each event was handed over (epoch ms), by the key that it carries. */
  handed(since: number): Promise<ReadonlyMap<string, number>>;
};

const name = 'bench-limit';
const source = 'bench';
const detailType = 'Nothing.v1';
const code = `export const handler = async ({ Records }) => {
  const at = Date.now();
  console.log('HANDED ' + at + ' ' + Records.map(({ body }) => JSON.parse(body).detail.key).join(' '));
  return { batchItemFailures: [] };
};
`;

/** Put on the stack with the batch, window and concurrency of `seats`. */
export async function limitOn({ baseUrl, region }: StackEnvironment, busName: string): Promise<Limit> {
  const to = {
    endpoint: baseUrl,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const queues = new SQSClient(to);
  const events = new EventBridgeClient(to);
  const functions = new LambdaClient(to);
  try {
    const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: name }));
    const { Attributes } = await queues.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    const queueArn = Attributes?.QueueArn;
    await functions.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/bench',
        Code: { ZipFile: zipOf(new Map([['index.mjs', new TextEncoder().encode(code)]])) },
        MemorySize: 512,
        Timeout: 15,
      }),
    );
    await functions.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: queueArn,
        FunctionName: name,
        BatchSize: 25,
        MaximumBatchingWindowInSeconds: 1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      }),
    );
    const rule = { Name: name, EventBusName: busName };
    const pattern = { source: [source], 'detail-type': [detailType] };
    await events.send(new PutRuleCommand({ ...rule, EventPattern: JSON.stringify(pattern) }));
    await events.send(
      new PutTargetsCommand({
        Rule: name,
        EventBusName: busName,
        Targets: [{ Id: 'queue', Arn: queueArn }],
      }),
    );
  } finally {
    queues.destroy();
    events.destroy();
    functions.destroy();
  }
  await pause(1000);
  return {
    source,
    detailType,
    async handed(since) {
      const handed = new Map<string, number>();
      for (const { message } of await functionLogs(baseUrl, since, name)) {
        const [, at, keys = ''] = /^HANDED (\d+) (.*)$/.exec(message) ?? [];
        if (at === undefined) continue;
        for (const key of keys.split(' ')) handed.set(key, Number(at));
      }
      return handed;
    },
  };
}
