import { request as httpRequest } from 'node:http';
import { Encoder } from 'cbor-x';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlain } from '../../src/protocol/wire.ts';
import { running } from './running.ts';
import { validInputs } from './valid-inputs.ts';

const { server } = running();
const encoder = new Encoder({ useRecords: false });

type Raw = { method: string; path: string; headers: Record<string, string>; body: Buffer };

/** Sends bytes as they are, past the checks of `fetch`. Answers the status and the body. */
function send(raw: Raw): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      new URL(server().url),
      { method: raw.method, path: raw.path, headers: raw.headers, timeout: 5_000 },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
        );
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer in 5 s')));
    request.on('error', reject);
    request.end(raw.body);
  });
}

const operations = (): { target: string; operation: string }[] =>
  [...server().cloud.apis].flatMap(([target, api]) =>
    [...api.operations.keys()].map((operation) => ({ target, operation })),
  );

/** Inputs that look a little like ours, so that they get past the first checks. */
const ids = fc.constantFrom(
  'ws-000000000',
  'd-9067000001',
  'wsb-standard1',
  'ada.berg',
  '',
  '[UNDEFINED]',
  'x'.repeat(70),
);
const scalar = fc.oneof(
  ids,
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('AUTO_STOP', '2026-01-01T00:00:00Z', 'Sum', 'at(2999-01-01T00:00:00)', 'arn:aws:sqs:a:b:c'),
);
const memberNames = fc.constantFrom(
  ...'Workspaces DirectoryId BundleId UserName WorkspaceIds WorkspaceId Limit NextToken Tags Key Value WorkspaceProperties RunningMode TerminateWorkspaceRequests RebuildWorkspaceRequests RebootWorkspaceRequests StartWorkspaceRequests StopWorkspaceRequests ResourceId TagKeys AlarmName AlarmNames Namespace MetricName MetricData Dimensions Name Timestamp StartTime EndTime Period Statistic Statistics Threshold EvaluationPeriods ComparisonOperator StateValue StateReason MaxRecords ResourceARN TagFilters Values ResourceTypeFilters PaginationToken ScheduleExpression Target Arn RoleArn FlexibleTimeWindow Mode MetricDataQueries Id MetricStat Metric Stat Expression __proto__ constructor toString'.split(
    ' ',
  ),
);
const { input } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('input'),
  ),
  input: fc.dictionary(memberNames, tie('value'), { maxKeys: 6, noNullPrototype: true }),
}));

const number = fc.nat();
const pick = (n: number): { target: string; operation: string } => {
  const all = operations();
  const picked = all[n % all.length];
  if (picked === undefined) throw new Error('there are no operations');
  return picked;
};

/** The same value with `wrong` at the `n`-th place in it. */
function broken(value: unknown, n: { left: number }, wrong: unknown): unknown {
  if (n.left-- === 0) return wrong;
  if (Array.isArray(value)) return value.map((item) => broken(item, n, wrong));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, broken(member, n, wrong)]));
}

async function isAnswered(raw: Raw): Promise<void> {
  const { status, body } = await send(raw);
  if (status < 200 || status >= 500) throw new Error(`${status}: ${body}`);
}

const cborPath = ({ target, operation }: { target: string; operation: string }): string =>
  `/service/${target}/operation/${operation}`;
