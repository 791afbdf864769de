import type { OutgoingEvent } from '@cleandesk/contracts';
import { parsePolicies } from '@cleandesk/policies';
import type { WalkingWorld } from '../../src/app/recur.ts';
import type { Sharding } from '../../src/domain/shard.ts';
import { fakeAlarms } from './fake-alarms.ts';
import { fakeFleet } from './fake-fleet.ts';
import { fakeShards } from './fake-shards.ts';
import { fakeWalks } from './fake-walks.ts';

export const byTag = {
  name: 'tagged',
  match: { tags: { Cleandesk: ['rebuild'] } },
  strategy: 'rebuild',
  graceSeconds: 600,
  dryRun: false,
};
export const byDirectory = { ...byTag, name: 'directory one', match: { directoryIds: ['d-9067000001'] } };

export const idOf = (n: number): string => `ws-${String(n).padStart(9, '0')}`;
export const idsOf = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, n) => idOf(from + n));

/** A world in memory, with everything that was said in it. */
export function fakeWorld(options: { policies?: unknown[]; topicArn?: string; sharding?: Sharding } = {}) {
  const fleet = fakeFleet();
  const alarms = fakeAlarms();
  const said: OutgoingEvent[] = [];
  const measured: Record<string, string | number | undefined>[] = [];
  let refusal: Error | undefined;
  let now = Date.UTC(2026, 7, 1, 12);
  const clock = { now: () => now };
  const shards = fakeShards(clock);
  const world: WalkingWorld = {
    walks: fakeWalks(),
    clock,
    shards,
    sharding: options.sharding ?? { shards: [], most: 90 },
    detector: options.sharding === undefined ? 'per-desktop' : 'fleet',
    fleet,
    alarms,
    bus: {
      publish: async (events) => {
        if (events.length === 0) return;
        const thrown = refusal;
        refusal = undefined;
        if (thrown) throw thrown;
        said.push(...events);
      },
    },
    journal: { info: () => undefined, warn: () => undefined },
    meter: {
      count: (name, by = 1, of = {}) => void measured.push({ name, value: by, ...of }),
      gauge: (name, value, of = {}) => void measured.push({ name, value, ...of }),
    },
    policies: parsePolicies(JSON.stringify(options.policies ?? [byTag])),
    rules: {
      periodSeconds: 300,
      tags: {},
      ...(options.topicArn === undefined ? {} : { topicArn: options.topicArn }),
    },
  };
  return {
    world,
    fleet,
    alarms,
    shards,
    said,
    measured,
    /** ms. */
    pass: (ms: number) => {
      now += ms;
    },
    /** The next publish is refused. */
    refuse: (error: Error) => {
      refusal = error;
    },
    /** `detailType ws-… because` of every event about a desktop, sorted. */
    told: () =>
      said
        .filter(({ detail }) => 'workspaceId' in detail)
        .map(({ detailType, detail }) =>
          [detailType.replace('.v1', ''), detail.workspaceId, detail.because].filter(Boolean).join(' '),
        )
        .sort(),
  };
}

/** Plenty. */
export const minutes = () => 60_000 * 10;
