import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { repositoryRoot } from '@cleandesk/launcher';
import * as z from 'zod';

/** LocalStack's own account and where it is. */
export const account = '000000000000';
export const region = 'eu-central-1';
export const endpoint = process.env.CLEANDESK_LOCALSTACK ?? '';
const options = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

export const events = new EventBridgeClient(options);
export const queues = new SQSClient(options);

export type Pattern = Record<string, unknown> & { source: string[]; 'detail-type': string[] };
export type Listener = { name: string; patterns: Pattern[] };

const generated = z.object({
  function: z.string(),
  listens: z.array(z.looseObject({ source: z.array(z.string()), 'detail-type': z.array(z.string()) })),
});

/** Every function that hears of something, with the patterns that the build wrote of its code, for this account as Terraform's rules are. */
export const listeners: readonly Listener[] = globSync('terraform/modules/*/generated/*.json', {
  cwd: repositoryRoot,
})
  .toSorted()
  .map((file) => {
    const { listens } = generated.parse(JSON.parse(readFileSync(join(repositoryRoot, file), 'utf8')));
    return {
      name: `${file.split('/')[2]}-${basename(file, '.json')}`,
      patterns: listens.map((one) => ({ ...one, account: [account] })),
    };
  })
  .filter(({ patterns }) => patterns.length > 0);

/** A bus, with rules on the default bus that forward AWS's own events to it. @returns its name */
export async function makeBus(name: string, forwarded: readonly Pattern[]): Promise<string> {
  await events.send(new CreateEventBusCommand({ Name: name }));
  for (const [n, pattern] of forwarded.entries()) {
    const Rule = `${name}-in-${n}`;
    await events.send(new PutRuleCommand({ Name: Rule, EventPattern: JSON.stringify(pattern) }));
    const Arn = `arn:aws:events:${region}:${account}:event-bus/${name}`;
    await events.send(
      new PutTargetsCommand({
        Rule,
        Targets: [{ Id: 'bus', Arn, RoleArn: `arn:aws:iam::${account}:role/${name}-ingress` }],
      }),
    );
  }
  return name;
}

/** A queue with a rule for each pattern on the bus. @returns its URL */
export async function makeQueue(EventBusName: string, { name, patterns }: Listener): Promise<string> {
  const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: `${EventBusName}-${name}` }));
  const { Attributes } = await queues.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  for (const [n, pattern] of patterns.entries()) {
    const Rule = `${name}-${n}`;
    await events.send(
      new PutRuleCommand({ Name: Rule, EventBusName, EventPattern: JSON.stringify(pattern) }),
    );
    await events.send(
      new PutTargetsCommand({ Rule, EventBusName, Targets: [{ Id: 'queue', Arn: Attributes?.QueueArn }] }),
    );
  }
  return QueueUrl ?? '';
}

/** What AWS says itself. */
export const ofAws = (pattern: Pattern): boolean => pattern.source.some((one) => one.startsWith('aws.'));

/** Each of several equal ones once. */
export const distinct = (patterns: readonly Pattern[]): Pattern[] => [
  ...new Map(patterns.map((one) => [JSON.stringify(one), one])).values(),
];
