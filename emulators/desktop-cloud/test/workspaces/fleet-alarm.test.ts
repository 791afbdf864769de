import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ControlFault } from '../../src/control/control.ts';
import type { AwsEvent } from '../../src/kernel.ts';
import { defaultSeed } from '../../src/seed.ts';
import { disconnectAlarm, fleetAlarm } from '../cloudwatch/stand.ts';
import { minute, people, type Stand, stand } from './stand.ts';

const hour = 60 * minute;

function alarmsOf({ cloud }: Stand) {
  const api = cloud.apis.get('GraniteServiceVersion20100801');
  if (api === undefined) throw new Error('CloudWatch is not there');
  const put = (input: object): Promise<unknown> => cloud.call(api, 'PutMetricAlarm', () => input);
  return {
    fleet: () => put(fleetAlarm()),
    perDesktop: (id: string) =>
      put(disconnectAlarm({ AlarmName: id, Dimensions: [{ Name: 'WorkspaceId', Value: id }] })),
  };
}

/** `desktop state time` of what the alarms of desktops, and of what the fleet's contributors, went through. */
function told(events: readonly AwsEvent[]): { desktops: string[]; contributors: string[] } {
  const [desktops, contributors]: [string[], string[]] = [[], []];
  for (const { detailType, detail, time } of events) {
    const { state, previousState, alarmName, alarmContributor } = Object(detail);
    if (detailType === 'CloudWatch Alarm Contributor State Change') {
      contributors.push(`${alarmContributor.attributes.WorkspaceId} ${state.value} ${time}`);
    } else if (
      detailType === 'CloudWatch Alarm State Change' &&
      alarmName !== 'fleet' &&
      // Contributors have no INSUFFICIENT_DATA to come from.
      !(state.value === 'OK' && previousState.value === 'INSUFFICIENT_DATA')
    ) {
      desktops.push(`${alarmName} ${state.value} ${time}`);
    }
  }
  return { desktops: desktops.sort(byText), contributors: contributors.sort(byText) };
}
const byText = (a: string, b: string): number => (a < b ? -1 : 1);

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('session' as const),
      desktop: fc.nat({ max: 4 }),
      action: fc.constantFrom('connect', 'disconnect', 'drop', 'fail'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      seconds: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 3_000 })),
    }),
  },
);

