import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, GetKeyPolicyCommand } from '@aws-sdk/client-kms';
import type { Account } from '../account.ts';
import { fail, orWell, type Seen } from '../finding.ts';
import { speaksOf, statementsIn } from '../policy-document.ts';

type Use = { key: string; what: string; by?: 'events.amazonaws.com' };

/** Keys of the owner's open for whoever writes with them. A rule that may not use a queue's key loses its events. */
export async function keys(account: Account): Promise<Seen[]> {
  const uses = await usesOf(account);
  const wrong: Seen[] = [];
  for (const key of new Set(uses.map((use) => use.key))) {
    const these = uses.filter((use) => use.key === key);
    const names = these.map(({ what }) => what).join(', ');
    const { KeyMetadata } = await account.keys.send(new DescribeKeyCommand({ KeyId: key }));
    if (KeyMetadata?.KeyState !== undefined && KeyMetadata.KeyState !== 'Enabled') {
      wrong.push(
        fail(`The key of ${names} is ${KeyMetadata.KeyState}.`, 'Switch it on, or cancel its deletion.'),
      );
      continue;
    }
    if (!these.some(({ by }) => by !== undefined)) continue;
    const { Policy } = await account.keys.send(
      new GetKeyPolicyCommand({ KeyId: KeyMetadata?.KeyId ?? key, PolicyName: 'default' }),
    );
    if (!letsRulesWrite(Policy))
      wrong.push(
        fail(
          `The key of ${names} does not let EventBridge use it: rules cannot send there.`,
          'Allow events.amazonaws.com kms:GenerateDataKey and kms:Decrypt in the policy of the key.',
        ),
      );
  }
  return orWell(
    wrong,
    uses.length === 0
      ? 'No queue or function, nor the tables of seats and records, is locked with a key of yours.'
      : 'Keys of queues, functions and the tables of seats and records are on, and rules may use them.',
  );
}

/** What EventBridge does with the key of a queue (SQS Developer Guide, "Configuring KMS permissions for AWS services"). */
const writing = ['kms:GenerateDataKey', 'kms:Decrypt'];

const letsRulesWrite = (policy: string | undefined): boolean =>
  writing.every((action) =>
    statementsIn(policy).some(
      (one) =>
        one.Effect === 'Allow' &&
        one.Principal?.Service?.includes('events.amazonaws.com') === true &&
        speaksOf(one, action),
    ),
  );

async function usesOf(account: Account): Promise<Use[]> {
  const uses: Use[] = [];
  const own = (key: string | undefined): key is string =>
    key !== undefined && key !== '' && !key.includes('alias/aws/');
  for (const { name, queue, letters, configuration } of await account.functions()) {
    const by = 'events.amazonaws.com';
    const ofQueue = queue.attributes.KmsMasterKeyId;
    const ofLetters = letters.attributes.KmsMasterKeyId;
    if (own(ofQueue)) uses.push({ key: ofQueue, what: `the queue ${name}`, by });
    if (own(ofLetters)) uses.push({ key: ofLetters, what: `the queue ${name}-dead-letters`, by });
    if (own(configuration?.key)) uses.push({ key: configuration.key, what: `the function ${name}` });
  }
  for (const TableName of [account.deployment.seats, account.deployment.records]) {
    const { Table } = await account.tables.send(new DescribeTableCommand({ TableName }));
    const key = Table?.SSEDescription?.KMSMasterKeyArn;
    if (own(key)) uses.push({ key, what: `the table ${TableName}` });
  }
  return uses;
}
