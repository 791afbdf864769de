import { describe, expect, it } from 'vitest';
import { readQuery } from '../../src/cloudwatch/insights/grammar.ts';
import { fleetAlarm, fleetQuery, minute, refusal, stand, start } from './stand.ts';

describe('the language of Metrics Insights', () => {
  it('reads every clause', () => {
    const text = String.raw`select Avg("Bytes\"In\"") from SCHEMA("AWS/WorkSpaces", WorkspaceId, "fleet.name")
      WHERE WorkspaceId = 'ws-1' AND "fleet.name" != 'O\'Reilly\blue' group by WorkspaceId, "fleet.name"
      ORDER BY max() desc LIMIT 12`;
    expect(readQuery(text, 'q')).toEqual({
      function: 'AVG',
      metricName: 'Bytes"In"',
      namespace: 'AWS/WorkSpaces',
      dimensions: ['WorkspaceId', 'fleet.name'],
      where: [
        { key: 'WorkspaceId', isEqual: true, value: 'ws-1' },
        { key: 'fleet.name', isEqual: false, value: String.raw`O'Reilly\blue` },
      ],
      tags: [],
      groupBy: ['WorkspaceId', 'fleet.name'],
      orderBy: { function: 'MAX', isDescending: true },
      limit: 12,
    });
  });

  it('ascending order is what none says, and SCHEMA without dimensions is none', () => {
    const query = readQuery('SELECT COUNT(m) FROM SCHEMA("a") GROUP BY d ORDER BY SUM()', 'q');
    expect(query).toMatchObject({ dimensions: [], orderBy: { function: 'SUM', isDescending: false } });
    const all = readQuery('SELECT COUNT(m) FROM a', 'q');
    expect([all.namespace, all.dimensions]).toEqual(['a', undefined]);
    // A name that only begins like a keyword is a name.
    expect(readQuery('SELECT SUM(limits) FROM selected GROUP BY orders', 'q').groupBy).toEqual(['orders']);
  });

  // The sentences are published answers of AWS.
  it.each([
    [
      'SELECT COUNT(*) FROM "stackd/insights/6c84c6382d8f"',
      `Invalid syntax near '*) FROM "stackd/insights/6c84...'`,
    ],
    ['SELECT AVG(m), SUM(m) FROM "n"', `Invalid syntax near ', SUM(m) FROM "n"'`],
    [`SELECT AVG(m) FROM "n" WHERE Team > 'A'`, "Invalid syntax near '> 'A''"],
    [`SELECT AVG(m) FROM "n" WHERE Team = 'A' OR Team = 'B'`, "Invalid syntax near 'OR Team = 'B''"],
    [`SELECT AVG(m) FROM "n" WHERE Team IN ('A','B')`, "Invalid syntax near 'IN ('A','B')'"],
    ['SELECT AVG(m) FROM "n" GROUP BY Team HAVING AVG() > 1', "Invalid syntax near 'HAVING AVG() > 1'"],
    ['SELECT AVG(m) FROM "n" LIMIT -1', "Invalid syntax near '-1'"],
    ['SELECT AVG(m) FROM "n" LIMIT 0', 'Invalid syntax. LIMIT must be greater than 0'],
    ['SELECT MEDIAN(m) FROM "n"', "Invalid syntax. 'MEDIAN' is not a valid aggregate function"],
    ['SELECT AVG(m) FROM "n" WHERE Team = "A"', `Invalid syntax near '"A"'`],
    ['SELECT AVG(LIMIT) FROM "n"', 'Invalid syntax near \'LIMIT) FROM "n"\''],
    ['SELECT AVG(m) FROM "n" GROUP BY tag.env', 'tag.env is not supported here'],
    ['SELECT AVG(m) FROM "n" GROUP BY AWS.AccountId', 'AWS.AccountId is not supported here'],
  ])('refuses %s', (text, why) => {
    expect(refusal(() => readQuery(text, 'q'))).toEqual({
      code: 'ValidationError',
      message: `Error in expression 'q': ${why}`,
      status: 400,
    });
  });
});

