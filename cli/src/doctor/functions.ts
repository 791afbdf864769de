import {
  GetFunctionConfigurationCommand,
  type LambdaClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Deployment } from '@cleandesk/command-line';
import { deadLetterQueues } from '../dead-letters/queues.ts';
import { type Seen, some, unknown } from './finding.ts';

/** A function that hears of the bus, and the queue before it. */
export type DeployedFunction = {
  /** Without the deployment's name. */
  of: string;
  name: string;
  /** Undefined when the queue stands and the function does not. */
  configuration?: { state: string; lastUpdate: string; role: string; key?: string };
  variables: Readonly<Record<string, string>>;
  /** Why its variables are not known, where they could not be decrypted: then there are none here. */
  unread?: string;
  queue: { url: string; arn: string; attributes: Readonly<Record<string, string>> };
  letters: { url: string; attributes: Readonly<Record<string, string>> };
};

export async function functionsOf(account: {
  queues: SQSClient;
  lambda: LambdaClient;
  deployment: Deployment;
}): Promise<DeployedFunction[]> {
  const { queues, lambda, deployment } = account;
  const attributesOf = async (QueueUrl: string) => {
    const { Attributes = {} } = await queues.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return Attributes;
  };
  const found: DeployedFunction[] = [];
  for (const { of, url, home } of await deadLetterQueues(queues, deployment)) {
    if (home === undefined) continue;
    const name = `${deployment.name}-${of}`;
    const attributes = await attributesOf(home);
    found.push({
      of,
      name,
      ...(await configurationOf(lambda, name)),
      queue: { url: home, arn: attributes.QueueArn ?? '', attributes },
      letters: { url, attributes: await attributesOf(url) },
    });
  }
  return found;
}

async function configurationOf(
  lambda: LambdaClient,
  FunctionName: string,
): Promise<Pick<DeployedFunction, 'configuration' | 'variables' | 'unread'>> {
  try {
    const { State, LastUpdateStatus, Role, KMSKeyArn, Environment } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    );
    return {
      configuration: {
        state: State ?? 'Active',
        lastUpdate: LastUpdateStatus ?? 'Successful',
        role: Role?.split('/').at(-1) ?? '',
        ...(KMSKeyArn === undefined ? {} : { key: KMSKeyArn }),
      },
      variables: Environment?.Variables ?? {},
      // Lambda answers without them when it may not use their key (GetFunctionConfiguration, `EnvironmentError`).
      ...(Environment?.Error === undefined
        ? {}
        : { unread: Environment.Error.ErrorCode ?? Environment.Error.Message ?? 'no reason' }),
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return { variables: {} };
    throw error;
  }
}

/** Of whose variables nothing is known, where a check goes by them. */
export function unreadIn(functions: readonly DeployedFunction[]): Seen[] {
  const unread = functions.filter((one) => one.unread !== undefined);
  if (unread.length === 0) return [];
  return [
    unknown(
      `The variables of ${some(unread.map(({ of }) => of))} could not be read (${unread[0]?.unread ?? 'no reason'}).`,
      decrypt,
    ),
  ];
}

export const decrypt = 'Ask with a role that has kms:Decrypt on the key of the functions.';
