import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import type { StackEnvironment } from '@cleandesk/launcher';

/** By this access key the desktop cloud's ledger tells our calls from those of the product. */
export const storyteller = 'storyteller';

export type Clients = {
  events: EventBridgeClient;
  queues: SQSClient;
  keys: KMSClient;
  secrets: SecretsManagerClient;
  alarms: CloudWatchClient;
  workspaces: WorkSpacesClient;
};

/** Ordinary SDK clients, pointed at the stack. */
export function clientsOf({ baseUrl, cloudUrl, region }: StackEnvironment): Clients {
  const credentials = { accessKeyId: storyteller, secretAccessKey: 'none' };
  // The base emulator is started again amid some stories: whoever finds nobody there waits.
  const base = { endpoint: baseUrl, region, credentials, maxAttempts: 12 };
  const cloud = { endpoint: cloudUrl, region, credentials };
  return {
    events: new EventBridgeClient(base),
    queues: new SQSClient(base),
    keys: new KMSClient(base),
    secrets: new SecretsManagerClient(base),
    alarms: new CloudWatchClient(cloud),
    // The account's rate of two calls a second is shared with the product: whoever is told to wait, waits.
    workspaces: new WorkSpacesClient({ ...cloud, maxAttempts: 12 }),
  };
}
