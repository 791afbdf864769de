import { gzipSync } from 'node:zlib';
import { Encoder } from 'cbor-x';
import fc from 'fast-check';
import cloudwatch from '../../../src/service-model/generated/cloudwatch.json' with { type: 'json' };
import workspaces from '../../../src/service-model/generated/workspaces.json' with { type: 'json' };
import { modelSchema } from '../../../src/service-model/shapes.ts';
import { operationsDone } from '../../../src/workspaces/api.ts';
import { breachesOf, wholeInput } from '../../service-model/inputs.ts';

/** A request that no client in its right mind sends. */
export type Malformed = {
  kind: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  /** Whether it must be refused; else it may be that it only asks for nothing. */
  refused: boolean;
};

type Named = { target: string; operation: string; whole: unknown };
type Numbers = (below: number) => number;

const encoder = new Encoder({ useRecords: false });
const models = [
  { target: 'WorkspacesService', model: modelSchema.parse(workspaces) },
  { target: 'GraniteServiceVersion20100801', model: modelSchema.parse(cloudwatch) },
];
const others: [string, string[]][] = [
  ['AWSScheduler', ['CreateSchedule']],
  ['ResourceGroupsTaggingAPI_20170126', ['GetResources', 'GetTagKeys', 'GetTagValues']],
];

/** Every operation of AWS's models, and those of the other APIs. */
const named: Named[] = [
  ...models.flatMap(({ target, model }) =>
    Object.keys(model.operations).map((operation) => ({
      target,
      operation,
      whole: wholeInput(model, operation),
    })),
  ),
  ...others.flatMap(([target, operations]) =>
    operations.map((operation) => ({ target, operation, whole: { Key: 'a', Name: 'b' } })),
  ),
];

/** Inputs with one member that is wrong, of every operation. */
const breaches = models.flatMap(({ target, model }) =>
  Object.keys(model.operations).flatMap((operation) =>
    breachesOf(model, operation)
      .map(({ input }) => ({ target, operation, input: JSON.stringify(input) }))
      // A logo that is too large is a megabyte and more: the large bodies have a kind of their own.
      .filter(({ input }) => input.length < 50_000)
      .map((breach) => ({ ...breach, refused: operationsDone.includes(operation) })),
  ),
);

/** Values of any form, the same in every run. */
const junk = fc.sample(fc.object({ maxDepth: 4, withNullPrototype: false, withBigInt: false }), {
  numRuns: 500,
  seed: 7,
});
const bytes = fc.sample(fc.uint8Array({ maxLength: 300 }), { numRuns: 500, seed: 7 });
const words = fc.sample(fc.string({ maxLength: 30, unit: 'grapheme' }), { numRuns: 500, seed: 7 });