describe('one alarm on the whole fleet', () => {
  it('tells of exactly the disconnects that an alarm on each desktop tells of, at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(step, { maxLength: 40 }), async (zeros, steps) => {
        const standing = stand();
        const { clock, control, events, metrics } = standing;
        control.settings({ sessionDisconnectZeros: zeros });
        const ids = await standing.standing(['ada.berg', 'ben.berg', 'cleo.berg', 'dan.berg', 'eva.berg']);
        const alarms = alarmsOf(standing);
        await alarms.fleet();
        for (const id of ids) await alarms.perDesktop(id);
        const disconnects: { id: string | undefined; toldAt: number }[] = [];
        for (const one of steps) {
          if (one.kind === 'wait') clock.advance(one.seconds * 1_000);
          else act(standing, { workspaceId: ids[one.desktop], action: one.action });
        }
        clock.advance(3 * hour);
        const { desktops, contributors } = told(events);
        expect(contributors).toEqual(desktops);
        // None is lost: a minute after its value has come each desktop that was left is in ALARM.
        for (const { name, dimensions, timestamp } of metrics) {
          const id = dimensions.WorkspaceId;
          if (name === 'SessionDisconnect' && id !== undefined) {
            disconnects.push({ id, toldAt: timestamp + 6 * minute });
          }
        }
        for (const { id, toldAt } of disconnects) {
          const before = contributors
            .map((line) => line.split(' '))
            .filter(([desktop, , at]) => desktop === id && Number(at) <= toldAt)
            .sort(([, , a], [, , b]) => Number(a) - Number(b))
            .at(-1);
          expect(before?.[1]).toBe('ALARM');
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(['dropEvent', 'doubleEvent', 'delayEvent'])('has events that can meet %s', async (kind) => {
    const standing = stand();
    const { clock, control, events } = standing;
    const [id, other] = await standing.standing(['ada.berg', 'ben.berg']);
    await alarmsOf(standing).fleet();
    control.addFault({
      operation: 'AlarmContributorStateChange',
      kind,
      workspaceId: id,
      delayMs: 30_000,
    });
    for (const workspaceId of [id, other]) control.session({ workspaceId, action: 'fail' });
    clock.advance(7 * minute);
    const count = (workspaceId: string | undefined): number =>
      told(events).contributors.filter((line) => line.startsWith(`${workspaceId} ALARM`)).length;
    expect(count(id)).toBe({ dropEvent: 0, doubleEvent: 2, delayEvent: 1 }[kind]);
    expect(count(other)).toBe(1);
  });
});

/** A user does it, or finds that it can't be done. */
function act({ control }: Stand, session: object): void {
  try {
    control.session(session);
  } catch (error) {
    if (!(error instanceof ControlFault)) throw error;
  }
}

type Watch = 'nothing' | 'the fleet' | 'each desktop';

/** ms that a day takes: two sessions for each desktop, over the whole day. */
async function dayOf(count: number, watch: Watch): Promise<number> {
  const standing = stand({
    seed: defaultSeed(count + 50),
    checkAnswers: false,
    metrics: { put: () => undefined },
    events: { emit: () => undefined },
  });
  const { clock } = standing;
  const ids = await standing.standing(people(count));
  const alarms = alarmsOf(standing);
  if (watch === 'the fleet') await alarms.fleet();
  if (watch === 'each desktop') for (const id of ids) await alarms.perDesktop(id);
  const began = performance.now();
  const start = clock.now();
  ids.forEach((workspaceId, index) => {
    for (const half of [0, 12 * hour]) {
      const comes = start + half + ((index * 7_919 * 1_000) % (6 * hour));
      clock.at(comes, () => act(standing, { workspaceId, action: 'connect' }));
      clock.at(comes + 4 * hour, () => act(standing, { workspaceId, action: 'disconnect' }));
    }
  });
  clock.advance(24 * hour);
  return performance.now() - began;
}

it('a day of 10,000 desktops is not much slower with a fleet alarm', async () => {
  await dayOf(1_000, 'the fleet');
  const nothing = await dayOf(10_000, 'nothing');
  const fleet = await dayOf(10_000, 'the fleet');
  const each = await dayOf(10_000, 'each desktop');
  const told = (ms: number): string => `${Math.round(ms)} ms (${(ms / nothing).toFixed(2)}x)`;
  console.log(
    `10,000 desktops through a day with 20,000 sessions: ${told(nothing)}; ` +
      `with one fleet alarm ${told(fleet)}; with an alarm each ${told(each)}`,
  );
  expect(fleet).toBeLessThan(3 * nothing + 1_000);
}, 60_000);

describe('alarms on desktops of one tag each', () => {
  it('tell of the desktops that have it now, each of its own', async () => {
    const standing = stand();
    const { clock, control, events, cloud } = standing;
    const ids = await standing.standing(['ada.berg', 'ben.berg', 'cleo.berg']);
    const call = (target: string, name: string, input: object): Promise<unknown> => {
      const api = cloud.apis.get(target);
      if (api === undefined) throw new Error(`${target} is not there`);
      return cloud.call(api, name, () => input);
    };
    const put = (floor: string): Promise<unknown> => {
      const query = `SELECT SUM(SessionDisconnect) FROM "AWS/WorkSpaces" WHERE tag."Floor" = '${floor}' AND TAG.Gone != 'yes' GROUP BY WorkspaceId ORDER BY SUM() DESC`;
      const Metrics = [{ Id: 'q', Expression: query, Period: 300 }];
      return call(
        'GraniteServiceVersion20100801',
        'PutMetricAlarm',
        fleetAlarm({ AlarmName: floor, Metrics }),
      );
    };
    for (const floor of ['one', 'two']) await put(floor);
    for (const [index, id] of ids.entries()) {
      const Tags = [{ Key: 'Floor', Value: ['one', 'two', 'two'][index] }];
      await call('WorkspacesService', 'CreateTags', { ResourceId: id, Tags });
    }
    await call('WorkspacesService', 'CreateTags', {
      ResourceId: ids[2],
      Tags: [{ Key: 'Gone', Value: 'yes' }],
    });
    for (const workspaceId of ids) control.session({ workspaceId, action: 'fail' });
    clock.advance(7 * minute);
    const told = events.flatMap(({ detailType, detail }) => {
      const { alarmName, alarmContributor, state } = Object(detail);
      return detailType === 'CloudWatch Alarm Contributor State Change' && state.value === 'ALARM'
        ? [`${alarmName} ${alarmContributor.attributes.WorkspaceId}`]
        : [];
    });
    expect(told.sort(byText)).toEqual([`one ${ids[0]}`, `two ${ids[1]}`]);
  });
});