const cborHeaders = { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' };
const runs = { numRuns: 500 };

describe('Whatever a client sends, it is answered, and never with a 5xx', () => {
  it('inputs of every operation in JSON', async () => {
    await expect(
      fc.assert(
        fc.asyncProperty(number, input, (n, value) => {
          const { target, operation } = pick(n);
          const headers = {
            'x-amz-target': `${target}.${operation}`,
            'content-type': 'application/x-amz-json-1.1',
          };
          return isAnswered({ method: 'POST', path: '/', headers, body: Buffer.from(JSON.stringify(value)) });
        }),
        runs,
      ),
    ).resolves.toBeUndefined();
  });

  it('inputs of every operation in CBOR', async () => {
    await expect(
      fc.assert(
        fc.asyncProperty(number, input, (n, value) =>
          isAnswered({
            method: 'POST',
            path: cborPath(pick(n)),
            headers: cborHeaders,
            body: encoder.encode(value),
          }),
        ),
        runs,
      ),
    ).resolves.toBeUndefined();
  });

  it('inputs that are right but for one member', async () => {
    const wrong = fc.oneof(scalar, fc.constant([]), fc.constant({}), input);
    await expect(
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...validInputs),
          fc.nat(20),
          wrong,
          fc.boolean(),
          (valid, place, value, cbor) => {
            const [target, operation, whole] = valid;
            const sent = broken(whole, { left: place }, value);
            return isAnswered(
              cbor
                ? {
                    method: 'POST',
                    path: cborPath({ target, operation }),
                    headers: cborHeaders,
                    body: encoder.encode(sent),
                  }
                : {
                    method: 'POST',
                    path: '/',
                    headers: { 'x-amz-target': `${target}.${operation}` },
                    body: Buffer.from(JSON.stringify(sent)),
                  },
            );
          },
        ),
        { numRuns: 1500 },
      ),
    ).resolves.toBeUndefined();
  });

  it.each(validInputs)('%s %s is taken as it is', async (target, operation, whole) => {
    const body = Buffer.from(JSON.stringify(whole));
    const answer = await send({
      method: 'POST',
      path: '/',
      headers: { 'x-amz-target': `${target}.${operation}` },
      body,
    });
    // Nothing is there yet, so AWS may say that it is not found, but not that the input is wrong.
    expect(answer.body).not.toMatch(/ValidationException|SerializationException|InvalidParameter/);
  });

  it('bytes that are no CBOR, no JSON, no gzip', async () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
    await expect(
      fc.assert(
        fc.asyncProperty(number, bytes, fc.constantFrom('json', 'cbor', 'gzip', 'query'), (n, body, kind) => {
          const picked = pick(n);
          const asJson = { 'x-amz-target': `${picked.target}.${picked.operation}` };
          switch (kind) {
            case 'json':
              return isAnswered({ method: 'POST', path: '/', headers: asJson, body });
            case 'gzip':
              return isAnswered({
                method: 'POST',
                path: '/',
                headers: { ...asJson, 'content-encoding': 'gzip' },
                body,
              });
            case 'query':
              return isAnswered({
                method: 'POST',
                path: '/',
                headers: { 'content-type': 'application/x-www-form-urlencoded' },
                body: Buffer.concat([Buffer.from(`Version=2010-08-01&Action=${picked.operation}&`), body]),
              });
            case 'cbor':
              return isAnswered({ method: 'POST', path: cborPath(picked), headers: cborHeaders, body });
          }
        }),
        runs,
      ),
    ).resolves.toBeUndefined();
  });

  it('forms of the Query protocol', async () => {
    const field = fc.tuple(
      memberNames,
      fc.constantFrom('', '.member.1', '.member.1.Name', '.1', '.member.x', '..'),
    );
    await expect(
      fc.assert(
        fc.asyncProperty(
          number,
          fc.array(fc.tuple(field, fc.string({ maxLength: 20 })), { maxLength: 8 }),
          (n, fields) => {
            const form = new URLSearchParams({ Action: pick(n).operation, Version: '2010-08-01' });
            for (const [[name, suffix], value] of fields) form.append(`${name}${suffix}`, value);
            return isAnswered({
              method: 'POST',
              path: '/',
              headers: { 'content-type': 'application/x-www-form-urlencoded' },
              body: Buffer.from(form.toString()),
            });
          },
        ),
        runs,
      ),
    ).resolves.toBeUndefined();
  });

  it('paths and methods', async () => {
    const part = fc.oneof(
      fc.constantFrom(
        'schedules',
        'schedule-groups',
        'tags',
        'service',
        'operation',
        '_control',
        'state',
        'faults',
        'default',
        '%',
        '%zz',
        '..',
        '',
      ),
      fc.webSegment(),
    );
    const path = fc.array(part, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`);
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS');
    await expect(
      fc.assert(
        fc.asyncProperty(method, path, input, (verb, target, value) =>
          isAnswered({ method: verb, path: target, headers: {}, body: Buffer.from(JSON.stringify(value)) }),
        ),
        runs,
      ),
    ).resolves.toBeUndefined();
  });

  it.each([
    ['10,000 brackets', Buffer.from('['.repeat(10_000)), 400],
    ['10,000 nested structures', Buffer.from(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`), 400],
    ['a claim of 2^62 items', Buffer.from('9b4000000000000000', 'hex'), 400],
    ['a claim of 2^31 bytes', Buffer.from('5b0000000080000000', 'hex'), 400],
    ['10 MB', Buffer.alloc(10 * 1024 * 1024, 0x20), 413],
  ])('%s: refused in either protocol', async (_, body, status) => {
    const { target, operation } = pick(0);
    const asCbor = { method: 'POST', path: cborPath({ target, operation }), headers: cborHeaders, body };
    const headers = { 'x-amz-target': `${target}.${operation}` };
    const asJson = { method: 'POST', path: '/', headers, body };
    expect([(await send(asCbor)).status, (await send(asJson)).status]).toEqual([status, status]);
  });
});

describe('What AWS answers to', () => {
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  const post = (target: string, body: string) =>
    send({
      method: 'POST',
      path: '/',
      headers: { ...headers, 'x-amz-target': target },
      body: Buffer.from(body),
    });

  it.each([
    ['an unknown operation', 'WorkspacesService.MakeCoffee', '{}', 'UnknownOperationException'],
    ['an unknown service', 'Coffee.Make', '{}', 'UnknownOperationException'],
    ['JSON that ends early', 'WorkspacesService.DescribeWorkspaces', '{"Limit":', 'SerializationException'],
    ['a list instead of a structure', 'WorkspacesService.DescribeWorkspaces', '[]', 'SerializationException'],
    [
      'a text for a number',
      'WorkspacesService.DescribeWorkspaces',
      '{"Limit":"5"}',
      'SerializationException',
    ],
  ])('%s', async (_, target, body, code) => {
    const answer = await post(target, body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ __type: code, message: expect.any(String) });
  });

  it('a body that is too large: 413', async () => {
    const answer = await post('WorkspacesService.DescribeWorkspaces', ' '.repeat(10 * 1024 * 1024));
    expect(answer.status).toBe(413);
    expect(answer.body).toContain('RequestEntityTooLargeException');
  });

  it('members that it does not know, and null: as if they were not there', async () => {
    const answer = await post(
      'WorkspacesService.DescribeWorkspaces',
      '{"Color":"red","Limit":null,"BundleId":"wsb-linux0001"}',
    );
    expect(answer).toEqual({ status: 200, body: '{"Workspaces":[]}' });
  });
});
