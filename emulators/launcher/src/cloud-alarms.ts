import * as z from 'zod';
import { testCredentials } from './credentials.ts';
import { post } from './requests.ts';

/** What PutMetricAlarm takes of what DescribeAlarms tells; the rest is the alarm's history. */
const alarm = z.looseObject({
  AlarmName: z.string(),
  AlarmArn: z.string(),
});
const described = z.object({ MetricAlarms: z.array(alarm).default([]), NextToken: z.string().optional() });
const tagged = z.object({ Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]) });

const told = [
  'AlarmArn',
  'AlarmConfigurationUpdatedTimestamp',
  'StateReason',
  'StateReasonData',
  'StateTransitionedTimestamp',
  'StateUpdatedTimestamp',
  'StateValue',
];

/** One alarm, as PutMetricAlarm takes it. */
export type AlarmDefinition = Record<string, unknown>;

/** All alarms of the desktop cloud, with their tags: it keeps its schedules over a restart, but not its alarms. */
export async function readAlarms(cloudUrl: string): Promise<AlarmDefinition[]> {
  const alarms: AlarmDefinition[] = [];
  let NextToken: string | undefined;
  do {
    const page = described.parse(
      await call(cloudUrl, 'DescribeAlarms', { MaxRecords: 100, ...(NextToken ? { NextToken } : {}) }),
    );
    for (const one of page.MetricAlarms) {
      const { Tags } = tagged.parse(
        await call(cloudUrl, 'ListTagsForResource', { ResourceARN: one.AlarmArn }),
      );
      const definition = Object.fromEntries(Object.entries(one).filter(([name]) => !told.includes(name)));
      alarms.push(Tags.length > 0 ? { ...definition, Tags } : definition);
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return alarms;
}

export async function putAlarms(cloudUrl: string, alarms: readonly AlarmDefinition[]): Promise<void> {
  for (const one of alarms) await call(cloudUrl, 'PutMetricAlarm', one);
}

function call(cloudUrl: string, operation: string, input: unknown): Promise<unknown> {
  const scope = `${testCredentials.AWS_ACCESS_KEY_ID}/20250101/${testCredentials.AWS_REGION}/monitoring/aws4_request`;
  return post(cloudUrl, input, {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': '20250101T000000Z',
    'x-amz-target': `GraniteServiceVersion20100801.${operation}`,
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
  });
}
