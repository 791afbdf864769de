import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { deadLetterQueues, lettersIn } from '../../dead-letters/queues.ts';
import type { Account } from '../account.ts';
import { fail, orWell, type Seen, warn } from '../finding.ts';
import { speaksOf, statementsIn } from '../policy-document.ts';
import { sourcesIn } from './bus.ts';

const apply = 'Apply Terraform again: somebody changed it by hand.';

/** Rules may send to each queue and nobody else may, what cannot be delivered is kept, and its function takes from it. */
export async function queues(account: Account): Promise<Seen[]> {
  const wrong: Seen[] = [];
  const functions = await account.functions();
  for (const { of, name, queue } of functions) {
    const { Policy, RedrivePolicy } = queue.attributes;
    if (sourcesIn(Policy).length === 0) wrong.push(fail(`No rule may send to the queue ${name}.`, apply, of));
    else if (!statementsIn(Policy).some((one) => one.Effect === 'Deny' && speaksOf(one, 'sqs:SendMessage')))
      wrong.push(fail(`Anybody whom IAM lets may send to the queue ${name}.`, apply, of));
    if (RedrivePolicy?.includes(`${name}-dead-letters`) !== true)
      wrong.push(fail(`What ${name} cannot handle goes nowhere.`, apply, of));
    const { EventSourceMappings = [] } = await account.lambda.send(
      new ListEventSourceMappingsCommand({ FunctionName: name, EventSourceArn: queue.arn }),
    );
    const [mapping] = EventSourceMappings;
    if (mapping === undefined)
      wrong.push(fail(`The function ${name} does not take from its queue.`, apply, of));
    else if (!['Enabled', 'Enabling', 'Updating', 'Creating'].includes(mapping.State ?? ''))
      wrong.push(
        fail(
          `The function ${name} takes nothing from its queue: ${mapping.State ?? 'no state'}.`,
          'Switch its event source mapping on.',
          of,
        ),
      );
  }
  return orWell(wrong, `${functions.length} queues are locked, and their functions take from them.`);
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
  return orWell(wrong, `${all.length} dead-letter queues are empty.`);
}
