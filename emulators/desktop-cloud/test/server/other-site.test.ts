import { describe, expect, it } from 'vitest';
import { running } from './running.ts';

const { server } = running();

const alarm =
  'Action=PutMetricAlarm&Version=2010-08-01&AlarmName=theirs&ComparisonOperator=GreaterThanThreshold&EvaluationPeriods=1&MetricName=m&Namespace=n&Period=60&Statistic=Sum&Threshold=1';
const schedule = JSON.stringify({
  ScheduleExpression: 'rate(1 minute)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: {
    Arn: 'arn:aws:lambda:us-east-1:000000000000:function:theirs',
    RoleArn: 'arn:aws:iam::000000000000:role/theirs',
  },
});
/** What a browser sends to another site without asking that site first. */
const sent = [
  ['a form', '/', 'application/x-www-form-urlencoded', alarm],
  ['a schedule', '/schedules/theirs', 'text/plain', schedule],
  ['a command', '/_control/reset', 'text/plain', '{}'],
] as const;

const post = async (path: string, type: string, body: string, origin?: string) => {
  const headers = { 'content-type': type, ...(origin === undefined ? {} : { origin }) };
  const response = await fetch(`${server().url}${path}`, { method: 'POST', headers, body });
  return { status: response.status, body: await response.text() };
};

describe('A page in a browser', () => {
  it.each(sent)('of another site changes nothing by %s', async (_, path, type, body) => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
      const answer = await post(path, type, body, origin);
      expect(answer.status).toBe(403);
      expect(answer.body).toContain(`Pages of ${origin} may not change this cloud.`);
    }
    expect(server().control.state({ ledger: false })).toMatchObject({ alarms: [], schedules: [] });
  });

  it.each(sent)('of the cloud itself, and a program, may send %s', async (_, path, type, body) => {
    expect((await post(path, type, body, server().url)).status).toBe(200);
    expect((await post('/_control/reset', 'text/plain', '{}')).status).toBe(200);
    expect((await post(path, type, body)).status).toBe(200);
  });
});
