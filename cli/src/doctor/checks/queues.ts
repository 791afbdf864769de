import { ListTagsForResourceCommand } from '@aws-sdk/client-eventbridge';
import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { deadLetterQueues, deploymentTag, lettersIn, queueNames } from '../../dead-letters/queues.ts';
import type { Account } from '../account.ts';
import { applyAgain, fail, orWell, type Seen, warn } from '../finding.ts';
import { deniesOthers, statementsIn } from '../policy-document.ts';
import { rulesOf, sourcesIn } from './bus.ts';

/** Rules may send to each queue and nobody else may, what cannot be delivered is kept, and its function takes from it. */
export async function queues(account: Account): Promise<Seen[]> {
  const functions = await account.functions();
  const wrong: Seen[] = await missing(account);
  for (const { of, name, queue } of functions) {
    const { Policy, RedrivePolicy } = queue.attributes;
    if (sourcesIn(Policy).length === 0)
      wrong.push(fail(`No rule may send to the queue ${name}.`, applyAgain.changed, of));
    else if (!statementsIn(Policy).some((one) => deniesOthers(one, 'sqs:SendMessage', 'aws:SourceArn')))
      wrong.push(fail(`Anybody whom IAM lets may send to the queue ${name}.`, applyAgain.changed, of));
    if (RedrivePolicy?.includes(`${name}-dead-letters`) !== true)
      wrong.push(fail(`What ${name} cannot handle goes nowhere.`, applyAgain.changed, of));
    const { EventSourceMappings = [] } = await account.lambda.send(
      new ListEventSourceMappingsCommand({ FunctionName: name, EventSourceArn: queue.arn }),
    );
    const [mapping] = EventSourceMappings;
    if (mapping === undefined)
      wrong.push(fail(`The function ${name} does not take from its queue.`, applyAgain.changed, of));
    else if (!['Enabled', 'Enabling', 'Updating', 'Creating'].includes(mapping.State ?? ''))
      wrong.push(
        fail(
          `The function ${name} takes nothing from its queue: ${mapping.State ?? 'no state'}.`,
          'Switch its event source mapping on.',
          of,
        ),
      );
  }
  return orWell(
    wrong,
    `${functions.length} queues let only their rules send, have their dead letters, and their functions take from them.`,
  );
}

/** Always there, whatever is deployed. */
const ownLetters = ['ingress', 'timers'];

/** A queue that was deleted is seen by what it leaves behind: the rules that send to it, and its other half. */
async function missing(account: Account): Promise<Seen[]> {
  const { deployment, queues: client } = account;
  const standing = await queueNames(client, deployment);
  const begin = `${deployment.name}-`;
  const busName = await account.bus();
  const wrong: Seen[] = [];
  const functions = new Set<string>((await account.deployed()).map(({ of }) => of));
  const letters = new Set((await deadLetterQueues(client, deployment)).map(({ of }) => of));
  for (const [rule, { Arn }] of await rulesOf(account, busName)) {
    const [of = '', hears] = rule.slice(begin.length).split('-hears-');
    if (hears === undefined || functions.has(of)) continue;
    functions.add(of);
    if (!(await isOurs(account, Arn))) continue;
    for (const name of [`${begin}${of}`, `${begin}${of}-dead-letters`])
      if (!standing.has(name)) wrong.push(fail(`The queue ${name} is gone.`, applyAgain.changed, of));
  }
  for (const of of ownLetters)
    if (!letters.has(of))
      wrong.push(fail(`The queue ${begin}${of}-dead-letters is gone.`, applyAgain.changed));
  return wrong;
}

/** On a bus that several deployments share, the name of another one can begin like this one's. */
async function isOurs({ events, queues: client, deployment }: Account, ResourceARN = ''): Promise<boolean> {
  const { Tags = [] } = await events.send(new ListTagsForResourceCommand({ ResourceARN }));
  const of = Tags.find(({ Key }) => Key === 'Deployment')?.Value;
  return of === undefined || of === (await deploymentTag(client, deployment));
}

/** Letters lose nothing, and tell of a fault. */
export async function letters({ queues: client, deployment }: Account): Promise<Seen[]> {
  const all = await deadLetterQueues(client, deployment);
  const wrong: Seen[] = [];
  for (const { of, url, home } of all) {
    const count = await lettersIn(client, url);
    if (count > 0)
      wrong.push(
        warn(
          `${count} ${count === 1 ? 'letter lies' : 'letters lie'} in the dead-letter queue of ${of}.`,
          home === undefined
            ? 'The runbook says what that means.'
            : `Read them (cleandesk dlq show ${of}), mend the cause, bring them back (cleandesk dlq redrive ${of}).`,
        ),
      );
  }
  return orWell(wrong, `${all.length} dead-letter queues are empty, as SQS counts.`);
}
