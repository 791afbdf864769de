import { event } from '@cleandesk/bus';
import { fleetShardGivenUpV1, reconcileCameDueV1 } from '@cleandesk/contracts';
import type { Managed } from '../domain/managed.ts';
import { heardSince, type Reliance, settledAt, shardNeedsPut, soundnessOf } from '../domain/reliance.ts';
import {
  type Plan,
  queryOf,
  type Shard,
  type Sharding,
  type StandingShardAlarm,
  shardOf,
} from '../domain/shard.ts';
import type { Clock, ShardAlarms } from '../ports.ts';
import type { World } from './world.ts';

export type ShardedWorld = World & { shards: ShardAlarms; sharding: Sharding; clock: Clock };

/** How many managed desktops each shard has. */
export type Sizes = Readonly<Record<string, number>>;

/**
 * The alarms on shards, as one invocation of the reconcile run finds and leaves them. One walk at a time: nobody else
 * writes them.
 */
export class Shards {
  readonly #world: ShardedWorld;
  readonly #correlationId: string;
  readonly #reliance: ReadonlyMap<string, Reliance>;

  private constructor(world: ShardedWorld, correlationId: string, reliance: ReadonlyMap<string, Reliance>) {
    this.#world = world;
    this.#correlationId = correlationId;
    this.#reliance = reliance;
  }

  /** Costs no call where no shards are wanted. */
  static async read(world: ShardedWorld, correlationId: string): Promise<Shards> {
    return new Shards(world, correlationId, await relianceOf(world));
  }

