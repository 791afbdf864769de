import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTrailCommand, DescribeTrailsCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import { CreateWorkspacesCommand, DescribeWorkspacesCommand } from '@aws-sdk/client-workspaces';
import { deploymentNamed } from '@cleandesk/command-line';
import { down, environment, up } from '@cleandesk/launcher';
import { eventually } from '@cleandesk/testkit';
import type { TestProject } from 'vitest/node';
import { type Account, accountOf } from '../../src/doctor/account.ts';
import { examine } from '../../src/doctor/examine.ts';
import { becomesQuiet, clearsLetters } from './quiet.ts';
import { rescheduled } from './surgery.ts';

declare module 'vitest' {
  // vitest's own interface: only an interface can be added to.
  interface ProvidedContext {
    /** Where the stack is, for the SDK and for programs. */
    variables: Record<string, string>;
    /** Of whom directory groups are read as, where there is a directory. */
    directoryPassword: string | undefined;
  }
}

/**
 * A stack of its own with one managed desktop, and what an owner has around it. `CLEANDESK_DOCTOR_STACK` names the folder of
 * one that stands, and is left.
 */
export default async function stack(project: TestProject): Promise<() => Promise<void>> {
  const named = process.env.CLEANDESK_DOCTOR_STACK;
  const dir = named ?? mkdtempSync(join(tmpdir(), 'cleandesk-doctor-'));
  const end = async () => {
    if (named !== undefined) return;
    await down({ dir });
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const { variables, directory } =
      named === undefined
        ? await up({ dir, basePort: 0, cloudPort: 0, speed: 600, directory: 'wherePossible' })
        : environment({ dir });
    project.provide('variables', variables);
    project.provide('directoryPassword', directory?.reader.password);
    Object.assign(process.env, variables);
    await makeHealthy(accountOf(deploymentNamed('cleandesk'), undefined));
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}

async function makeHealthy(account: Account): Promise<void> {
  const { trails, workspaces, timers, deployment } = account;
  const Name = 'account-trail';
  const { trailList = [] } = await trails.send(new DescribeTrailsCommand({ trailNameList: [Name] }));
  if (trailList.length === 0) {
    await trails.send(
      new CreateTrailCommand({ Name, S3BucketName: 'cleandesk-artifacts', IsMultiRegionTrail: true }),
    );
  }
  await trails.send(new StartLoggingCommand({ Name }));
  const user = { DirectoryId: 'd-9067000001', UserName: 'ada.berg' };
  const { Workspaces = [] } = await workspaces.send(new DescribeWorkspacesCommand(user));
  if (Workspaces.length === 0) {
    const Tags = [{ Key: 'Cleandesk', Value: 'rebuild' }];
    await workspaces.send(
      new CreateWorkspacesCommand({ Workspaces: [{ ...user, BundleId: 'wsb-standard1', Tags }] }),
    );
  }
  const patience = { withinMs: 400_000, everyMs: 1000 };
  await eventually(
    'a reconcile run that has seen the desktop, and was heard of',
    async () => {
      const now = accountOf(deployment, undefined);
      const { managed, unwatched } = await now.fleet();
      const [last] = await examine(now, 'after', ['last reconcile']);
      return managed.length === 1 && unwatched.length === 0 && last?.state === 'ok' ? true : undefined;
    },
    patience,
  );
  // What is planted shall stand until it was looked at. A rate runs at once when it is changed, but for one that begins later.
  const { Schedules = [] } = await timers.send(
    new ListSchedulesCommand({ GroupName: deployment.timers, NamePrefix: 'recurring-' }),
  );
  for (const { Name = '' } of Schedules)
    await rescheduled(timers, Name, {
      ScheduleExpression: 'rate(12 hours)',
      StartDate: new Date(Date.now() + 30 * 86_400_000),
    });
  const now = accountOf(deployment, undefined);
  await becomesQuiet(now);
  await clearsLetters(now);
}
