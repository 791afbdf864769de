import { alarmStateChange, workspacesApiCall } from '@cleandesk/contracts';
import { parsePolicies } from '@cleandesk/policies';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alarmNameOf, desktopOfAlarm, needsPut } from '../src/domain/alarm.ts';
import { doneBy } from '../src/domain/api-call.ts';
import { desktopOf, disconnectedIn } from '../src/domain/disconnect.ts';
import { sourcesOf, tagsMatter } from '../src/domain/managed.ts';
import { byDirectory, byTag, idOf } from './fakes/world.ts';

const at = (text: string) => Date.parse(`2026-08-01T${text}Z`);
const alarm = (reasonData: unknown, more: Record<string, unknown> = {}) =>
  alarmStateChange.detail.parse({
    alarmName: alarmNameOf(idOf(1)),
    state: {
      value: 'ALARM',
      timestamp: '2026-08-01T10:07:30.123+0000',
      ...(reasonData === undefined
        ? {}
        : { reasonData: typeof reasonData === 'string' ? reasonData : JSON.stringify(reasonData) }),
    },
    configuration: {
      metrics: [
        {
          metricStat: {
            metric: {
              namespace: 'AWS/WorkSpaces',
              name: 'SessionDisconnect',
              dimensions: { WorkspaceId: idOf(1) },
            },
            period: 300,
            stat: 'Sum',
          },
        },
      ],
    },
    ...more,
  });
const data = {
  version: '1.0',
  queryDate: '2026-08-01T10:07:30.123+0000',
  startDate: '2026-08-01T10:00:00.000+0000',
  statistic: 'Sum',
  period: 300,
  recentDatapoints: [1.0],
  threshold: 1.0,
};
const untilItRang = { start: at('10:00:00'), end: at('10:07:30.123') };