  /** The shard that a desktop is in. */
  of({ tags }: Managed): Shard | undefined {
    return shardOf(this.#world.sharding.shards, tags);
  }

  /** Whether the desktop needs no alarm of its own. */
  hears(one: Managed, sizes: Sizes = {}): boolean {
    const shard = this.of(one);
    // guard: in-no-shard
    if (shard === undefined) return false;
    // guard: an-outgrown-shard-is-not-relied-on
    if ((sizes[shard.name] ?? 0) > this.#world.sharding.most) return false;
    return this.#reliance.get(shard.name) === 'relied on';
  }

  /** Those that are relied on, and not too large. */
  relied(sizes: Sizes): string[] {
    const { shards, most } = this.#world.sharding;
    return shards.flatMap(({ name }) =>
      this.#reliance.get(name) === 'relied on' && (sizes[name] ?? 0) <= most ? [name] : [],
    );
  }

  /**
   * At the end of a walk that saw every managed desktop: what is not heard by a shard has an alarm of its own by now, so
   * that shards can be changed.
   * @param restored shards of which desktops had to be given alarms of their own
   */
  async settle(sizes: Sizes, restored: readonly string[]): Promise<void> {
    const { sharding, shards } = this.#world;
    const standing = await standingOf(shards);
    for (const name of restored) await this.#tellWhyRestored(name);
    for (const shard of sharding.shards) await this.#bring(shard, sizes[shard.name] ?? 0, standing);
    for (const [name, alarm] of standing)
      if (!sharding.shards.some((shard) => shard.name === name)) await this.#retire(alarm);
  }

  async #bring(shard: Shard, size: number, standing: ReadonlyMap<string, StandingShardAlarm>): Promise<void> {
    const { sharding, shards, rules, journal } = this.#world;
    const { name } = shard;
    const found = standing.get(name);
    const plan: Plan = size > sharding.most ? 'outgrown' : 'watches';
    const wanted = { name, query: queryOf(shard), plan };
    if (!shardNeedsPut(found, wanted, rules)) return;
    // Said before it is done, as all is: the alarm is the sign that it has been said.
    if (plan === 'outgrown' && found?.plan !== 'outgrown') {
      await this.#giveUp(
        name,
        'Outgrown',
        `It has ${size} managed desktops, and fleet_desktops_per_shard is ${sharding.most}. Divide it by a tag in fleet_shards, or raise fleet_desktops_per_shard.`,
      );
      // Desktops that this walk saw before it was too large have no alarms yet.
      await this.#world.bus.publish([
        event(
          reconcileCameDueV1,
          { reason: `shard ${name} is outgrown` },
          { correlationId: this.#correlationId },
        ),
      ]);
    }
    await shards.put(wanted, rules);
    journal.info('The alarm of a shard was put', { shard: name, plan, desktops: size });
  }

  /** It rings beside the alarms of desktops until these have looked at all that it could have told. */
  async #retire(alarm: StandingShardAlarm): Promise<void> {
    const { shards, rules, clock, journal } = this.#world;
    const { name, query } = alarm;
    if (alarm.plan !== 'leaves') {
      await shards.put({ name, query, plan: 'leaves' }, rules);
      journal.info('The alarm of a shard will be removed', { shard: name });
      return;
    }
    // guard: alarms-stand-beside-a-shard-that-leaves
    if (clock.now() < settledAt(alarm, rules)) return;
    await shards.remove(name);
    journal.info('The alarm of a shard was removed', { shard: name });
  }

  /** Of one that is new, or about to be put, nobody has relied on anything. */
  async #tellWhyRestored(name: string): Promise<void> {
    switch (this.#reliance.get(name)) {
      case 'partial data':
        return await this.#giveUp(
          name,
          'PartialData',
          'CloudWatch evaluates its alarm on a part of its desktops, since its query finds more than 500 of them, or 10,000 metrics. Divide it by a tag in fleet_shards.',
        );
      case 'not evaluated':
        return await this.#giveUp(
          name,
          'NotEvaluated',
          'CloudWatch could not evaluate its alarm. If that stays so, look at the alarm, or set detector back to "per-desktop".',
        );
      case 'silent':
        return await this.#giveUp(
          name,
          'Silent',
          'Its alarm has told of nobody for a week, or since it was changed. If users have left meanwhile, look at the query of the alarm: with tags, CloudWatch must be told to enrich metrics with them. Or set detector back to "per-desktop".',
        );
      case 'relied on':
      case 'new':
      case 'to be put':
      case undefined:
        return;
    }
  }

  async #giveUp(
    shard: string,
    because: 'Outgrown' | 'PartialData' | 'NotEvaluated' | 'Silent',
    explanation: string,
  ): Promise<void> {
    const correlationId = this.#correlationId;
    await this.#world.bus.publish([
      event(fleetShardGivenUpV1, { shard, because, explanation }, { correlationId }),
    ]);
    this.#world.journal.warn('A shard is not relied on', { shard, because });
  }
}

/** Whether each shard that is wanted can be relied on, by name. Changes nothing, and costs no call where none is wanted. */
export async function relianceOf({
  sharding,
  shards,
  rules,
  clock,
}: Pick<ShardedWorld, 'sharding' | 'rules' | 'clock'> & {
  shards: Pick<ShardAlarms, 'standing' | 'hasTold'>;
}): Promise<Map<string, Reliance>> {
  const reliance = new Map<string, Reliance>();
  const standing = sharding.shards.length === 0 ? new Map() : await standingOf(shards);
  const now = clock.now();
  for (const shard of sharding.shards) {
    const alarm: StandingShardAlarm | undefined = standing.get(shard.name);
    const soundness = soundnessOf(shard, alarm, rules);
    const isSound = soundness === 'sound' && alarm !== undefined;
    const hasTold = isSound && (await shards.hasTold(shard.name, heardSince(alarm, now)));
    // guard: a-silent-shard-is-not-relied-on
    if (isSound && !hasTold) reliance.set(shard.name, 'silent');
    else reliance.set(shard.name, soundness === 'sound' ? 'relied on' : soundness);
  }
  return reliance;
}

const standingOf = async (shards: Pick<ShardAlarms, 'standing'>): Promise<Map<string, StandingShardAlarm>> =>
  new Map((await shards.standing()).map((alarm) => [alarm.name, alarm]));
