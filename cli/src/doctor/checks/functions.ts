import {
  GetRoleCommand,
  GetRolePolicyCommand,
  NoSuchEntityException,
  paginateListRolePolicies,
} from '@aws-sdk/client-iam';
import { GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import type { Account } from '../account.ts';
import { applyAgain, fail, orWell, type Seen, unknown, warn } from '../finding.ts';
import { unreadIn } from '../functions.ts';
import { type Statement, speaksOf, statementsIn } from '../policy-document.ts';

/** Nothing is managed without these. */
const needed = ['alarm-manager-watch', 'alarm-manager-reconcile', 'rebuild-service-seats'];

/** Functions stand, may run, and go by the same policies. */
export async function functions(account: Account): Promise<Seen[]> {
  const all = await account.deployed();
  const wrong: Seen[] = [];
  for (const of of needed)
    if (!all.some((one) => one.of === of))
      wrong.push(fail(`${of} is not deployed.`, 'Apply Terraform again.', of));
  for (const { of, name, configuration } of all) {
    if (configuration === undefined) {
      wrong.push(fail(`The function ${name} is gone.`, applyAgain.changed, of));
      continue;
    }
    if (configuration.state === 'Failed' || configuration.lastUpdate === 'Failed')
      wrong.push(
        fail(
          `The function ${name} is broken: ${configuration.state}, last update ${configuration.lastUpdate}.`,
          applyAgain.changed,
          of,
        ),
      );
    const { ReservedConcurrentExecutions } = await account.lambda.send(
      new GetFunctionConcurrencyCommand({ FunctionName: name }),
    );
    if (ReservedConcurrentExecutions === 0)
      wrong.push(
        fail(
          `The function ${name} may not run: its reserved concurrency is 0.`,
          'Take that away when what it was for is over.',
          of,
        ),
      );
  }
  wrong.push(...unreadIn(all));
  const policies = new Set(all.flatMap(({ variables }) => variables.POLICIES ?? []));
  if (policies.size > 1) wrong.push(fail('Functions go by different policies.', applyAgain.halfWay));
  const buses = [...new Set(all.flatMap(({ variables }) => variables.EVENT_BUS_NAME ?? []))];
  const named = account.deployment.bus;
  if (named !== undefined && buses.length > 0 && !buses.includes(named))
    wrong.push(
      fail(
        `Functions speak on the bus ${buses.join(', ')}, and ${named} was named.`,
        'Name the right one with --bus, or write the outputs of Terraform anew.',
      ),
    );
  if (buses.length > 1)
    wrong.push(fail(`Functions speak on different buses: ${buses.join(', ')}.`, applyAgain.halfWay));
  return orWell(
    wrong,
    `${all.length} functions stand, none is broken or kept from running, and all go by the same policies.`,
  );
}

/** Actions without which a function does nothing of what it is for. */
const actions: Readonly<Record<string, readonly string[]>> = {
  'alarm-manager-watch': ['cloudwatch:PutMetricAlarm', 'workspaces:DescribeWorkspaces', 'events:PutEvents'],
  'alarm-manager-reconcile': [
    'cloudwatch:PutMetricAlarm',
    'workspaces:DescribeWorkspaces',
    'tag:GetResources',
    'events:PutEvents',
  ],
  'rebuild-service-seats': [
    'workspaces:DescribeWorkspaces',
    'workspaces:RebuildWorkspaces',
    'workspaces:TerminateWorkspaces',
    'workspaces:CreateWorkspaces',
    'workspaces:CreateTags',
    'dynamodb:PutItem',
    'scheduler:CreateSchedule',
    'iam:PassRole',
    'events:PutEvents',
  ],
  'directory-sync-sync': ['secretsmanager:GetSecretValue', 'events:PutEvents'],
};
const everybody = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'logs:PutLogEvents'];

/** Each role still has what its function needs. What a boundary or an organisation takes away is not seen here. */
export async function permissions(account: Account): Promise<Seen[]> {
  const wrong: Seen[] = [];
  const all = await account.functions();
  for (const { of, configuration } of all) {
    if (configuration === undefined) continue;
    const statements = await statementsOf(account, configuration.role);
    if (statements === undefined) {
      wrong.push(fail(`The role ${configuration.role} is gone.`, applyAgain.changed, of));
      continue;
    }
    const missing = [...everybody, ...(actions[of] ?? [])].filter(
      (action) =>
        !statements.some((one) => one.Effect === 'Allow' && speaksOf(one, action)) ||
        statements.some((one) => one.Effect === 'Deny' && deniesAll(one) && speaksOf(one, action)),
    );
    if (missing.length > 0)
      wrong.push(
        fail(`The role ${configuration.role} may not ${missing.join(', ')}.`, applyAgain.changed, of),
      );
  }
  return orWell(
    wrong,
    `${all.length} roles allow in their own policies what their functions do; boundaries, organisations and resources were not looked at.`,
  );
}

/** A denial with a condition, or of some resources, may be meant for others. */
const deniesAll = ({ Condition, Resource }: Statement): boolean =>
  Condition === undefined && Resource?.includes('*') === true;

async function statementsOf({ roles }: Account, RoleName: string) {
  try {
    await roles.send(new GetRoleCommand({ RoleName }));
    const PolicyNames: string[] = [];
    for await (const page of paginateListRolePolicies({ client: roles }, { RoleName }))
      PolicyNames.push(...(page.PolicyNames ?? []));
    const documents = await Promise.all(
      PolicyNames.map((PolicyName) => roles.send(new GetRolePolicyCommand({ RoleName, PolicyName }))),
    );
    return documents.flatMap(({ PolicyDocument }) => statementsIn(PolicyDocument));
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}

/** All functions share one rate, and AWS takes about two calls a second of an account. */
export async function rate(account: Account): Promise<Seen[]> {
  const all = await account.functions();
  const said = all.flatMap(({ of, variables }) => {
    const perSecond = variables.WORKSPACES_CALLS_PER_SECOND;
    return perSecond === undefined ? [] : [{ of, perSecond: Number(perSecond) }];
  });
  const rates = [...new Set(said.map(({ perSecond }) => perSecond))];
  const most = Math.max(0, ...rates);
  const wrong: Seen[] = [...unreadIn(all)];
  if (rates.length === 0 && wrong.length === 0)
    wrong.push(unknown('No function says how many calls of WorkSpaces it makes.', 'Apply Terraform again.'));
  if (rates.length > 1)
    wrong.push(
      fail(`Functions keep to different rates: ${rates.join(' and ')} calls a second.`, applyAgain.halfWay),
    );
  if (most > awsPerSecond)
    wrong.push(
      warn(
        `workspaces_calls_per_second is ${most}; AWS takes about ${awsPerSecond} of an account, for all who call.`,
        'Leave it, if AWS has raised yours; else calls are refused, and resets take longer.',
      ),
    );
  return orWell(wrong, `${most} calls of WorkSpaces a second, for all functions together.`);
}

/** WorkSpaces Administration Guide, "throttled-api-calls". */
const awsPerSecond = 2;