const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
const large = Buffer.alloc(10 * 1024 * 1024, 0x5b);
const badUtf8 = Buffer.from('7b2244697265637472c3280049224ac080fe22', 'hex');
const deep = [
  '['.repeat(50_000),
  `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  `{"Workspaces":${'['.repeat(200)}${']'.repeat(200)}}`,
].map((text) => Buffer.from(text));

/** A few bytes that claim to be followed by millions. */
const claims = [
  '9a01c9c380',
  'a161619a01c9c380',
  'ba01c9c380',
  'a161615a7fffffff',
  '7a7fffffff',
  '9b4000000000000000',
];

const signatures = [
  'Bearer token',
  'Basic YTpi',
  'AWS4-HMAC-SHA256',
  'AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=0',
  'AWS4-HMAC-SHA256 Credential=/////, SignedHeaders=;;;, Signature=',
  `AWS4-HMAC-SHA256 ${'Credential=x/,'.repeat(500)}`,
  'AWS2 a:b',
  ',,,===,,,',
];
const contentTypes = [
  'text/html',
  'application/xml',
  'application/cbor',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  ';;;',
  'application/x-amz-json-9.9',
];
const segments = [
  'schedules',
  'schedule-groups',
  'tags',
  'service',
  'operation',
  'default',
  '%',
  '%zz',
  '..',
  '%00',
  '',
];
const controls =
  'health state fleet desktops operations moves calls sessions clock faults settings snapshots users directories bundles reset2 stream2'.split(
    ' ',
  );
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];

const asJson = ({ target, operation }: { target: string; operation: string }) => ({
  method: 'POST',
  path: '/',
  headers: { 'x-amz-target': `${target}.${operation}`, 'content-type': 'application/x-amz-json-1.1' },
});
const asCbor = ({ target, operation }: { target: string; operation: string }) => ({
  method: 'POST',
  path: `/service/${target}/operation/${operation}`,
  headers: { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
});

/** The `n`-th malformed request: the same in every run. Kinds take turns, and so do operations. */
export function malformed(n: number): Malformed {
  const below: Numbers = numbersFrom(n + 1);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[below(items.length)];
    if (item === undefined) throw new Error('there is nothing to pick from');
    return item;
  };
  const kind = kinds[n % kinds.length] ?? 'breach';
  const turn = Math.floor(n / kinds.length);
  const one = named[turn % named.length] ?? pick(named);
  const wired = below(2) === 0 ? asJson(one) : asCbor(one);
  const whole = Buffer.from(JSON.stringify(one.whole));
  const made = (request: Omit<Malformed, 'kind' | 'refused'>, refused = true): Malformed => ({
    kind,
    refused,
    ...request,
  });
  switch (kind) {
    case 'breach': {
      const breach = breaches[turn % breaches.length] ?? pick(breaches);
      return made({ ...asJson(breach), body: Buffer.from(breach.input) }, breach.refused);
    }
    case 'breach in CBOR': {
      const breach = breaches[(turn * 7) % breaches.length] ?? pick(breaches);
      const input: unknown = JSON.parse(breach.input);
      return made({ ...asCbor(breach), body: encoder.encode(input) }, false);
    }
    case 'junk in JSON':
      return made({ ...asJson(one), body: Buffer.from(JSON.stringify(pick(junk))) }, false);
    case 'junk in CBOR':
      return made({ ...asCbor(one), body: encoder.encode(pick(junk)) }, false);
    case 'cut off':
      return made({ ...asJson(one), body: whole.subarray(0, 1 + below(Math.max(1, whole.length - 2))) });
    case 'cut off in CBOR': {
      const body = encoder.encode(one.whole);
      return made(
        { ...asCbor(one), body: body.subarray(0, Math.max(1, below(body.length))) },
        body.length > 1,
      );
    }
    case 'bytes':
      return made({ ...wired, body: Buffer.from(pick(bytes)) }, false);
    case 'bad UTF-8':
      return made({ ...asJson(one), body: Buffer.concat([badUtf8, Buffer.from(pick(bytes))]) });
    case 'deep':
      return made({ ...wired, body: pick(deep) });
    case 'claims':
      return made({ ...asCbor(one), body: Buffer.from(pick(claims), 'hex') });
    case 'no gzip':
      return made({
        ...wired,
        headers: { ...wired.headers, 'content-encoding': 'gzip' },
        body: Buffer.concat([Buffer.from('1f8b08', 'hex'), Buffer.from(pick(bytes))]),
      });
    case 'unknown target': {
      const target = pick([
        'Coffee',
        '',
        one.target,
        `${one.target}.${one.target}`,
        'x'.repeat(5000),
        '.....',
      ]);
      return made({ ...asJson({ target, operation: `Make${below(1000)}` }), body: whole });
    }
    case 'content type':
      return made(
        {
          ...asJson(one),
          headers: { ...asJson(one).headers, 'content-type': pick(contentTypes) },
          body: Buffer.from(pick(bytes)),
        },
        false,
      );
    case 'signature':
      return made({ ...wired, headers: { ...wired.headers, authorization: pick(signatures) }, body: whole });
    case 'account': {
      const scope = `${100_000_000_000 + below(1_000_000_000)}/20260101/${pick(['us', 'eu', 'xx'])}-${pick(['west', 'east'])}-${below(99)}/workspaces/aws4_request`;
      const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
      const headers = { ...asJson(one).headers, authorization, 'x-amz-date': '20260101T000000Z' };
      return made({ ...asJson(one), headers, body: Buffer.from('{}') }, false);
    }
    case 'form': {
      const form = new URLSearchParams({
        Action: one.operation,
        Version: pick(['2010-08-01', '2015-04-08', '']),
      });
      for (let field = below(8); field > 0; field--) {
        form.append(
          `${pick(words)}${pick(['', '.member.1', '.member.x', '.1.1.1', '..', '.x'.repeat(40)])}`,
          pick(words),
        );
      }
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return made({ method: 'POST', path: '/', headers, body: Buffer.from(form.toString()) }, false);
    }
    case 'path': {
      const parts = Array.from({ length: below(6) }, () =>
        pick([...segments, encodeURIComponent(pick(words))]),
      );
      const where = pick([
        parts.join('/'),
        `schedules/${parts[0]}`,
        `schedule-groups/${parts[0]}`,
        'schedules',
      ]);
      const path = `/${where}?${encodeURIComponent(pick(words))}=${encodeURIComponent(pick(words))}`;
      return made(
        { method: pick(methods), path, headers: {}, body: Buffer.from(JSON.stringify(pick(junk))) },
        false,
      );
    }
    case 'control': {
      const path = `/_control/${pick(controls)}${pick(['', '/', '/ws-000000000', '/x/y', '?after=-1', '?after=x', '?region=%00'])}`;
      const body = pick([
        JSON.stringify(pick(junk)),
        '[',
        '',
        'null',
        '[]',
        '{"speed":"fast"}',
        '{"workspaceId":{}}',
      ]);
      return made(
        { method: pick(['GET', 'POST', 'PUT', 'PATCH']), path, headers: {}, body: Buffer.from(body) },
        false,
      );
    }
    case 'page': {
      const path = pick([
        '/',
        '/page.css',
        '/page.js',
        '/../package.json',
        '/%2e%2e/package.json',
        '/page.js/',
        '/fleet.js?x',
        '//',
      ]);
      return made(
        { method: pick(['GET', 'HEAD', 'POST', 'PUT']), path, headers: {}, body: Buffer.alloc(0) },
        false,
      );
    }
    case 'heavy':
      // A bomb, a large body, and mostly less: each takes a while, as it would of anybody.
      if (turn % 50 === 0)
        return made({ ...wired, headers: { ...wired.headers, 'content-encoding': 'gzip' }, body: bomb });
      if (turn % 50 === 25) return made({ ...wired, body: large });
      return made({ ...asJson(one), body: Buffer.from('{"x":1') });
    default:
      throw new Error(`nobody makes ${kind}`);
  }
}

export const kinds = [
  'breach',
  'junk in JSON',
  'cut off',
  'breach in CBOR',
  'junk in CBOR',
  'cut off in CBOR',
  'bytes',
  'bad UTF-8',
  'deep',
  'claims',
  'no gzip',
  'unknown target',
  'content type',
  'signature',
  'account',
  'form',
  'path',
  'control',
  'page',
  'heavy',
];

export const operationsMet = named.length;

/** Numbers by which a request is picked; `seed` makes them. */
function numbersFrom(seed: number): Numbers {
  let state = (seed * 2_654_435_761) % 2_147_483_647 || 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}
