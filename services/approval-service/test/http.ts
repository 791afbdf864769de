import * as z from 'zod';
import type { Person } from '../src/domain/person.ts';
import { api } from '../src/http/app.ts';
import { door } from '../src/http/door.ts';
import type { Office } from './given.ts';

const described = () => import('@cleandesk/portal-api/openapi.json', { with: { type: 'json' } });

/** Claims of an ID token, as an issuer writes them. */
export const claimsOf = ({ login, name, mail, manager, operator }: Person): Record<string, unknown> => ({
  iss: 'https://issuer.example.com',
  sub: `sub-${login}`,
  exp: 1_800_000_000,
  login,
  name,
  ...(mail === undefined ? {} : { email: mail, email_verified: true }),
  ...(manager === undefined ? {} : { manager }),
  groups: operator ? ['staff', 'operators'] : ['staff'],
});

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
export const tokenOf = (claims: unknown): string =>
  `Bearer ${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;

/** As API Gateway's authorizer hands claims on: as texts. */
const asTexts = (claims: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.map((one) => JSON.stringify(one)).join(' ')}]` : textOf(value),
    ]),
  );

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

export type Call = {
  method?: string;
  path: string;
  query?: string;
  /** Sent as it is when it is a text, else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Who is signed in. */
  as?: Person | undefined;
  /** Instead of the person's own. */
  token?: string;
  checked?: Readonly<Record<string, unknown>> | undefined;
  from?: string;
};

export type Answer = { status: number; headers: Record<string, string>; text: string; body: unknown };

const result = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

/** The API as Lambda runs it: API Gateway's events of version 2 in, its answers out. */
export function portal(at: Office) {
  const logged: unknown[] = [];
  const app = api({
    world: async () => at.world,
    signIn: async () => at.signIn,
    describe: async () => (await described()).default,
    log: { error: (_message, error) => void logged.push(error) },
  });
  const answer = door(app);
  let keys = 0;

  async function call(given: Call): Promise<Answer> {
    const {
      method = given.body === undefined ? 'GET' : 'POST',
      path,
      query = '',
      as,
      from = '192.0.2.1',
    } = given;
    const claims = as === undefined ? undefined : claimsOf(as);
    const checked = 'checked' in given ? given.checked : claims;
    keys += 1;
    const headers = {
      ...(claims === undefined ? {} : { authorization: given.token ?? tokenOf(claims) }),
      ...(given.token === undefined ? {} : { authorization: given.token }),
      ...(method === 'POST'
        ? { 'content-type': 'application/json', 'idempotency-key': `http-key-${keys}` }
        : {}),
      ...given.headers,
    };
    const raw = await answer(
      {
        version: '2.0',
        routeKey: '$default',
        rawPath: path,
        rawQueryString: query,
        headers,
        body:
          given.body === undefined
            ? null
            : typeof given.body === 'string'
              ? given.body
              : JSON.stringify(given.body),
        isBase64Encoded: false,
        requestContext: {
          accountId: '123456789012',
          apiId: 'api',
          authentication: null,
          authorizer: checked === undefined ? {} : { jwt: { claims: asTexts(checked), scopes: null } },
          domainName: 'api.example.com',
          domainPrefix: 'api',
          http: { method, path, protocol: 'HTTP/1.1', sourceIp: from, userAgent: 'test' },
          requestId: `gateway-${keys}`,
          routeKey: '$default',
          stage: '$default',
          time: '',
          timeEpoch: 0,
        },
      },
      lambdaContext,
    );
    const { statusCode, headers: answered, body } = result.parse(raw);
    const isJson = /json/.test(answered['content-type'] ?? '');
    return {
      status: statusCode,
      headers: answered,
      text: body,
      body: isJson && body !== '' ? JSON.parse(body) : undefined,
    };
  }
  return { call, logged };
}
export type Portal = ReturnType<typeof portal>;

const lambdaContext = {
  awsRequestId: 'lambda-1',
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'api',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:api',
  memoryLimitInMB: '256',
  logGroupName: 'group',
  logStreamName: 'stream',
  getRemainingTimeInMillis: () => 10_000,
};
