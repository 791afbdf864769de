import type { AlarmRules } from './alarm.ts';
import { queryOf, type Shard, type ShardAlarm, type StandingShardAlarm, shardPeriodOf } from './shard.ts';

/** Periods that an alarm of one period looks back on (CloudWatch on the desktop cloud; the guide's examples). */
const lookedBackOn = 3;
/** ms in which CloudWatch has evaluated an alarm that was put. */
const evaluatedWithinMs = 120_000;
/** A shard that has told of nobody for so long may have gone deaf. ms. */
const deafAfterMs = 7 * 86_400_000;

/** Whether a shard's alarm can stand in for those of its desktops, or why it can't. */
export type Reliance =
  | 'relied on'
  /** There is none as it is to be: it is put at the end of the walk. */
  | 'to be put'
  /** It has not yet been evaluated. */
  | 'new'
  | 'partial data'
  | 'not evaluated'
  /** Whether it hears anybody nobody knows. */
  | 'silent';

/** Whether it would be put again, for what it measures or for what is planned with it. */
export const shardNeedsPut = (
  standing: StandingShardAlarm | undefined,
  wanted: ShardAlarm,
  rules: AlarmRules,
): boolean => {
  if (!standing?.sound || standing.query !== wanted.query || standing.plan !== wanted.plan) return true;
  const actions = rules.topicArn === undefined ? [] : [rules.topicArn];
  return (
    standing.periodSeconds !== shardPeriodOf(rules.periodSeconds) ||
    standing.actions.length !== actions.length ||
    !actions.every((arn) => standing.actions.includes(arn))
  );
};

/** From when on an alarm that was put has looked at all that it looks back on. epoch ms. */
export const settledAt = ({ since }: StandingShardAlarm, rules: AlarmRules): number =>
  since + lookedBackOn * shardPeriodOf(rules.periodSeconds) * 1000 + evaluatedWithinMs;

/** What CloudWatch itself tells of an alarm, before anybody asks whom it has told of. */
export function soundnessOf(
  shard: Shard,
  standing: StandingShardAlarm | undefined,
  rules: AlarmRules,
): Exclude<Reliance, 'relied on' | 'silent'> | 'sound' {
  const wanted: ShardAlarm = { name: shard.name, query: queryOf(shard), plan: 'watches' };
  // guard: a-shard-that-differs-is-not-relied-on
  if (standing === undefined || shardNeedsPut(standing, wanted, rules)) return 'to be put';
  // guard: a-new-shard-is-not-relied-on
  if (standing.state === 'unknown') return 'new';
  // guard: a-shard-on-partial-data-is-not-relied-on
  if (standing.evaluation === 'partial') return 'partial data';
  // guard: a-shard-that-fails-is-not-relied-on
  if (standing.evaluation === 'failing') return 'not evaluated';
  return 'sound';
}

/** Since when a shard must have told of somebody to be relied on. epoch ms. */
export const heardSince = ({ since }: StandingShardAlarm, now: number): number =>
  Math.max(since, now - deafAfterMs);
