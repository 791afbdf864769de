import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Policy, parsePolicies } from '../src/index.ts';

const runs = { numRuns: 400 };
const few = (...values: string[]) => fc.subarray(values, { minLength: 1 });
const time = fc.constantFrom('00:00', '06:00', '20:00');
const place = fc.constantFrom('Europe/Berlin', 'UTC');
const days = few('mon', 'tue', 'sun');
const disuse = fc.record({
  afterDays: fc.integer({ min: 1, max: 3 }),
  action: fc.constantFrom('reset', 'remove'),
});
const share = fc.constantFrom(0.1, 0.3, 1);
const seconds = fc.constantFrom(600, 3600);

/** Few values each, so that two policies often say the same. */
const wire = fc.record(
  {
    name: fc.constant('kiosks'),
    match: fc.record({
      bundleIds: few('wsb-aaaaaaaa', 'wsb-bbbbbbbb'),
      tags: fc.constant({ Pool: ['a', 'b'] }),
    }),
    strategy: fc.constant('rebuild'),
    graceSeconds: seconds,
    dryRun: fc.boolean(),
    budget: fc.oneof(
      fc.record(
        { resets: fc.integer({ min: 1, max: 2 }), windowSeconds: seconds },
        { requiredKeys: ['resets'] },
      ),
      fc.record({ share, windowSeconds: seconds }, { requiredKeys: ['share'] }),
    ),
    outage: fc.record(
      {
        least: fc.constantFrom(20, 30),
        share,
        withinSeconds: seconds,
        returnSeconds: seconds,
        hours: fc.array(fc.record({ days, from: time, to: time, timeZone: place, share }), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
    failures: fc.record(
      { least: fc.constantFrom(2, 3), share, withinSeconds: seconds },
      { requiredKeys: [] },
    ),
    maxRecreatesPerMonth: fc.constantFrom<(number | string)[]>(31, 4, 'unlimited'),
    resetWindow: fc.array(
      fc.record(
        { days, from: time, to: time, timeZone: place, readyBy: time },
        { requiredKeys: ['days', 'from', 'to', 'timeZone'] },
      ),
      { minLength: 1, maxLength: 2 },
    ),
    dataLoss: fc.record({ maxSeconds: seconds, action: fc.constantFrom('rebuild', 'wait', 'recreate') }),
    maxSessionSeconds: fc.constantFrom(3600, 7200),
    neverLoggedIn: disuse,
    unused: disuse,
  },
  { requiredKeys: ['name', 'match', 'strategy', 'graceSeconds'], noNullPrototype: true },
);

function parse(policy: object): Policy {
  const [parsed] = parsePolicies(JSON.stringify([policy]));
  if (parsed === undefined) throw new Error('one policy goes in, one comes out');
  return parsed;
}
const twice = <T>(list: readonly T[]) => [...list, ...list].reverse();
/** All that it says. Spans of a window in another order, or twice, are the same window. */
const saying = ({ resetWindow, ...policy }: Policy) => ({
  ...policy,
  version: '',
  resetWindow: resetWindow && new Set(resetWindow.map((span) => JSON.stringify(span))),
});

test('two policies have the same version when they say the same, and only then', () => {
  fc.assert(
    fc.property(wire, wire, fc.string(), (one, other, key) => {
      // Mostly they would differ in many fields at once; here in one.
      const fields = Object.keys(other);
      const field = fields[key.length % fields.length] ?? 'name';
      const almost = { ...one, [field]: Object.entries(other).find(([name]) => name === field)?.[1] };
      const [a, b] = [parse(one), parse(almost)];
      expect(a.version === b.version).toBe(isDeepStrictEqual(saying(a), saying(b)));
    }),
    runs,
  );
});

test('a default that is spelled out is the same as one that is left out', () => {
  fc.assert(
    fc.property(wire, (policy) => {
      const hour = { windowSeconds: 3600 };
      const spelledOut = {
        dryRun: true,
        maxRecreatesPerMonth: 31,
        ...policy,
        ...(policy.budget && { budget: { ...hour, ...policy.budget } }),
        outage: {
          least: 20,
          share: 0.3,
          withinSeconds: 600,
          returnSeconds: 3600,
          hours: [],
          ...policy.outage,
        },
        failures: { least: 2, share: 0.002, withinSeconds: 3600, ...policy.failures },
      };
      expect(parse(spelledOut)).toEqual(parse(policy));
    }),
    runs,
  );
});

test('the order of days, of values and of spans does not count, nor does one that is there twice; the order of hours counts', () => {
  fc.assert(
    fc.property(wire, (policy) => {
      const turned = {
        ...policy,
        match: {
          tags: { Pool: twice(policy.match.tags.Pool) },
          bundleIds: twice(policy.match.bundleIds),
        },
        ...(policy.resetWindow && {
          resetWindow: twice(policy.resetWindow).map((span) => ({ ...span, days: twice(span.days) })),
        }),
      };
      expect(parse(turned).version).toBe(parse(policy).version);
    }),
    runs,
  );
  const hours = [0.5, 0.9].map((part) => ({
    days: ['mon'],
    from: '17:00',
    to: '19:00',
    timeZone: 'UTC',
    share: part,
  }));
  const policy = {
    name: 'kiosks',
    match: { bundleIds: ['wsb-aaaaaaaa'] },
    strategy: 'rebuild',
    graceSeconds: 600,
  };
  const versions = [hours, hours.toReversed()].map(
    (list) => parse({ ...policy, outage: { hours: list } }).version,
  );
  expect(new Set(versions).size).toBe(2);
});
