import { DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CreateWorkspacesCommand, TerminateWorkspacesCommand } from '@aws-sdk/client-workspaces';
import {
  connectionSweepCameDueV1,
  desktopsObservedV1,
  desktopWatchedV1,
  graceStartedV1,
  reconcileCameDueV1,
} from '@cleandesk/contracts';
import { eventually } from '@cleandesk/testkit';
import { EndedOtherwise, mustBe, mustEndAs } from '../people/expectations.ts';
import { enters, patient, places } from '../people/person.ts';
import type { Stage } from '../stack/stage.ts';
import type { Story } from './story.ts';

async function alarmsOf(stage: Stage, ids: readonly string[]): Promise<string[]> {
  const AlarmNames = ids.map((id) => stage.outputs.alarm_name_prefix + id);
  const { MetricAlarms = [] } = await stage.clients.alarms.send(
    new DescribeAlarmsCommand({ AlarmNames, MaxRecords: 100 }),
  );
  return MetricAlarms.flatMap(({ AlarmName }) =>
    AlarmName === undefined ? [] : [AlarmName.slice(stage.outputs.alarm_name_prefix.length)],
  );
}

const twentyFive: Story = {
  title:
    'a call that creates 25 desktops gives 25 alarms, and one that terminates 25 of which 2 fail removes 23',
  async play(stage) {
    const names = Array.from({ length: 25 }, (_, n) => `one-of-25-${n + 1}.${stage.run}`);
    for (const name of names) await stage.cloud.user(name);
    const { PendingRequests = [] } = await stage.clients.workspaces.send(
      new CreateWorkspacesCommand({
        Workspaces: names.map((UserName) => ({
          UserName,
          DirectoryId: places.one,
          BundleId: places.standard,
          Tags: [{ Key: 'Cleandesk', Value: 'rebuild' }],
        })),
      }),
    );
    const ids = PendingRequests.flatMap(({ WorkspaceId }) => WorkspaceId ?? []);
    await expectAlarms(stage, ids, ids, '25 alarms for 25 desktops');
    await eventually(
      'all 25 are AVAILABLE',
      async () =>
        (await stage.cloud.desktops()).filter(
          (one) => ids.includes(one.workspaceId) && one.state === 'AVAILABLE',
        ).length === 25 || undefined,
      { withinMs: patient },
    );
    const stay = [ids[3], ids[17]].flatMap((id) => id ?? []);
    for (const workspaceId of stay) {
      await stage.cloud.fault({
        operation: 'TerminateWorkspaces',
        kind: 'failedRequest',
        code: 'InternalFailure',
        workspaceId,
      });
    }
    await stage.clients.workspaces.send(
      new TerminateWorkspacesCommand({
        TerminateWorkspaceRequests: ids.map((WorkspaceId) => ({ WorkspaceId })),
      }),
    );
    await expectAlarms(stage, ids, stay, 'alarms only of the two that were not terminated');
    await stage.clients.workspaces.send(
      new TerminateWorkspacesCommand({
        TerminateWorkspaceRequests: stay.map((WorkspaceId) => ({ WorkspaceId })),
      }),
    );
    await expectAlarms(stage, ids, [], 'no alarm when all are terminated');
  },
};

async function expectAlarms(
  stage: Stage,
  asked: readonly string[],
  expected: readonly string[],
  what: string,
): Promise<void> {
  let seen: string[] = [];
  await eventually(
    what,
    async () => {
      seen = await alarmsOf(stage, asked);
      return seen.toSorted().join() === expected.toSorted().join() || undefined;
    },
    { withinMs: patient, evidence: () => `Alarms seen: ${seen.length}, expected: ${expected.length}` },
  );
}

const lostCreation: Story = {
  title: 'a desktop whose creation no event told of gets its alarm from the reconcile run',
  async play(stage) {
    const name = 'lost.creation';
    await stage.cloud.fault({
      operation: 'CreateWorkspaces',
      kind: 'dropEvent',
      userName: `${name}.${stage.run}`,
    });
    // A call of its own: what is lost is the event of the whole call.
    const userName = `${name}.${stage.run}`;
    await stage.cloud.user(userName);
    const { PendingRequests } = await stage.clients.workspaces.send(
      new CreateWorkspacesCommand({
        Workspaces: [
          {
            UserName: userName,
            DirectoryId: places.one,
            BundleId: places.standard,
            Tags: [{ Key: 'Cleandesk', Value: 'rebuild' }],
          },
        ],
      }),
    );
    const id = PendingRequests?.[0]?.WorkspaceId ?? '';
    await eventually(
      `${id} is AVAILABLE`,
      async () =>
        (await stage.cloud.desktops()).find((one) => one.workspaceId === id && one.state === 'AVAILABLE'),
      { withinMs: patient },
    );
    await stage.say(reconcileCameDueV1, { reason: 'a story asks for it' });
    const { because } = await stage.bus.first(desktopWatchedV1, ({ workspaceId }) => workspaceId === id, {
      withinMs: patient,
      what: `DesktopWatched about ${id}`,
    });
    if (because !== 'reconciled') throw new EndedOtherwise(`${id} was watched because ${because}`);
    await expectAlarms(stage, [id], [id], 'the alarm of the desktop whose creation was lost');
  },
};

const orphan: Story = {
  title: 'an alarm of a desktop that is gone is removed by the reconcile run',
  async play(stage) {
    const id = `ws-0rphan${stage.run}`;
    await stage.clients.alarms.send(
      new PutMetricAlarmCommand({
        AlarmName: stage.outputs.alarm_name_prefix + id,
        Namespace: 'AWS/WorkSpaces',
        MetricName: 'SessionDisconnect',
        Dimensions: [{ Name: 'WorkspaceId', Value: id }],
        Statistic: 'Sum',
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      }),
    );
    await stage.say(reconcileCameDueV1, { reason: 'a story asks for it' });
    await expectAlarms(stage, [id], [], 'no alarm of a desktop that is gone');
  },
};

const missedAbsence: Story = {
  title: 'a leaving that no alarm told of is found by the sweep of connection states',
  async play(stage) {
    const person = await enters(stage, { name: 'missed', tags: { Cleandesk: 'rebuild' } });
    await person.isWatched();
    await person.fault({
      operation: 'AlarmStateChange',
      kind: 'dropEvent',
      times: 10,
      workspaceId: person.first.workspaceId,
    });
    await person.arrives();
    await person.leaves();
    await person.readsDisconnected();
    stage.tell(person.userName, 'the sweep comes due');
    await stage.say(connectionSweepCameDueV1, { reason: 'a story asks for it' });
    await person.hears(desktopsObservedV1, ({ observations }) =>
      observations.some(
        ({ workspaceId, connectionState }) =>
          workspaceId === person.first.workspaceId && connectionState === 'DISCONNECTED',
      ),
    );
    await person.hears(graceStartedV1);
    await person.isReset();
    await mustEndAs(person, { kind: 'rebuilt', times: 1 });
    await mustBe(
      person,
      'the alarm, of which nobody was told',
      ['ALARM', 'OK'].includes((await person.alarm()) ?? ''),
      true,
    );
  },
};

export const watching: readonly Story[] = [twentyFive, lostCreation, orphan, missedAbsence];
