import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { type Watching, watchingOf } from '@cleandesk/alarm-manager/cli';
import { type Deployment, documents, where } from '@cleandesk/command-line';
import { parsePolicies } from '@cleandesk/policies';
import { pace, workspacesReader } from '@cleandesk/workspaces';
import { Unread } from './finding.ts';
import { type DeployedFunction, decrypt, functionsOf } from './functions.ts';

/** What is looked at. Each thing is asked for once, however many checks need it. */
export type Account = ReturnType<typeof accountOf>;

/** Who is asked who we are. */
export type Identity = { account: string; partition: string; arn: string };

/** A queue's batch window, a cold start, and the seconds in which a line reaches its log. */
export const usualPatienceMs = 90_000;
/** A part of the rate of which the functions live. */
const share = 0.25;
/** ms for which WorkSpaces may refuse every call: others are at work. */
const busyMs = 600_000;

export function accountOf(
  deployment: Deployment,
  region: string | undefined,
  options: {
    sender?: string;
    patienceMs?: number;
    progress?: (desktops: number) => void;
    /** What clients are built with besides. */
    client?: object;
  } = {},
) {
  const at = { ...where(region), ...options.client };
  const once = <T>(ask: () => Promise<T>) => {
    let asked: Promise<T> | undefined;
    return () => {
      asked ??= ask();
      return asked;
    };
  };
  const queues = new SQSClient(at);
  const lambda = new LambdaClient(at);
  const alarms = new CloudWatchClient(at);
  const identity = once(async (): Promise<Identity> => {
    const { Arn = '', Account: account = '' } = await new STSClient(at).send(
      new GetCallerIdentityCommand({}),
    );
    return { account, arn: Arn, partition: Arn.split(':')[1] ?? 'aws' };
  });
  const deployed = once(() => functionsOf({ queues, lambda, deployment }));
  const functions = async () => {
    const all = await deployed();
    if (all.length > 0) return all;
    throw new NotDeployed(`No function of ${deployment.name} is deployed, or all of their queues are gone.`);
  };
  const fleet = once(async (): Promise<Watching> => {
    const variables = readable(await theFunction(functions, 'alarm-manager-reconcile'));
    const { account, partition } = await identity();
    const clock = { now: () => Date.now() };
    const perSecond = Math.max(0.5, Number(variables.WORKSPACES_CALLS_PER_SECOND ?? 2) * share);
    const reader = workspacesReader({
      workspaces: new WorkSpacesClient({ ...at, maxAttempts: 1 }),
      tagging: new ResourceGroupsTaggingAPIClient(at),
      pace: pace({ perSecond, burst: 1, clock }),
      account: { accountId: account, partition },
      clock,
      // Resets come first, and may take all of the rate for minutes.
      patienceMs: busyMs,
    });
    return watchingOf({
      reader,
      alarms,
      policies: parsePolicies(variables.POLICIES ?? ''),
      periodSeconds: Number(variables.ALARM_PERIOD_SECONDS),
      fleet: variables.FLEET,
      topicArn: variables.ALARM_TOPIC_ARN,
      ...(options.progress === undefined ? {} : { progress: options.progress }),
    });
  });
  /** Where the functions speak: what is looked at there is theirs, whatever the timers or the rules say. */
  const bus = once(async (): Promise<string> => {
    if (deployment.bus !== undefined) return deployment.bus;
    const all = await functions();
    const said = all.flatMap(({ variables }) => variables.EVENT_BUS_NAME ?? []);
    const [unread] = all.filter((one) => one.unread !== undefined);
    if (said[0] === undefined && unread !== undefined) readable(unread);
    return said[0] ?? deployment.name;
  });
  return {
    deployment,
    bus,
    /** The address that mails come from, where no deployment says it yet. */
    sender: options.sender,
    /** For how long a probe is waited for. */
    patienceMs: options.patienceMs ?? usualPatienceMs,
    queues,
    lambda,
    workspaces: new WorkSpacesClient({ ...at, maxAttempts: 6 }),
    events: new EventBridgeClient(at),
    trails: new CloudTrailClient(at),
    roles: new IAMClient(at),
    keys: new KMSClient(at),
    logs: new CloudWatchLogsClient(at),
    mails: new SESv2Client(at),
    quotas: new ServiceQuotasClient(at),
    timers: new SchedulerClient(at),
    tables: documents(region, options.client),
    identity,
    /** Also none. */
    deployed,
    /** Of nothing nothing is well. @throws {NotDeployed} when there is none */
    functions,
    fleet,
    region: () => queues.config.region(),
    the: (of: string) => theFunction(functions, of),
  };
}

async function theFunction(
  functions: () => Promise<DeployedFunction[]>,
  of: string,
): Promise<DeployedFunction> {
  const found = (await functions()).find((one) => one.of === of);
  if (found !== undefined) return found;
  throw new NotDeployed(`The function ${of} is not deployed.`);
}

/** @throws {Unread} where nobody could read them */
export function readable({ name, variables, unread }: DeployedFunction): Readonly<Record<string, string>> {
  if (unread === undefined) return variables;
  throw new Unread(`The variables of ${name} could not be read: ${unread}.`, decrypt);
}

/** Another check says so. */
export class NotDeployed extends Error {
  override readonly name = 'NotDeployed';
}
