import { isDesktopId, type Tags } from './managed.ts';

/** Part of the fleet that one alarm watches: the desktops with all of these tags; without tags, all of the Region. */
export type Shard = { name: string; tags: Tags };

/** Which shards are wanted. None: each desktop has an alarm of its own. */
export type Sharding = {
  shards: readonly Shard[];
  /** Managed desktops that a shard may have to be relied on. */
  most: number;
};

/**
 * What is planned with a shard's alarm that stands:
 * - `watches`: it is to be relied on;
 * - `outgrown`: it is not, and a person has been told;
 * - `leaves`: it goes when alarms of desktops have stood beside it for long enough.
 */
export type Plan = 'watches' | 'outgrown' | 'leaves';

/** How an alarm of a shard is to be. */
export type ShardAlarm = { name: string; query: string; plan: Plan };

export type StandingShardAlarm = ShardAlarm & {
  periodSeconds: number | undefined;
  actions: readonly string[];
  /** Threshold, evaluation and missing data are those of a disconnect alarm. */
  sound: boolean;
  /** epoch ms, when it was last put. */
  since: number;
  state: 'unknown' | 'known';
  evaluation: 'whole' | 'partial' | 'failing';
};

/** The first that has the desktop; undefined when none does. */
export const shardOf = (shards: readonly Shard[], tags: Tags): Shard | undefined =>
  shards.find((shard) =>
    Object.entries(shard.tags).every(([key, value]) => Object.hasOwn(tags, key) && tags[key] === value),
  );

/** Whether tags decide which shard a desktop is in. */
export const shardsAskForTags = ({ shards }: Sharding): boolean =>
  shards.some(({ tags }) => Object.keys(tags).length > 0);

/**
 * In the language of Metrics Insights, which has `=` and AND and no list of values. It asks for every set of dimensions
 * with a WorkspaceId, since nobody documents which ones there are; one that counts a disconnect twice does no harm. What
 * has no WorkspaceId comes back as one series more, `Other`. In descending order, of too many series those with a
 * disconnect are looked at.
 */
export function queryOf({ tags }: Shard): string {
  const terms = Object.entries(tags).map(([key, value]) => `tag.${quoted(key, '"')} = ${quoted(value, "'")}`);
  const where = terms.length === 0 ? '' : ` WHERE ${terms.join(' AND ')}`;
  return `SELECT SUM(SessionDisconnect) FROM "AWS/WorkSpaces"${where} GROUP BY WorkspaceId ORDER BY SUM() DESC`;
}

const quoted = (text: string, quote: string): string => quote + text.replace(/["'\\]/g, '\\$&') + quote;

/** A query of Metrics Insights has whole minutes (its quotas in the CloudWatch User Guide). s. */
export const shardPeriodOf = (periodSeconds: number): number =>
  Math.max(60, Math.ceil(periodSeconds / 60) * 60);

/** What CloudWatch counts as the desktop of a series of metrics that have none. */
const nobody = 'Other';

/** Whom a contributor is about; `nobody` for metrics of directories; undefined for what can be no desktop. */
export function desktopOfContributor(attributes: Readonly<Record<string, string>>): string | undefined {
  const { WorkspaceId: id } = attributes;
  if (id === nobody) return 'nobody';
  return id !== undefined && isDesktopId(id) ? id : undefined;
}