describe('when somebody left', () => {
  test('it is from the start of the datapoint until the alarm rang', () => {
    const evaluatedDatapoints = [{ timestamp: '2026-08-01T10:00:00.000+0000', sampleCount: 1.0, value: 1.0 }];
    expect(disconnectedIn(alarm({ ...data, evaluatedDatapoints }), 0)).toEqual(untilItRang);
  });
  test('without evaluatedDatapoints the start is counted from startDate', () => {
    expect(disconnectedIn(alarm(data), 0)).toEqual(untilItRang);
  });
  test('an alarm that rang late tells no more than that a value stands for five minutes', () => {
    const late = alarm({ ...data, startDate: '2026-08-01T09:30:00.000+0000' });
    expect(disconnectedIn(late, 0)).toEqual({ start: at('09:30:00'), end: at('09:40:00') });
    const short = alarm({ ...data, startDate: '2026-08-01T09:30:00.000+0000', period: 60 });
    expect(disconnectedIn(short, 0)).toEqual({ start: at('09:30:00'), end: at('09:36:00') });
  });
  test('a disconnect is in it, wherever the sliding period of the alarm cut the value of the metric', () => {
    const history = fc.record({
      periodMinutes: fc.integer({ min: 1, max: 60 }),
      /** ms since 10:00. */
      disconnected: fc.integer({ min: 0, max: 3_600_000 }),
      /** The value is stamped with the start of its five minutes, with the moment itself, or with their end. */
      stamp: fc.constantFrom('start', 'moment', 'end'),
      heard: fc.integer({ min: 0, max: 600_000 }),
      evaluated: fc.integer({ min: 0, max: 59_999 }),
    });
    fc.assert(
      fc.property(history, ({ periodMinutes, disconnected, stamp, heard, evaluated }) => {
        const from = disconnected - (disconnected % 300_000);
        const stamped = stamp === 'moment' ? disconnected : stamp === 'start' ? from : from + 300_000;
        // CloudWatch hears of it some time after it was, and after its stamp; then at the next full minutes it asks.
        const known = Math.max(disconnected, stamped) + heard;
        const periodMs = periodMinutes * 60_000;
        const ends = known - (known % 60_000) + 60_000;
        const start = ends - periodMs;
        fc.pre(stamped >= start);
        const iso = (ms: number) => new Date(at('10:00:00') + ms).toISOString().replace('Z', '+0000');
        const rang = alarm({
          ...data,
          startDate: iso(start),
          queryDate: iso(ends + evaluated),
          period: periodMinutes * 60,
        });
        const change = { ...rang, state: { ...rang.state, timestamp: iso(ends + evaluated) } };
        const interval = disconnectedIn(change, 0);
        expect(interval.end).toBeGreaterThanOrEqual(at('10:00:00') + disconnected);
        expect(interval.start).toBe(at('10:00:00') + start);
      }),
      { numRuns: 1000 },
    );
  });
  test('of several breaching datapoints it is the newest, in both shapes', () => {
    const evaluatedDatapoints = [
      { timestamp: '2026-08-01T10:10:00.000+0000', value: 0.0 },
      { timestamp: '2026-08-01T10:05:00.000+0000', value: 2.0 },
      { timestamp: '2026-08-01T10:00:00.000+0000', value: 1.0 },
      { timestamp: '2026-08-01T09:55:00.000+0000' },
    ];
    // The alarm rang inside of it, and rings no second time before it is over.
    const newest = { start: at('10:05:00'), end: at('10:10:00') };
    expect(disconnectedIn(alarm({ ...data, evaluatedDatapoints }), 0)).toEqual(newest);
    expect(disconnectedIn(alarm({ ...data, recentDatapoints: [1.0, 2.0, 0.0] }), 0)).toEqual(newest);
  });
  test('it does not end before its datapoint, also when the alarm rang before', () => {
    const early = alarm({ ...data, startDate: '2026-08-01T10:05:00.000+0000' });
    expect(disconnectedIn(early, 0)).toEqual({ start: at('10:05:00'), end: at('10:10:00') });
  });
  test('the period is that of the configuration when the data names none', () => {
    const evaluatedDatapoints = [{ timestamp: '2026-08-01T10:05:00.000+0000', value: 1.0 }];
    expect(disconnectedIn(alarm({ ...data, evaluatedDatapoints, period: undefined }), 0).end).toBe(
      at('10:10:00'),
    );
  });
  test.each([
    ['free text', 'Threshold crossed by hand'],
    ['nothing', undefined],
    ['JSON of something else', '[1]'],
    ['no datapoint that breaches', { ...data, recentDatapoints: [0.0] }],
    ['a start that is no time', { ...data, startDate: 'yesterday' }],
  ])('with %s it is the two periods before the alarm: wide, and never after it', (_, reasonData) => {
    expect(disconnectedIn(alarm(reasonData), 0)).toEqual({
      start: at('09:57:30.123'),
      end: at('10:07:30.123'),
    });
  });
  test('without anything it is the ten minutes before the event', () => {
    const bare = alarm(undefined, { configuration: undefined, state: { value: 'ALARM', timestamp: 'now' } });
    expect(disconnectedIn(bare, at('12:00:00'))).toEqual({ start: at('11:50:00'), end: at('12:00:00') });
  });
  test('an interval is never empty and never begins after the alarm, whatever the data', () => {
    const junk = fc.record(
      {
        startDate: fc.oneof(fc.constant('2026-08-01T10:00:00.000+0000'), fc.string(), fc.anything()),
        period: fc.oneof(fc.constant(300), fc.anything()),
        threshold: fc.anything(),
        recentDatapoints: fc.oneof(
          fc.array(fc.oneof(fc.integer({ min: 0, max: 2 }), fc.anything()), { maxLength: 1 }),
          fc.anything(),
        ),
        evaluatedDatapoints: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(junk, (reasonData) => {
        const { start, end } = disconnectedIn(alarm(JSON.stringify(reasonData) ?? ''), 0);
        expect(end).toBeGreaterThan(start);
        expect(start).toBeLessThanOrEqual(at('10:07:30.123'));
      }),
      { numRuns: 500 },
    );
  });
});

describe('which desktop an alarm watches', () => {
  test('its dimension says so, or else its name', () => {
    expect(desktopOf(alarm(data))).toBe(idOf(1));
    expect(desktopOf(alarm(data, { configuration: undefined }))).toBe(idOf(1));
    expect(
      desktopOf(alarm(data, { configuration: { metrics: [] }, alarmName: 'WorkSpace_Disconnected_id_all' })),
    ).toBeUndefined();
  });
  test('names lead to desktops and back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^ws-[0-9a-z]{8,63}$/), (id) => {
        expect(desktopOfAlarm(alarmNameOf(id))).toBe(id);
      }),
    );
    expect(desktopOfAlarm('WorkSpace_Disconnected_id_')).toBeUndefined();
    expect(desktopOfAlarm(idOf(1))).toBeUndefined();
  });
});

