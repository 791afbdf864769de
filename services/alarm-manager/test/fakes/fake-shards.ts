import { type StandingShardAlarm, shardPeriodOf } from '../../src/domain/shard.ts';
import type { Clock, ShardAlarms } from '../../src/ports.ts';

export type FakeShards = ShardAlarms & {
  /** The names of those that stand, with what is planned with each. */
  plans(): Record<string, string>;
  /** What AWS, or a person, makes of it. */
  change(name: string, to: Partial<StandingShardAlarm>): void;
  /** A desktop comes into ALARM in it. */
  tell(name: string): void;
  /** Who looked whether it has told. */
  asked: { name: string; since: number }[];
  /** Called before each change; throws what the change shall fail with. */
  before: (change: 'put' | 'remove', name: string) => void;
};

/** Alarms on shards in memory. Holds to the same contract suite as CloudWatch on the desktop cloud. */
export function fakeShards(clock: Clock): FakeShards {
  const all = new Map<string, StandingShardAlarm>();
  const told = new Map<string, number>();
  const asked: FakeShards['asked'] = [];
  const fake: FakeShards = {
    asked,
    before: () => undefined,
    plans: () => Object.fromEntries([...all.values()].map(({ name, plan }) => [name, plan])),
    change(name, to) {
      const standing = all.get(name);
      if (standing === undefined) throw new Error(`There is no shard ${name}`);
      all.set(name, { ...standing, ...to });
    },
    tell: (name) => void told.set(name, clock.now()),
    async standing() {
      return [...all.values()];
    },
    async put(alarm, { periodSeconds, topicArn }) {
      fake.before('put', alarm.name);
      all.set(alarm.name, {
        ...alarm,
        periodSeconds: shardPeriodOf(periodSeconds),
        actions: topicArn === undefined ? [] : [topicArn],
        sound: true,
        since: clock.now(),
        // CloudWatch needs a minute to evaluate it; the fake has done so when somebody looks again.
        state: 'known',
        evaluation: 'whole',
      });
    },
    async remove(name) {
      fake.before('remove', name);
      all.delete(name);
    },
    async hasTold(name, since) {
      asked.push({ name, since });
      return (told.get(name) ?? Number.NEGATIVE_INFINITY) >= since;
    },
  };
  return fake;
}
