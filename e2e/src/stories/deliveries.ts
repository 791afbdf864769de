import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { event } from '@cleandesk/bus';
import {
  desktopConnectedV1,
  desktopDisconnectedV1,
  graceStartedV1,
  rebootRequestedV1,
  rebootStartedV1,
} from '@cleandesk/contracts';
import { mustBe, mustEndAs } from '../people/expectations.ts';
import { lookTakes, until } from '../people/moments.ts';
import { enters } from '../people/person.ts';
import { redrive, takeDeadLetter } from '../stack/dead-letters.ts';
import type { Story } from './story.ts';

const rebuild = { Cleandesk: 'rebuild' };
const hour = 3_600_000;

const manyTimes: Story = {
  title: 'events that come twice, late and in the wrong order reset a desktop once',
  async play(stage) {
    const person = await enters(stage, { name: 'many.times', tags: rebuild });
    const { workspaceId } = person.first;
    await person.isWatched();
    await person.fault({ operation: 'WorkSpacesAccess', kind: 'doubleEvent', workspaceId });
    await person.fault({ operation: 'AlarmStateChange', kind: 'doubleEvent', workspaceId });
    await person.arrives();
    const loginAt = new Date((await person.desktop())?.lastLoginAt ?? 0).toISOString();
    await person.leaves();
    await person.hears(graceStartedV1);
    const told = await person.hears(desktopDisconnectedV1);
    stage.tell(person.userName, 'the events come again, and the login after the leaving');
    await stage.sayAll([
      event(desktopDisconnectedV1, told),
      event(desktopConnectedV1, { workspaceId, loginAt }),
      event(desktopDisconnectedV1, told),
    ]);
    await person.isReset();
    stage.tell(person.userName, 'the events come once more, long after the reset');
    await stage.sayAll([
      event(desktopDisconnectedV1, told),
      event(desktopConnectedV1, { workspaceId, loginAt }),
      event(desktopDisconnectedV1, told),
    ]);
    await until(Date.now() + stage.graceMs + lookTakes);
    await mustEndAs(person, { kind: 'rebuilt', times: 1 });
  },
};

const redriven: Story = {
  title: 'a message that is redriven from the dead letters an hour later does nothing to a user who is back',
  async play(stage) {
    const person = await enters(stage, { name: 'redriven', tags: { Cleandesk: 'recreate' } });
    const { workspaceId } = person.first;
    await person.isWatched();
    await person.fault({ operation: 'AlarmStateChange', kind: 'dropEvent', times: 10, workspaceId });
    await person.arrives();
    const start = Date.now();
    await person.leaves();
    const end = Date.now();
    // Nobody hears of the return either: only the look can know.
    await person.fault({ operation: 'WorkSpacesAccess', kind: 'dropEvent', workspaceId });
    await person.arrives();
    stage.tell(person.userName, 'an old message is redriven');
    const old = event(desktopDisconnectedV1, {
      workspaceId,
      interval: { start: new Date(start).toISOString(), end: new Date(end).toISOString() },
      alarmName: `${stage.outputs.alarm_name_prefix}${workspaceId}`,
    });
    const redrivenAt = Date.now();
    await redrive(stage, old, redrivenAt - hour);
    await person.eventually('the desktop is looked at because of the old message', async () => {
      const { ledger } = await stage.cloud.stateWithLedger();
      return ledger.find(
        ({ operation, request, at }) =>
          operation === 'DescribeWorkspacesConnectionStatus' &&
          at > redrivenAt &&
          request.WorkspaceIds?.includes(workspaceId),
      );
    });
    await until(Date.now() + stage.graceMs + lookTakes);
    await mustEndAs(person, { kind: 'untouched' });
    await mustBe(person, 'still at work', (await person.desktop())?.isConnected, true);
  },
};

const unreadable: Story = {
  title:
    'an event that nobody can read ends in the dead letters with its reason, and the rest of its batch goes on',
  async play(stage) {
    const person = await enters(stage, { name: 'unreadable', tags: rebuild });
    await person.isWatched();
    const mark = `unreadable-${stage.run}`;
    const requestId = `beside-${stage.run}`;
    await person.isKnown();
    const request = event(
      rebootRequestedV1,
      { seat: person.seat, requestId, requestedBy: 'an operator' },
      { source: 'cleandesk.operator' },
    );
    await stage.clients.events.send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: stage.outputs.event_bus_name,
            Source: 'cleandesk.alarm-manager',
            DetailType: desktopDisconnectedV1.detailType,
            Detail: JSON.stringify({
              workspaceId: person.first.workspaceId,
              interval: 'yesterday',
              alarmName: mark,
            }),
          },
          {
            EventBusName: stage.outputs.event_bus_name,
            Source: request.source,
            DetailType: request.detailType,
            Detail: JSON.stringify(request.detail),
          },
        ],
      }),
    );
    const letter = await person.eventually('the unreadable event is among the dead letters', () =>
      takeDeadLetter(stage, mark),
    );
    await mustBe(
      person,
      `the reason on the letter names the field (it is: ${letter.reason})`,
      letter.reason?.includes('interval'),
      true,
    );
    await mustBe(person, 'a value of a person in the reason', letter.reason?.includes('yesterday'), false);
    await person.hears(rebootStartedV1, (detail) => detail.requestId === requestId);
  },
};

export const deliveries: readonly Story[] = [manyTimes, redriven, unreadable];
