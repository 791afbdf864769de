import { describe, expect, it } from 'vitest';
import { running } from './running.ts';

const { server } = running();

const scope = '20260101/us-east-1/workspaces/aws4_request';
const signed = (fields: string): string => `AWS4-HMAC-SHA256 ${fields}`;
const whole = signed(`Credential=AKIATEST/${scope}, SignedHeaders=host;x-amz-date, Signature=00ff`);
const date = { 'x-amz-date': '20260101T000000Z' };

async function answer(
  headers: Record<string, string>,
  query = '',
): Promise<{ status: number; body: string }> {
  const response = await fetch(`${server().url}/${query}`, {
    method: 'POST',
    headers: { 'x-amz-target': 'WorkspacesService.DescribeWorkspaces', ...headers },
    body: '{}',
  });
  return { status: response.status, body: await response.text() };
}

const incomplete = (message: string) => ({
  status: 400,
  body: expect.stringMatching(new RegExp(`"__type":"IncompleteSignatureException".*${message}`)),
});

describe('Signatures', () => {
  it.each([
    ['none at all', {}],
    ['one that no secret belongs to', { ...date, authorization: whole }],
    ['one without blanks', { ...date, authorization: whole.replaceAll(', ', ',') }],
    ['one with the date in another header', { date: 'Thu, 01 Jan 2026 00:00:00 GMT', authorization: whole }],
    [
      'an asymmetric one, which names no Region',
      {
        ...date,
        authorization:
          'AWS4-ECDSA-P256-SHA256 Credential=AKIATEST/20260101/workspaces/aws4_request, SignedHeaders=host, Signature=00ff',
      },
    ],
  ])('let in: %s', async (_, headers) => {
    expect(await answer({ ...headers })).toEqual({ status: 200, body: '{"Workspaces":[]}' });
  });

  it.each([
    [
      'of another algorithm',
      'AWS5-HMAC-SHA256 Credential=a',
      "Unsupported AWS 'algorithm': 'AWS5-HMAC-SHA256'",
    ],
    ['of version 2', 'AWS AKIATEST:c2lnbmF0dXJl', "Unsupported AWS 'algorithm': 'AWS'"],
    ['a bearer token', 'Bearer eyJhbGciOiJIUzI1NiJ9', 'Invalid key=value pair \\(missing equal-sign\\)'],
    ['a password', 'Basic YTpi', 'Invalid key=value pair'],
    ['half a header', signed('Credential=AKIATEST, Signature'), 'Invalid key=value pair'],
    [
      'nothing but its name',
      'AWS4-HMAC-SHA256',
      "requires 'Credential' parameter. .*requires 'Signature' parameter. .*requires 'SignedHeaders' parameter.",
    ],
    ['without what was signed', whole.replace(/SignedHeaders=[^,]+/, 'SignedHeaders='), "'SignedHeaders'"],
    ['without a signature', whole.replace(/, Signature=.*/, ''), "'Signature'"],
    ['without a key', whole.replace(/Credential=[^,]+, /, ''), "'Credential'"],
    [
      'with a scope of too few parts',
      whole.replace(scope, '20260101/us-east-1'),
      "exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIATEST/20260101/us-east-1'",
    ],
    ['with an empty key', whole.replace('AKIATEST', ''), 'exactly 5 slash-delimited elements'],
  ])('refused: %s', async (_, authorization, message) => {
    expect(await answer({ ...date, authorization })).toEqual(incomplete(message));
  });

  it('refused: without a date', async () => {
    expect(await answer({ authorization: whole })).toEqual(
      incomplete("existence of either a 'X-Amz-Date' or a 'Date' header"),
    );
  });

  it('refused: scoped with another terminator', async () => {
    const authorization = whole.replace('aws4_request', 'aws5_request');
    const { status, body } = await answer({ ...date, authorization });
    expect([status, body]).toEqual([400, expect.stringContaining('InvalidSignatureException')]);
  });

  it('in the query of a presigned request the same', async () => {
    expect(
      (await answer({}, `?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIATEST/${scope}`)).status,
    ).toBe(200);
    expect(await answer({}, '?X-Amz-Credential=AKIATEST')).toEqual(incomplete('exactly 5 slash-delimited'));
    expect(await answer({}, '?X-Amz-Algorithm=AWS4&X-Amz-Credential=AKIATEST')).toEqual(
      incomplete("Unsupported AWS 'algorithm': 'AWS4'"),
    );
  });

  it('the Query protocol has its own names for it, and XML', async () => {
    const response = await fetch(server().url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Bearer token' },
      body: 'Action=DescribeAlarms&Version=2010-08-01',
    });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('<Code>IncompleteSignature</Code>'),
    ]);
  });

  it('the secret of a header is not said back', async () => {
    const { body } = await answer({ ...date, authorization: 'Bearer hush-hush' });
    expect(body).not.toContain('hush');
  });

  it('the control API and the page ask for none', async () => {
    const headers = { authorization: 'Bearer token' };
    for (const path of ['/', '/_control/health']) {
      expect((await fetch(`${server().url}${path}`, { headers })).status).toBe(200);
    }
  });
});