describe('a query in GetMetricData', () => {
  /** The metrics of a published run against AWS. */
  const load = () => {
    const { call, clock } = stand();
    const at = start / 1_000;
    const put = (dimensions: Record<string, string>, points: [number, number[], number[]][]): void => {
      for (const [later, Values, Counts] of points) {
        const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
        const datum = { MetricName: 'Load', Dimensions, Timestamp: at + later * 60 + 10, Values, Counts };
        call('PutMetricData', { Namespace: 'a/b', MetricData: [datum] });
      }
    };
    put({}, [
      [0, [100], [1]],
      [2, [200], [1]],
    ]);
    put({ Team: 'A' }, [
      [0, [2, 8], [3, 1]],
      [1, [6], [1]],
    ]);
    put({ Team: 'B' }, [
      [0, [20], [1]],
      [2, [40], [2]],
    ]);
    put({ Team: 'A', Zone: 'west' }, [
      [0, [50], [2]],
      [1, [10], [1]],
    ]);
    put({ Team: 'A', Zone: 'east' }, [[1, [30], [3]]]);
    put({ Zone: 'west' }, [[0, [70], [1]]]);
    clock.advance(5 * minute);
    const ask = (clauses: string, more: Record<string, unknown> = {}) => {
      const Expression = `SELECT ${clauses}`;
      const answer = call('GetMetricData', {
        StartTime: at,
        EndTime: at + 180,
        MetricDataQueries: [{ Id: 'q', Expression, Period: 60, ...more }],
        ScanBy: 'TimestampAscending',
      });
      return Object(answer).MetricDataResults.map((one: { Label: string; Values: number[] }) => [
        one.Label,
        one.Values,
      ]);
    };
    return { ask, call };
  };

  it('weighs every value, by function, schema and condition', () => {
    const { ask } = load();
    expect(ask('AVG(Load) FROM "a/b"')).toEqual([['q', [304 / 9, 21.2, 280 / 3]]]);
    expect(ask('AVG(Load) FROM "a/b"', { Label: 'own' })).toMatchObject([['own', [304 / 9, 21.2, 280 / 3]]]);
    expect(ask('SUM(Load) FROM SCHEMA("a/b")')).toEqual([['q', [100, 200]]]);
    expect(ask('SUM(Load) FROM SCHEMA("a/b", Team)')).toEqual([['q', [34, 6, 80]]]);
    expect(ask('COUNT(Load) FROM SCHEMA("a/b", Zone, Team)')).toEqual([['q', [2, 4]]]);
    expect(ask(`AVG(Load) FROM "a/b" WHERE Team = 'A' AND Zone != 'east'`)).toEqual([['q', [19, 8]]]);
    expect(ask(`MIN(Load) FROM "a/b" WHERE Missing != 'x'`)).toEqual([['q', [2, 6, 40]]]);
    expect(ask(`MAX(Load) FROM "a/b" WHERE team = 'A'`)).toEqual([['q', []]]);
  });

  it('groups, ranks and cuts; what has no such dimension is Other', () => {
    const { ask } = load();
    expect(ask('AVG(Load) FROM "a/b" GROUP BY Team')).toEqual([
      ['A', [19, 21.2]],
      ['B', [20, 40]],
      ['Other', [85, 200]],
    ]);
    expect(ask('AVG(Load) FROM "a/b" GROUP BY Team ORDER BY MAX() DESC LIMIT 2')).toEqual([
      ['1 - Other', [85, 200]],
      ['2 - B', [20, 40]],
    ]);
    expect(ask('AVG(Load) FROM "a/b" GROUP BY Zone, Team', { Label: 'own' })[0]).toEqual([
      'own Other A',
      [3.5, 6],
    ]);
    expect(ask(`AVG(Load) FROM "a/b" WHERE Team = 'Z' GROUP BY Team`)).toEqual([]);
  });

  it('has the periods of AWS, and one query a call', () => {
    const { ask, call } = load();
    expect(ask('AVG(Load) FROM "a/b"', { Period: 30 })).toEqual(ask('AVG(Load) FROM "a/b"'));
    expect(refusal(() => ask('AVG(Load) FROM "a/b"', { Period: 90 })).message).toBe(
      "Error in expression 'q': The parameter Period must be a multiple of 60.",
    );
    expect(refusal(() => ask('AVG(Load) FROM "a/b"', { Period: undefined })).message).toBe(
      "Error in expression 'q': Period is a required field when using query within an expression",
    );
    const MetricDataQueries = ['p', 'q'].map((Id) => ({
      Id,
      Expression: 'SELECT AVG(m) FROM n',
      Period: 60,
    }));
    expect(refusal(() => call('GetMetricData', { StartTime: 0, EndTime: 60, MetricDataQueries })).code).toBe(
      'ValidationError',
    );
  });
});

describe('putting an alarm on a query', () => {
  const put = (more: Record<string, unknown>, query: Record<string, unknown> = {}) => {
    const { call } = stand();
    const Metrics = [{ Id: 'q', Expression: fleetQuery, Period: 300, ReturnData: true, ...query }];
    return refusal(() => call('PutMetricAlarm', fleetAlarm({ Metrics, ...more }))).message;
  };

  it('is refused in the words of AWS', () => {
    expect(put({}, { Expression: 'SELECT SUM(m) FROM n GROUP BY d' })).toBe(
      'Metrics expression that return multi time series are only allowed for MetricsInsights expression with an ORDER BY clause',
    );
    expect(put({}, { Period: 30 })).toBe(
      'MetricsInsights monitors do not support less than 60 seconds period',
    );
    expect(put({ EvaluationPeriods: 37 })).toBe(
      'MetricsInsights monitors cannot be checked across more than 3 hours',
    );
    expect(put({}, { Expression: 'SELECT SUM(m) FROM' })).toBe(
      "Error in expression 'q': Invalid syntax near ''",
    );
    expect(put({}, { Period: undefined })).toContain('Period is a required field');
    const topic = 'arn:aws:sns:eu-central-1:000000000000:people';
    expect(put({ InsufficientDataActions: [topic] })).toBe(
      'InsufficientData actions are not supported for contributor-level action types in Multi Time Series alarms',
    );
    expect(put({ OKActions: ['arn:aws:autoscaling:eu-central-1:000000000000:scalingPolicy:x'] })).toBe(
      'Autoscaling actions are not available for Multi Time Series alarms',
    );
  });

  it('takes 200 of them, and 3 hours', () => {
    const { call } = stand();
    for (let index = 0; index < 200; index += 1)
      call('PutMetricAlarm', fleetAlarm({ AlarmName: `f-${index}` }));
    expect(refusal(() => call('PutMetricAlarm', fleetAlarm({ AlarmName: 'one more' }))).code).toBe(
      'LimitExceededFault',
    );
    // One that stands can be put again.
    call('PutMetricAlarm', fleetAlarm({ AlarmName: 'f-7', EvaluationPeriods: 36 }));
  });

  it('describes it as it was put', () => {
    const { call } = stand();
    call('PutMetricAlarm', fleetAlarm());
    expect(call('DescribeAlarms', {})).toMatchObject({
      MetricAlarms: [{ ...fleetAlarm(), Dimensions: [], StateValue: 'INSUFFICIENT_DATA' }],
    });
  });
});
