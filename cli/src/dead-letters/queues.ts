import {
  GetQueueAttributesCommand,
  ListQueueTagsCommand,
  paginateListQueues,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type Deployment, Refused } from '@cleandesk/command-line';

const lettersEnding = '-dead-letters';

/** A queue with what could not be delivered, and where that belongs. */
export type DeadLetterQueue = {
  /** Without the deployment's name: `rebuild-service-seats`, `timers`. */
  of: string;
  url: string;
  /** The queue that its letters are redriven to. Timers, forwarded events and notices have none: their runbook says why. */
  home?: string;
};

/**
 * Every dead-letter queue of this deployment, also of services that came later. Another deployment's name can begin like
 * this one's, so each is asked whose it is.
 * @throws {Refused} when there is none
 */
export async function deadLetterQueues(
  client: SQSClient,
  deployment: Deployment,
): Promise<DeadLetterQueue[]> {
  const { name } = deployment;
  const urls = await queueUrls(client, deployment);
  const letters = urls.filter((url) => url.endsWith(lettersEnding) && !isOfLonger(url, urls, name)).sort();
  const tag = await deploymentTag(client, deployment, letters);
  const found: DeadLetterQueue[] = [];
  for (const url of letters) {
    if ((await tagOf(client, url)) !== tag) continue;
    const home = url.slice(0, -lettersEnding.length);
    const of = nameIn(home).slice(`${name}-`.length);
    found.push({ of, url, ...(urls.includes(home) ? { home } : {}) });
  }
  if (found.length > 0) return found;
  throw new Refused(
    `There is no deployment called ${name} in this account and Region: it has no dead-letter queue. Name it with --name or --deployment, and its Region with --region.`,
  );
}

const nameIn = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/** Every deployment has it, and no function is called so. */
const timers = `timers${lettersEnding}`;

/** Of `cleandesk-test`, where this deployment is `cleandesk`. */
const isOfLonger = (url: string, urls: readonly string[], name: string): boolean =>
  urls.some((other) => {
    const longer = nameIn(other).slice(0, -timers.length);
    return (
      nameIn(other).endsWith(`-${timers}`) &&
      longer.length > name.length + 1 &&
      nameIn(url).startsWith(longer)
    );
  });

/** The deployment's name, unless its owner's own tags say otherwise: the queue of its timers has them. */
export async function deploymentTag(
  client: SQSClient,
  deployment: Deployment,
  urls?: readonly string[],
): Promise<string> {
  const { name } = deployment;
  const known = (urls ?? (await queueUrls(client, deployment))).find(
    (url) => nameIn(url) === `${name}-${timers}`,
  );
  return (known === undefined ? undefined : await tagOf(client, known)) ?? name;
}

async function tagOf(client: SQSClient, QueueUrl: string): Promise<string | undefined> {
  const { Tags } = await client.send(new ListQueueTagsCommand({ QueueUrl }));
  return Tags?.Deployment;
}

async function queueUrls(client: SQSClient, { name }: Deployment): Promise<string[]> {
  const urls: string[] = [];
  for await (const page of paginateListQueues({ client }, { QueueNamePrefix: `${name}-`, MaxResults: 1000 }))
    urls.push(...(page.QueueUrls ?? []));
  return urls;
}

/** Every queue whose name begins like this deployment's. */
export const queueNames = async (client: SQSClient, deployment: Deployment): Promise<ReadonlySet<string>> =>
  new Set((await queueUrls(client, deployment)).map(nameIn));

/** @throws {Refused} for a name that is none's */
export function theQueue(queues: readonly DeadLetterQueue[], of: string): DeadLetterQueue {
  const queue = queues.find((one) => one.of === of);
  if (queue !== undefined) return queue;
  throw new Refused(`There is no queue ${of}. Queues are ${queues.map((one) => one.of).join(', ')}.`);
}

/** Letters that lie there, also those that somebody reads at this moment. SQS counts roughly. */
export async function lettersIn(client: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes: counts = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return (
    Number(counts.ApproximateNumberOfMessages ?? 0) +
    Number(counts.ApproximateNumberOfMessagesNotVisible ?? 0)
  );
}
