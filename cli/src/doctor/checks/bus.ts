import {
  DescribeEventBusCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
} from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { deadLetterQueues } from '../../dead-letters/queues.ts';
import type { Account } from '../account.ts';
import { applyAgain, fail, orWell, type Seen, unknown } from '../finding.ts';
import { conditionsOf, deniesOthers, statementsIn } from '../policy-document.ts';

/** The bus stands, and is locked: whoever speaks on it can reset desktops. */
export async function bus(account: Account): Promise<Seen[]> {
  const name = await account.bus();
  const { Policy } = await account.events.send(new DescribeEventBusCommand({ Name: name }));
  const locked = statementsIn(Policy).some((one) =>
    deniesOthers(one, 'events:PutEvents', 'aws:PrincipalArn'),
  );
  return orWell(
    locked ? [] : [fail(`Any role of the account may speak on the bus ${name}.`, applyAgain.changed)],
    `The policy of the bus ${name} denies to speak to all roles but those that it names.`,
  );
}

/** Every rule that a queue lets in stands, is on, and sends there; the same for what AWS itself says. */
export async function rules(account: Account): Promise<Seen[]> {
  const { events } = account;
  const wrong: Seen[] = [];
  const busName = await account.bus();
  const onBus = await rulesOf(account, busName);
  let count = 0;
  for (const { of, queue } of await account.functions()) {
    const expected = sourcesIn(queue.attributes.Policy);
    // What the queue lacks is said of the queue.
    for (const arn of expected) {
      count += 1;
      const fault = await faultOf(account, onBus.get(nameIn(arn)), nameIn(arn), busName, queue.arn);
      if (fault !== undefined) wrong.push(fail(fault, applyAgain.changed, of));
    }
  }
  const { Arn = '' } = await events.send(new DescribeEventBusCommand({ Name: busName }));
  const onDefault = await rulesOf(account, 'default');
  const forwarding = await ingressRules(account);
  if (forwarding.length === 0)
    wrong.push(unknown('Which rules forward AWS’s events could not be found out.', 'Apply Terraform again.'));
  for (const arn of forwarding) {
    count += 1;
    const fault = await faultOf(account, onDefault.get(nameIn(arn)), nameIn(arn), 'default', Arn);
    if (fault !== undefined) wrong.push(fail(fault, applyAgain.changed));
  }
  if (count === 0 && wrong.length === 0)
    wrong.push(unknown('No queue says which rules send to it.', 'What a queue lacks is said of the queue.'));
  return orWell(wrong, `${count} rules that queues let in stand, are on, and have their targets.`);
}

/** Rules of this deployment on a bus, by their names. */
export async function rulesOf(
  { events, deployment }: Account,
  EventBusName: string,
): Promise<Map<string, Rule>> {
  const found = new Map<string, Rule>();
  let NextToken: string | undefined;
  do {
    const page = await events.send(
      new ListRulesCommand({
        EventBusName,
        NamePrefix: `${deployment.name}-`,
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    );
    for (const rule of page.Rules ?? []) found.set(rule.Name ?? '', rule);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}

async function faultOf(
  { events }: Account,
  rule: Rule | undefined,
  name: string,
  EventBusName: string,
  target: string,
): Promise<string | undefined> {
  if (rule === undefined) return `The rule ${name} is gone.`;
  if (rule.State === 'DISABLED') return `The rule ${name} is switched off.`;
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: name, EventBusName }));
  return Targets.some(({ Arn }) => Arn === target)
    ? undefined
    : `The rule ${name} does not send to ${nameIn(target)}.`;
}

/** The rules that may put aside what they cannot forward are those that forward. */
async function ingressRules({ queues, deployment }: Account): Promise<string[]> {
  const ingress = (await deadLetterQueues(queues, deployment)).find(({ of }) => of === 'ingress');
  if (ingress === undefined) return [];
  const { Attributes } = await queues.send(
    new GetQueueAttributesCommand({ QueueUrl: ingress.url, AttributeNames: ['Policy'] }),
  );
  return sourcesIn(Attributes?.Policy);
}

const nameIn = (arn: string): string => arn.split(/[:/]/).at(-1) ?? arn;

/** ARNs of the rules that a queue's policy lets send. */
export const sourcesIn = (policy: string | undefined): string[] => [
  ...new Set(
    statementsIn(policy)
      .filter(
        (one) => one.Effect === 'Allow' && one.Principal?.Service?.includes('events.amazonaws.com') === true,
      )
      .flatMap((one) => conditionsOf(one, 'aws:SourceArn')),
  ),
];
