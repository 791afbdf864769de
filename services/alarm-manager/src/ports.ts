import type { OutgoingEvent } from '@cleandesk/contracts';
import type { Meter as FunctionMeter } from '@cleandesk/lambda';
import type { AlarmRules, StandingAlarm } from './domain/alarm.ts';
import type { Desktop, Source, Tags } from './domain/managed.ts';
import type { ShardAlarm, StandingShardAlarm } from './domain/shard.ts';
import type { Measured } from './measures.ts';

/** Part of a listing. `next` asks for the part after it; without it the listing is complete. */
export type Page<T> = { items: T[]; next?: string };

/** The desktops of the account. Only looked at; every function throws when it could not see all that it was asked for. */
export type Fleet = {
  /**
   * A desktop that is missing is not visible: gone, or made a moment ago. One that is `unreadable` is there, and AWS
   * does not tell enough of it to conclude anything.
   */
  look(workspaceIds: readonly string[]): Promise<Map<string, Desktop | 'unreadable'>>;
  /** At most 25 desktops, with their tags where the listing knows them anyway. What is unreadable is passed over. */
  list(
    source: Source,
    token?: string,
  ): Promise<
    Page<{ desktop: Desktop; tags?: Tags }> & {
      /** The token was too old: this is the first part once more. */
      beganAnew?: boolean;
    }
  >;
  /** Of many at once, from an index that lags by seconds to minutes and does not know who has no tags. */
  tagsOf(workspaceIds: readonly string[]): Promise<Map<string, Tags>>;
  /** As they are now. One call of a scarce rate; a desktop that is gone has none. */
  exactTags(workspaceId: string): Promise<Tags>;
  /** A desktop that is missing: AWS does not say. */
  connections(workspaceIds: readonly string[]): Promise<Map<string, Connection>>;
};

/** Times in epoch ms. */
export type Connection = {
  state: 'CONNECTED' | 'DISCONNECTED' | 'UNKNOWN';
  checkedAt?: number;
  lastConnectedAt?: number;
};

/** The disconnect alarms, one for each desktop. */
export type Alarms = {
  /** Makes it, or makes it right. */
  put(workspaceId: string, rules: AlarmRules): Promise<void>;
  /** At most 100 desktops; one that is missing has no alarm. */
  standing(workspaceIds: readonly string[]): Promise<Map<string, StandingAlarm>>;
  /** All that stand, whoever made them, at most 100 a page. */
  list(token?: string): Promise<Page<StandingAlarm>>;
  /** At most 100 desktops; removing one that is not there is success. */
  remove(workspaceIds: readonly string[]): Promise<void>;
};

/** The alarms on shards of the fleet, of this deployment. */
export type ShardAlarms = {
  /** All that stand, whether they are wanted or not. */
  standing(): Promise<StandingShardAlarm[]>;
  /** Makes it, or makes it right. One that asks for the same as before keeps its state and that of its desktops. */
  put(alarm: ShardAlarm, rules: AlarmRules): Promise<void>;
  /** Removing one that is not there is success. */
  remove(name: string): Promise<void>;
  /** Whether a desktop has come into ALARM in it since then (epoch ms). */
  hasTold(name: string, since: number): Promise<boolean>;
};

/** What is done for the whole fleet, in a walk over it. */
export type Task = 'reconcile' | 'sweep';

/** Which walk over the fleet is under way, for each task. All times epoch ms. */
export type Walks = {
  /**
   * Begins a walk, with its stretch number 0, or goes on with it.
   * @param times.busyUntil when this invocation has ended at the latest; until then the same stretch is not begun again.
   * @param times.aliveUntil when the walk has ended if nothing is heard of it.
   * @returns `another`: one is under way, and remembers that it was asked for one more. `over`: this stretch was made, or
   * its walk has ended.
   */
  enter(
    task: Task,
    stretch: { walk: string; number: number },
    times: { now: number; busyUntil: number; aliveUntil: number },
  ): Promise<'mayGo' | 'another' | 'over'>;
  /** Ends a walk. @returns `askedAgain` when another one was asked for meanwhile. */
  leave(task: Task, walk: string): Promise<'askedAgain' | 'ended'>;
};

export type Clock = { now(): number };

/** The bus. Throws when an event was refused. */
export type Announcer = { publish(events: readonly OutgoingEvent[]): Promise<void> };

/** What is measured, beside what the function's door counts. */
export type Meter = Pick<FunctionMeter<Measured>, 'count' | 'gauge'>;

export type Journal = {
  info(message: string, fields?: Record<string, string | number | boolean>): void;
  warn(message: string, fields?: Record<string, string | number | boolean>): void;
};
