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
const five = { start: at('10:00:00'), end: at('10:05:00') };

describe('when somebody left', () => {
  test('it is the interval of the datapoint, not the time of the alarm', () => {
    const evaluatedDatapoints = [{ timestamp: '2026-08-01T10:00:00.000+0000', sampleCount: 1.0, value: 1.0 }];
    expect(disconnectedIn(alarm({ ...data, evaluatedDatapoints }), 0)).toEqual(five);
  });
  test('without evaluatedDatapoints it is counted from startDate', () => {
    expect(disconnectedIn(alarm(data), 0)).toEqual(five);
  });
  test('of several breaching datapoints it is the newest, in both shapes', () => {
    const evaluatedDatapoints = [
      { timestamp: '2026-08-01T10:10:00.000+0000', value: 0.0 },
      { timestamp: '2026-08-01T10:05:00.000+0000', value: 2.0 },
      { timestamp: '2026-08-01T10:00:00.000+0000', value: 1.0 },
      { timestamp: '2026-08-01T09:55:00.000+0000' },
    ];
    const newest = { start: at('10:05:00'), end: at('10:10:00') };
    expect(disconnectedIn(alarm({ ...data, evaluatedDatapoints }), 0)).toEqual(newest);
    expect(disconnectedIn(alarm({ ...data, recentDatapoints: [1.0, 2.0, 0.0] }), 0)).toEqual(newest);
  });
  test('the interval ends with its datapoint, also when the alarm rang before', () => {
    const early = alarm({ ...data, startDate: '2026-08-01T10:05:00.000+0000' });
    expect(disconnectedIn(early, 0)).toEqual({ start: at('10:05:00'), end: at('10:10:00') });
  });
  test('the period is that of the configuration when the data names none', () => {
    expect(disconnectedIn(alarm({ ...data, period: undefined }), 0)).toEqual(five);
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
