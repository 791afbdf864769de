import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlarmConfiguration, missingDataWays } from '../../src/cloudwatch/alarm.ts';
import { type Datapoint, judge } from '../../src/cloudwatch/evaluation.ts';

const configuration = (more: Partial<AlarmConfiguration>): AlarmConfiguration => ({
  actionsEnabled: true,
  okActions: [],
  alarmActions: [],
  insufficientDataActions: [],
  watch: {
    kind: 'metric',
    metric: { namespace: 'AWS/WorkSpaces', name: 'SessionDisconnect', dimensions: {} },
    statistic: 'Sum',
  },
  period: 60,
  evaluationPeriods: 3,
  threshold: 1,
  comparison: 'GreaterThanOrEqualToThreshold',
  ...more,
});

/** `0 - X - X`, as the guide writes it: oldest first, `-` missing, `0` within the threshold, `X` breaching. */
function points(text: string): Datapoint[] {
  const newestFirst = text.split(' ').reverse();
  return newestFirst.map((sign, index) => ({
    start: -(index + 1) * 60_000,
    ...(sign === '-' ? {} : { value: sign === 'X' ? 1 : 0, sampleCount: 1 }),
  }));
}

const judged = (text: string, datapointsToAlarm: number): string[] =>
  (['missing', 'ignore', 'breaching', 'notBreaching'] as const).map(
    (treatMissingData) =>
      judge(points(text), configuration({ datapointsToAlarm, treatMissingData })).value ?? 'as it is',
  );

// CloudWatch User Guide, "How alarm state is evaluated when data is missing": both tables, row by row.
describe('the guide’s table for 3 out of 3', () => {
  it.each([
    ['0 - X - X', ['OK', 'OK', 'OK', 'OK']],
    ['0 - - - -', ['OK', 'OK', 'OK', 'OK']],
    ['- - - - -', ['INSUFFICIENT_DATA', 'as it is', 'ALARM', 'OK']],
    ['0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['- - X - -', ['ALARM', 'as it is', 'ALARM', 'OK']],
  ])('%s', (text, expected) => {
    expect(judged(text, 3)).toEqual(expected);
  });
});

describe('the guide’s table for 2 out of 3', () => {
  it.each([
    ['0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
    ['- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
    ['- - - X -', ['ALARM', 'as it is', 'ALARM', 'OK']],
  ])('%s', (text, expected) => {
    expect(judged(text, 2)).toEqual(expected);
  });
});

describe('an alarm does not go off too early', () => {
  it.each(['- - - - X', '- - - X -'])('%s waits for the next point', (text) => {
    expect(judge(points(text), configuration({ datapointsToAlarm: 3 })).value).toBeUndefined();
  });
});

describe('laws', () => {
  const signs = fc
    .array(fc.constantFrom('0', 'X', '-'), { minLength: 5, maxLength: 5 })
    .map((list) => list.join(' '));
  const needed = fc.integer({ min: 1, max: 3 });

  it('missing data that are treated as within the threshold never raise an alarm that real data would not', () => {
    fc.assert(
      fc.property(signs, needed, (text, datapointsToAlarm) => {
        const verdict = judge(
          points(text),
          configuration({ datapointsToAlarm, treatMissingData: 'notBreaching' }),
        );
        const breaching = verdict.evaluated.filter(({ value }) => value === 1).length;
        expect(verdict.value).toBe(breaching >= datapointsToAlarm ? 'ALARM' : 'OK');
      }),
    );
  });

  it('with enough data the way of treating gaps makes no difference', () => {
    fc.assert(
      fc.property(signs, needed, (text, datapointsToAlarm) => {
        const verdicts = missingDataWays.map((treatMissingData) =>
          judge(points(text), configuration({ datapointsToAlarm, treatMissingData })),
        );
        fc.pre(verdicts.every(({ missing }) => missing === 0));
        expect(new Set(verdicts.map(({ value }) => value)).size).toBe(1);
      }),
    );
  });

  it('as many points are evaluated as there are evaluation periods, newest first', () => {
    fc.assert(
      fc.property(signs, needed, (text, datapointsToAlarm) => {
        const { evaluated } = judge(points(text), configuration({ datapointsToAlarm }));
        expect(evaluated).toHaveLength(3);
        expect(evaluated.map(({ start }) => start)).toEqual(
          evaluated.map(({ start }) => start).sort((a, b) => b - a),
        );
      }),
    );
  });
});
