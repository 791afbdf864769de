import { deploymentNamed } from '@cleandesk/command-line';
import { AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import * as z from 'zod';
import { type Account, accountOf } from '../src/doctor/account.ts';

const name = 'desks';
const arn = (service: string, what: string) => `arn:aws:${service}:eu-central-1:111122223333:${what}`;
const queueUrl = (queue: string) => `https://sqs.eu-central-1.amazonaws.com/111122223333/${queue}`;
export const ruleArn = (rule: string) => arn('events', `rule/${name}/${rule}`);

const allow = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage' };
/** The denials that the module writes. */
export const denials = {
  others: {
    Effect: 'Deny',
    Principal: '*',
    Action: 'sqs:SendMessage',
    Condition: { ArnNotEquals: { 'aws:SourceArn': [ruleArn('x')] } },
  },
  plainHttp: {
    Effect: 'Deny',
    Principal: '*',
    Action: 'sqs:*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  },
} as const;

export type Made = {
  /** Functions with a queue, by `service-function`, with their variables; `unread` could not be decrypted. */
  functions?: Record<string, Record<string, string> | 'unread'>;
  /** Queues that somebody deleted. */
  deleted?: readonly string[];
  /** Rules on the bus, and whose they are by their tag. */
  rules?: Record<string, string>;
  /** Denials of each queue's policy. */
  queueDenials?: readonly object[];
  busPolicy?: readonly object[];
  /** By the operation's name, or by method and path. */
  answers?: Record<string, (input: unknown) => unknown>;
};

export const usual = {
  'alarm-manager-reconcile': { EVENT_BUS_NAME: name, WORKSPACES_CALLS_PER_SECOND: '2', POLICIES: '[]' },
  'rebuild-service-seats': { EVENT_BUS_NAME: name, WORKSPACES_CALLS_PER_SECOND: '2', POLICIES: '[]' },
} as const;

/** An account in which AWS says this: for what no emulator can be made to do. */
export function scriptedDeployment(made: Made = {}): Account {
  const { functions = usual, deleted = [], rules = {}, queueDenials = [denials.others] } = made;
  const queues = Object.keys(functions)
    .flatMap((of) => [of, `${of}-dead-letters`])
    .concat('ingress-dead-letters', 'timers-dead-letters')
    .map((queue) => `${name}-${queue}`)
    .filter((queue) => !deleted.includes(queue));
  const { config } = scriptedAws(({ operation, input }) => {
    const answer = made.answers?.[operation] ?? usually[operation] ?? byPath(operation, functions);
    if (answer === undefined)
      throw new AwsRefusal('AccessDeniedException', `not authorized to perform: x:${operation}`);
    return answer(input);
  });
  const usually: NonNullable<Made['answers']> = {
    ListQueues: () => ({ QueueUrls: queues.map(queueUrl) }),
    ListQueueTags: () => ({ Tags: { Deployment: name } }),
    GetQueueAttributes: (input) => {
      const { QueueUrl } = z.object({ QueueUrl: z.string() }).parse(input);
      const queue = QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1);
      const sources = { ArnEquals: { 'aws:SourceArn': [ruleArn(`${queue}-hears-x`)] } };
      const Statement = [{ ...allow, Condition: sources }, ...queueDenials];
      return {
        Attributes: {
          QueueArn: arn('sqs', queue),
          Policy: JSON.stringify({ Statement }),
          RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('sqs', `${queue}-dead-letters`) }),
          ApproximateNumberOfMessages: '0',
          ApproximateNumberOfMessagesNotVisible: '0',
        },
      };
    },
    ListRules: () => ({
      Rules: Object.keys(rules).map((Name) => ({ Name, Arn: ruleArn(Name), EventPattern: '{}' })),
    }),
    ListTagsForResource: (input) => {
      const { ResourceARN } = z.object({ ResourceARN: z.string() }).parse(input);
      const of = Object.entries(rules).find(([rule]) => ruleArn(rule) === ResourceARN)?.[1];
      return { Tags: of === undefined ? [] : [{ Key: 'Deployment', Value: of }] };
    },
    DescribeEventBus: () => ({
      Name: name,
      Arn: arn('events', `event-bus/${name}`),
      Policy: JSON.stringify({ Statement: made.busPolicy ?? [] }),
    }),
  };
  return accountOf(deploymentNamed(name), undefined, { client: config, patienceMs: 10_000 });
}

function byPath(
  operation: string,
  functions: NonNullable<Made['functions']>,
): ((input: unknown) => unknown) | undefined {
  const [, functionName = ''] = /functions\/([^/]+)\/configuration/.exec(operation) ?? [];
  const variables = functions[functionName.slice(name.length + 1)];
  if (variables !== undefined) {
    const Environment =
      variables === 'unread'
        ? { Error: { ErrorCode: 'AccessDeniedException', Message: 'kms' } }
        : { Variables: variables };
    return () => ({ State: 'Active', LastUpdateStatus: 'Successful', Role: 'arn:x:role/r', Environment });
  }
  if (/functions\/[^/]+\/concurrency/.test(operation)) return () => ({});
  if (operation.includes('event-source-mappings'))
    return () => ({ EventSourceMappings: [{ State: 'Enabled' }] });
  return undefined;
}
