import { desktopDisconnectedV1, graceStartedV1 } from '@cleandesk/contracts';
import { EndedOtherwise, mustBe, mustEndAs } from '../people/expectations.ts';
import { endOfPeriod, lookTakes, ms, until } from '../people/moments.ts';
import { enters, type Person } from '../people/person.ts';
import type { Stage } from '../stack/stage.ts';
import type { Story } from './story.ts';

const rebuild = { Cleandesk: 'rebuild' };

const inTheLastSecond: Story = {
  title: 'a user who returns one second before the reset keeps the desktop',
  async play(stage) {
    const person = await enters(stage, { name: 'last.second', tags: rebuild });
    await person.isWatched();
    await person.arrives();
    await person.leaves();
    const { graceEndsAt } = await person.hears(graceStartedV1);
    await until(ms(graceEndsAt) - 1_000);
    await person.arrives();
    await until(ms(graceEndsAt) + lookTakes);
    await mustEndAs(person, { kind: 'untouched' });
    await mustBe(person, 'still at work', (await person.desktop())?.isConnected, true);
  },
};

const unheardOfReturn: Story = {
  title: 'a user whose login no event told of keeps the desktop, and loses it after leaving again',
  async play(stage) {
    const person = await enters(stage, { name: 'unheard', tags: rebuild });
    await person.isWatched();
    await person.arrives();
    await person.leaves();
    const { graceEndsAt } = await person.hears(graceStartedV1);
    await person.fault({
      operation: 'WorkSpacesAccess',
      kind: 'dropEvent',
      workspaceId: person.first.workspaceId,
    });
    await person.arrives();
    await until(ms(graceEndsAt) + lookTakes);
    await mustEndAs(person, { kind: 'untouched' });
    await person.leaves();
    await person.isReset();
    await mustEndAs(person, { kind: 'rebuilt', times: 1 });
  },
};

const lateAlarm: Story = {
  title: 'an alarm that comes after the user is back resets nothing',
  async play(stage) {
    const person = await enters(stage, { name: 'late.alarm', tags: rebuild });
    await person.isWatched();
    await person.arrives();
    await person.fault({
      operation: 'AlarmStateChange',
      kind: 'dropEvent',
      workspaceId: person.first.workspaceId,
    });
    await person.leaves();
    const left = Date.now();
    await until(left + 1_500);
    await person.arrives();
    await until(left + 2_000);
    const before = person.heard(graceStartedV1).length;
    stage.tell(person.userName, 'the alarm comes late');
    await stage.say(desktopDisconnectedV1, {
      workspaceId: person.first.workspaceId,
      interval: { start: new Date(left - 500).toISOString(), end: new Date(left + 500).toISOString() },
      alarmName: `${stage.outputs.alarm_name_prefix}${person.first.workspaceId}`,
    });
    await person.hears(desktopDisconnectedV1);
    await until(left + stage.graceMs + lookTakes);
    await mustEndAs(person, { kind: 'untouched' });
    await mustBe(person, 'graces that it started', person.heard(graceStartedV1).length - before, 0);
  },
};

const readsConnected: Story = {
  title: 'a desktop whose connection reads CONNECTED is not reset; it is when nobody is there any more',
  async play(stage) {
    const person = await enters(stage, { name: 'reads.connected', tags: rebuild });
    await person.isWatched();
    await person.arrives();
    // In the same datapoint as the login, it could be a drop that lasted a moment: the look would say so at once.
    await until(endOfPeriod(Date.now()));
    await person.failsToConnect();
    const { interval } = await person.hears(desktopDisconnectedV1);
    await person.isPutOff(ms(interval.end) + stage.graceMs);
    await person.losesConnection();
    await person.isReset();
    await mustEndAs(person, { kind: 'rebuilt', times: 1 });
    await noResetWhileConnected(stage, person);
  },
};

/** The connection state is looked at in the desktop cloud's own history: a rebuild never began under a session. */
async function noResetWhileConnected(stage: Stage, person: Person): Promise<void> {
  const { ledger } = await stage.cloud.stateWithLedger();
  const call = ledger.find(
    ({ operation, request }) =>
      operation === 'RebuildWorkspaces' && request.WorkspaceId?.includes(person.first.workspaceId),
  );
  const lost = stage.acts.findLast(({ userName }) => userName === person.userName);
  if (call !== undefined && lost !== undefined && call.at > lost.at) return;
  throw new EndedOtherwise(
    `${person.userName} was reset while the connection stood\n${await person.evidence()}`,
  );
}

export const returning: readonly Story[] = [inTheLastSecond, unheardOfReturn, lateAlarm, readsConnected];
