/**
 * What an emulator still has of a deployment, by what it lists. Names are looked for as text: whatever a list looks like, what was made is
 * named after the deployment.
 */
export async function remains(baseUrl: string, region: string, name: string): Promise<string[]> {
  const named = new RegExp(`[\\w/.:-]*${name}[\\w/.-]*`, 'g');
  const found = await Promise.all(
    lists.map(async ({ service, ...list }) => {
      const text = await asked(baseUrl, region, service, list);
      return [...text.matchAll(named)].map(([what]) => `${service}: ${what}`);
    }),
  );
  return [...new Set(found.flat())].toSorted();
}

type List = { target: string; version: string; body?: unknown } | { path: string } | { query: string };

/** By the protocol of each: JSON with a target, REST, or a form. */
const lists: readonly ({ service: string } & List)[] = [
  { service: 'dynamodb', target: 'DynamoDB_20120810.ListTables', version: '1.0' },
  { service: 'sqs', target: 'AmazonSQS.ListQueues', version: '1.0' },
  { service: 'events', target: 'AWSEvents.ListEventBuses', version: '1.1' },
  { service: 'events', target: 'AWSEvents.ListRules', version: '1.1' },
  { service: 'events', target: 'AWSEvents.ListArchives', version: '1.1' },
  { service: 'logs', target: 'Logs_20140328.DescribeLogGroups', version: '1.1' },
  { service: 'states', target: 'AWSStepFunctions.ListStateMachines', version: '1.0' },
  { service: 'secretsmanager', target: 'secretsmanager.ListSecrets', version: '1.1' },
  {
    service: 'cognito-idp',
    target: 'AWSCognitoIdentityProviderService.ListUserPools',
    version: '1.1',
    body: { MaxResults: 60 },
  },
  { service: 'lambda', path: '/2015-03-31/functions/' },
  { service: 'lambda', path: '/2015-03-31/event-source-mappings/' },
  { service: 'apigateway', path: '/v2/apis' },
  { service: 's3', path: '/' },
  { service: 'ses', path: '/v2/email/configuration-sets' },
  { service: 'iam', query: 'Action=ListRoles&Version=2010-05-08&MaxItems=1000' },
  { service: 'sns', query: 'Action=ListTopics&Version=2010-03-31' },
];

async function asked(baseUrl: string, region: string, service: string, list: List): Promise<string> {
  // No emulator checks the signature; by its scope it tells whose call it is.
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const response = await fetch(`${baseUrl}${'path' in list ? list.path : '/'}`, {
    method: 'path' in list ? 'GET' : 'POST',
    headers: { authorization, 'x-amz-date': '20260101T000000Z', ...headersOf(list) },
    ...('target' in list ? { body: JSON.stringify(list.body ?? {}) } : {}),
    ...('query' in list ? { body: list.query } : {}),
    signal: AbortSignal.timeout(15_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} could not be asked what it has: ${response.status} ${text}`);
  return text;
}

function headersOf(list: List): Record<string, string> {
  if ('target' in list)
    return { 'content-type': `application/x-amz-json-${list.version}`, 'x-amz-target': list.target };
  return 'query' in list ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
}