describe('an alarm is put again', () => {
  const right = {
    workspaceId: idOf(1),
    ours: true,
    periodSeconds: 300,
    actions: ['arn:aws:sns:a:1:t'],
    sound: true,
  };
  const rules = { periodSeconds: 300, topicArn: 'arn:aws:sns:a:1:t', tags: {} };
  test('when there is none, or it is another one', () => {
    expect(needsPut(right, rules)).toBe(false);
    expect(needsPut({ ...right, ours: false }, rules)).toBe(false);
    expect(needsPut(undefined, rules)).toBe(true);
    expect(needsPut({ ...right, sound: false }, rules)).toBe(true);
    expect(needsPut(right, { ...rules, periodSeconds: 60 })).toBe(true);
    expect(needsPut(right, { ...rules, topicArn: 'arn:aws:sns:a:1:other' })).toBe(true);
    expect(needsPut(right, { periodSeconds: 300, tags: {} })).toBe(true);
    expect(needsPut({ ...right, actions: [...right.actions, 'arn:aws:sns:a:1:more'] }, rules)).toBe(true);
  });
});

describe('what a call did', () => {
  const call = (detail: Record<string, unknown>) =>
    doneBy(workspacesApiCall.detail.parse({ eventSource: 'workspaces.amazonaws.com', ...detail }));
  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 99 }).map(idOf), { maxLength: 25 });

  test('every item that AWS took, and no other', () => {
    fc.assert(
      fc.property(ids, fc.func(fc.boolean()), (all, fails) => {
        const failed = all.filter((id) => fails(id)).map((workspaceId) => ({ workspaceId, errorCode: 'X' }));
        const taken = all.filter((id) => !fails(id));
        const items = all.map((workspaceId) => ({ workspaceId }));
        const responseElements = { failedRequests: failed };
        expect(
          call({
            eventName: 'TerminateWorkspaces',
            requestParameters: { terminateWorkspaceRequests: items },
            responseElements,
          }),
        ).toEqual({ made: [], ended: taken, rebuilt: [] });
        expect(
          call({
            eventName: 'RebuildWorkspaces',
            requestParameters: { rebuildWorkspaceRequests: items },
            responseElements,
          }),
        ).toEqual({ made: [], ended: [], rebuilt: taken });
        expect(
          call({
            eventName: 'CreateWorkspaces',
            responseElements: { pendingRequests: items, failedRequests: [{}] },
          }),
        ).toEqual({ made: all, ended: [], rebuilt: [] });
      }),
    );
  });
  test('a call that was refused as a whole did nothing', () => {
    const requestParameters = { terminateWorkspaceRequests: [{ workspaceId: idOf(1) }] };
    const nothing = { made: [], ended: [], rebuilt: [] };
    expect(
      call({
        eventName: 'TerminateWorkspaces',
        errorCode: 'ThrottlingException',
        requestParameters,
        responseElements: null,
      }),
    ).toEqual(nothing);
    expect(
      call({ eventName: 'CreateWorkspaces', errorCode: 'AccessDenied', responseElements: null }),
    ).toEqual(nothing);
    expect(call({ eventName: 'CreateWorkspaces', responseElements: null })).toEqual(nothing);
  });
});

describe('where managed desktops are found', () => {
  test('by tag where a policy names tags, by directory or bundle otherwise, each listing once', () => {
    const policies = parsePolicies(
      JSON.stringify([
        { ...byTag, match: { ...byTag.match, ...byDirectory.match } },
        byDirectory,
        { ...byTag, name: 'again' },
        { ...byTag, name: 'same tags' },
        { ...byTag, name: 'bundles', match: { bundleIds: ['wsb-aaaaaaaa', 'wsb-bbbbbbbb'] } },
      ]),
    );
    expect(sourcesOf(policies)).toEqual([
      { by: 'tags', tags: { Cleandesk: ['rebuild'] } },
      { by: 'directory', directoryId: 'd-9067000001' },
      { by: 'bundle', bundleId: 'wsb-aaaaaaaa' },
      { by: 'bundle', bundleId: 'wsb-bbbbbbbb' },
    ]);
  });
  test('tags matter only where a policy that names them could match', () => {
    const policies = parsePolicies(
      JSON.stringify([{ ...byTag, match: { ...byTag.match, ...byDirectory.match } }]),
    );
    const desktop = {
      workspaceId: idOf(1),
      directoryId: 'd-9067000001',
      bundleId: 'wsb-aaaaaaaa',
      userName: 'alice',
      going: false,
    };
    expect(tagsMatter(policies, desktop)).toBe(true);
    expect(tagsMatter(policies, { ...desktop, directoryId: 'd-9067000002' })).toBe(false);
    expect(tagsMatter(policies, { ...desktop, userName: '[UNDEFINED]' })).toBe(false);
    expect(tagsMatter(policies, { ...desktop, going: true })).toBe(false);
  });
});
