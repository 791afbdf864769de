import type { OutgoingEvent } from '@cleandesk/contracts';
import { parsePolicies } from '@cleandesk/policies';
import type { World } from '../../src/app/world.ts';
import { fakeAlarms } from './fake-alarms.ts';
import { fakeFleet } from './fake-fleet.ts';

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
export function fakeWorld(options: { policies?: unknown[]; topicArn?: string } = {}) {
  const fleet = fakeFleet();
  const alarms = fakeAlarms();
  const said: OutgoingEvent[] = [];
  let refusal: Error | undefined;
  const world: World = {
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
    said,
    /** The next publish is refused. */
    refuse: (error: Error) => {
      refusal = error;
    },
    /** `detailType ws-… because`, sorted. */
    told: () =>
      said
        .map(({ detailType, detail }) =>
          [detailType.replace('.v1', ''), detail.workspaceId, detail.because].filter(Boolean).join(' '),
        )
        .sort(),
  };
}

/** Plenty. */
export const minutes = () => 60_000 * 10;
