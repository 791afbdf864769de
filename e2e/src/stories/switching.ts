import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { desktopDisconnectedV1, reconcileCameDueV1, shardAlarmNamePrefix } from '@cleandesk/contracts';
import { eventually } from '@cleandesk/testkit';
import { mustEndAs } from '../people/expectations.ts';
import { enters, patient } from '../people/person.ts';
import type { Stage } from '../stack/stage.ts';
import type { Story } from './story.ts';

/** Deploys the stack with another detector, as an owner does. */
export type SwitchTo = (detector: 'per-desktop' | 'fleet') => Promise<void>;

const isInShard = ({ alarmName }: { alarmName: string }): boolean =>
  alarmName.startsWith(shardAlarmNamePrefix);

async function reconciled(stage: Stage, what: string, isDone: () => Promise<boolean>): Promise<void> {
  await stage.say(reconcileCameDueV1, { reason: 'a story asks for it' });
  // It comes round by itself, too, once a minute.
  await eventually(what, async () => (await isDone()) || undefined, { withinMs: patient });
}

const shardStands = async (stage: Stage): Promise<boolean> => {
  const { MetricAlarms = [] } = await stage.clients.alarms.send(
    new DescribeAlarmsCommand({ AlarmNamePrefix: shardAlarmNamePrefix }),
  );
  return MetricAlarms.some(({ StateValue }) => StateValue === 'OK' || StateValue === 'ALARM');
};

/** On a stack that has just been deployed with an alarm for the fleet, by whoever calls `switchTo`. */
export const switching = (switchTo: SwitchTo): readonly Story[] => [
  {
    title:
      'one alarm for the fleet takes the place of those of desktops, tells who leaves, and gives it back',
    async play(stage) {
      const tags = { Cleandesk: 'rebuild' };
      const names = ['sharded.first', 'sharded.second', 'sharded.third'];
      const [first, second, third] = await Promise.all(names.map((name) => enters(stage, { name, tags })));
      if (!first || !second || !third) throw new Error('nobody entered');
      const all = [first, second, third];
      // Whoever else leaves may have shown already that the shard hears: then there is no alarm to wait for.
      await Promise.all(all.map((one) => one.isKnown()));
      await reconciled(stage, 'the alarm of the shard stands', () => shardStands(stage));

      stage.tell(first.userName, 'fails to connect: the shard shows that it hears');
      await first.failsToConnect();
      await first.hears(desktopDisconnectedV1, isInShard);
      const alone = async () =>
        (await Promise.all(all.map((one) => one.alarm()))).every((one) => one === undefined);
      await reconciled(stage, 'no desktop has an alarm of its own', alone);

      stage.tell(second.userName, 'leaves, and only the shard can tell');
      await second.arrives();
      await second.leaves();
      await second.hears(desktopDisconnectedV1, isInShard);

      stage.tell(third.userName, 'leaves while it is switched back');
      await third.arrives();
      const switched = switchTo('per-desktop');
      await third.leaves();
      await third.hears(desktopDisconnectedV1);
      await switched;
      await Promise.all([second.isReset(), third.isReset()]);
      await mustEndAs(third, { kind: 'rebuilt', times: 1 });
      const each = async () =>
        (await Promise.all(all.map((one) => one.alarm()))).every((one) => one !== undefined);
      await reconciled(stage, 'each desktop has its alarm again', each);
      await mustEndAs(first, { kind: 'untouched' });
      await mustEndAs(second, { kind: 'rebuilt', times: 1 });
      await mustEndAs(third, { kind: 'rebuilt', times: 1 });
    },
  },
];
