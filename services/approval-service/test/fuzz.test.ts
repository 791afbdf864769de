import { routes } from '@cleandesk/portal-api';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAsDescribed } from './answers.ts';
import { ada, boss, eve, givenDesktop, office, oz, personOf } from './given.ts';
import { type Call, claimsOf, portal, tokenOf } from './http.ts';
import { minute, noon, seatIdOf } from './samples.ts';

const requests = Number(process.env.CLEANDESK_HISTORIES ?? 5000);

const nasty = fc.constantFrom(
  '',
  '\u0000',
  '\r\nX: y',
  '<script>alert(1)</script>',
  '\u202egnp',
  '../../..',
  '%00',
  "' OR 1=1",
  '__proto__',
  'constructor',
  '{{{x}}}',
  '\ud800',
  '9'.repeat(400),
  'NaN',
  'null',
);
const word = fc.oneof(nasty, fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }));
const instant = fc.oneof(
  word,
  fc.constantFrom(
    '2026-09-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '0000-01-01T00:00:00Z',
    '2026-08-03T12:00:01Z',
  ),
);
const seatId = fc.oneof(fc.constantFrom(seatIdOf('ada'), seatIdOf('grace')), word);
const ids: string[] = [];
const requestId = fc.oneof(
  fc.nat().map((index) => ids[index % Math.max(1, ids.length)] ?? '0'.repeat(26)),
  word,
);
const kind = fc.oneof(fc.constantFrom('desktop', 'reboot', 'reset', 'extend', 'return'), word);
const offerId = fc.oneof(fc.constantFrom('standard', 'graphics'), word);
const decision = fc.oneof(
  fc.record(
    { decision: fc.oneof(fc.constantFrom('approve', 'reject'), word), reason: word },
    { requiredKeys: [] },
  ),
  fc.jsonValue(),
);
const scope = fc.oneof(
  fc.record({ policy: word }),
  fc.record({
    directoryId: fc.oneof(fc.constant('d-9067000001'), word),
    bundleId: fc.oneof(fc.constant('wsb-standard01'), word),
  }),
);
/** Whatever fits somewhere, whatever nearly does, and whatever does not at all. */
const body = fc.oneof(
  fc.record({ kind, offerId, seatId, reason: word, until: instant }, { requiredKeys: ['kind'] }),
  decision,
  fc.record({ scope }),
  fc.record({ reason: word, until: instant }),
  fc.record({ token: fc.oneof(fc.constant('A'.repeat(43)), word) }),
  fc.record({
    token: fc.constant('A'.repeat(43)),
    code: fc.oneof(fc.constant('00000000'), word),
    verdict: decision,
  }),
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 200 }),
);
/** What the routes take, so that something happens. */
const fitting = (path: string): fc.Arbitrary<unknown> => {
  const ofAda = fc.constant(seatIdOf('ada'));
  if (path === '/requests')
    return fc.oneof(
      fc.record({ kind: fc.constantFrom('reboot', 'reset', 'return'), seatId: ofAda }),
      fc.record({
        kind: fc.constant('extend'),
        seatId: ofAda,
        reason: fc.constant('r'),
        until: fc.constant('2026-09-20T00:00:00Z'),
      }),
      fc.record({ kind: fc.constant('desktop'), offerId: fc.constant('graphics'), reason: fc.constant('r') }),
    );
  if (path.endsWith('/decision'))
    return fc.constantFrom({ decision: 'approve' }, { decision: 'reject', reason: 'No' });
  return fc.constant({ reason: 'r', until: '2026-09-01T00:00:00Z' });
};
const query = fc.oneof(
  fc.constant(''),
  fc.string({ maxLength: 60 }).map(encodeURI),
  fc
    .record(
      {
        limit: fc.oneof(fc.integer({ min: -5, max: 200 }).map(String), word),
        cursor: fc.oneof(
          word,
          fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
        ),
        state: fc.oneof(fc.constantFrom('waiting', 'decided', 'done'), word),
        status: fc.oneof(fc.constantFrom('live', 'away'), word),
        user: word,
      },
      { requiredKeys: [] },
    )
    .map((given) =>
      Object.entries(given)
        .map(([key, value]) => `${key}=${encodeURIComponent(value.toWellFormed())}`)
        .join('&'),
    ),
);
const known = Object.values(routes);
const people = [ada, boss, eve, oz, personOf('grace'), undefined];

const call: fc.Arbitrary<Call> = fc
  .constantFrom(...known)
  .chain((route) =>
    fc.record({
      route: fc.constant(route),
      method: fc.option(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD'), {
        nil: undefined,
        freq: 10,
      }),
      seatId,
      requestId,
      holdId: fc.oneof(fc.constant('hold-1'), word),
      query,
      body: fc.option(fc.oneof(body, fitting(route.path)), { nil: undefined, freq: 4 }),
      as: fc.constantFrom(...people),
      odd: fc.option(fc.dictionary(word, fc.jsonValue(), { maxKeys: 3 }), { nil: undefined, freq: 12 }),
      headers: fc.option(
        fc.dictionary(
          fc.constantFrom(
            'content-type',
            'idempotency-key',
            'x-forwarded-for',
            'content-length',
            'accept',
            'cookie',
          ),
          word,
          {
            maxKeys: 2,
          },
        ),
        { nil: undefined, freq: 3 },
      ),
    }),
  )
  .map(({ route, method, query: asked, body: given, as, odd, headers, ...parts }) => {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
      encodeURIComponent(String(Object.entries(parts).find(([key]) => key === name)?.[1]).toWellFormed()),
    );
    const claims = as === undefined || odd === undefined ? undefined : { ...claimsOf(as), ...odd };
    return {
      path,
      method: method ?? route.method,
      query: asked,
      ...(given === undefined ? {} : { body: given }),
      ...(as === undefined ? {} : { as }),
      ...(claims === undefined ? {} : { token: tokenOf(claims), checked: claims }),
      ...(headers === undefined ? {} : { headers }),
    };
  });

test(`whatever ${requests} calls say: no fault of ours, a problem in words, and good answers as they are described`, async () => {
  const at = office({ limits: { requestsPerDay: 1000, callsPerMinute: 100_000 } });
  await at.seatIs('live', 'grace');
  await givenDesktop(at);
  const { call: ask, logged } = portal(at);
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(call, async (given) => {
      const answer = await ask(given);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      expect([answer.status < 500, logged]).toEqual([true, []]);
      if (given.method !== 'HEAD') isAsDescribed(given, answer);
      await at.passes(minute);
      ids.splice(
        0,
        ids.length,
        ...at.requests
          .all()
          .map(({ id }) => id)
          .slice(-20),
      );
    }),
    { numRuns: requests },
  );
  // It has seen something: what was done, and each way of not doing it.
  for (const status of [200, 201, 202, 400, 401, 403, 404, 409, 422])
    expect([status, statuses.has(status)]).toEqual([status, true]);
  expect(at.clock.at).toBeGreaterThan(noon);
}, 120_000);
