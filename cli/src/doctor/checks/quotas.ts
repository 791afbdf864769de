import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import { GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import { DescribeWorkspacesCommand, paginateDescribeWorkspaceDirectories } from '@aws-sdk/client-workspaces';
import type { Account } from '../account.ts';
import { fail, ok, type Seen, unknown, warn } from '../finding.ts';

/** Two runs of each of six functions: a queue's mapping allows no fewer. */
const leastConcurrency = 12;
/** "WorkSpaces" in Service Quotas. */
const desktopsQuota = 'L-34278094';

/** A call of WorkSpaces is let through, and a directory is registered. */
export async function workspaces({ workspaces: client }: Account): Promise<Seen[]> {
  await client.send(new DescribeWorkspacesCommand({ Limit: 1 }));
  let registered = 0;
  for await (const { Directories = [] } of paginateDescribeWorkspaceDirectories({ client }, {}))
    registered += Directories.filter(({ State }) => State === 'REGISTERED').length;
  if (registered === 0)
    return [
      fail(
        'No directory is registered with WorkSpaces in this Region.',
        'Register one, or name another Region with --region.',
      ),
    ];
  return [
    ok(
      `WorkSpaces answers; ${registered} ${registered === 1 ? 'directory is' : 'directories are'} registered.`,
    ),
  ];
}

/** What AWS allows this account is enough. */
export async function quotas(account: Account): Promise<Seen[]> {
  const { AccountLimit } = await account.lambda.send(new GetAccountSettingsCommand({}));
  const free = AccountLimit?.UnreservedConcurrentExecutions;
  const concurrency =
    free === undefined
      ? unknown(
          'Lambda does not say how many functions may run at once.',
          'Look at Service Quotas: Concurrent executions.',
        )
      : free < leastConcurrency
        ? warn(
            `Lambda runs at most ${free} functions at once that have nothing reserved.`,
            'Ask for more in Service Quotas: a new account has 10, and functions of others take theirs.',
          )
        : ok(`Lambda runs ${free} functions at once.`);
  return [concurrency, await desktops(account)];
}

async function desktops({ quotas: client }: Account): Promise<Seen> {
  try {
    const { Quota } = await client.send(
      new GetServiceQuotaCommand({ ServiceCode: 'workspaces', QuotaCode: desktopsQuota }),
    );
    if (Quota?.Value === undefined)
      return unknown(
        'Service Quotas does not say how many WorkSpaces AWS allows.',
        'Look there: Amazon WorkSpaces.',
      );
    return ok(
      `AWS lets this account have ${Quota.Value} WorkSpaces in this Region. A recreate needs none more.`,
    );
  } catch (error) {
    const because = error instanceof Error ? error.name : 'unknown';
    return unknown(
      `How many WorkSpaces AWS allows could not be read (${because}).`,
      'Look at Service Quotas: Amazon WorkSpaces.',
    );
  }
}
