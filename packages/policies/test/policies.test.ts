import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { firstMatch, PoliciesUnreadable, parsePolicies } from '../src/index.ts';

const policy = {
  name: 'kiosks',
  match: { tags: { Cleandesk: ['rebuild'] } },
  strategy: 'rebuild',
  graceSeconds: 600,
  dryRun: false,
};
const parse = (...policies: unknown[]) => parsePolicies(JSON.stringify(policies));
const packed = (value: unknown) => gzipSync(JSON.stringify(value)).toString('base64');
const desktop = { directoryId: 'd-90670a1b2c', bundleId: 'wsb-abcd12345', userName: 'alice', tags: {} };

describe('reading the list', () => {
  test('plain JSON and packed JSON say the same', () => {
    expect(parsePolicies(packed([policy]))).toEqual(parse(policy));
  });
  test('the grace becomes milliseconds', () => {
    expect(parse(policy)[0]?.graceMs).toBe(600_000);
  });
  test('a policy that does not say otherwise is a dry run', () => {
    const { dryRun: _, ...silent } = policy;
    expect(parse(silent)[0]?.dryRun).toBe(true);
  });
  test('an optional selector that Terraform wrote as null is not given', () => {
    expect(parse({ ...policy, match: { ...policy.match, directoryIds: null, bundleIds: null } })).toEqual(
      parse(policy),
    );
  });
  test('an empty list manages nothing', () => {
    expect(parsePolicies('[]')).toEqual([]);
  });
  test.each([
    ['no selector', { ...policy, match: {} }, /policies\[0\]\.match names no selector/],
    [
      'only empty selectors',
      { ...policy, match: { directoryIds: [] } },
      /policies\[0\]\.match\.directoryIds is empty/,
    ],
    ['empty tags', { ...policy, match: { tags: {} } }, /policies\[0\]\.match\.tags is empty/],
    [
      'a misspelt selector',
      { ...policy, match: { ...policy.match, directoryId: ['d-90670a1b2c'] } },
      /directoryId/,
    ],
    ['no strategy', { ...policy, strategy: undefined }, /policies\[0\]\.strategy/],
    ['an unknown strategy', { ...policy, strategy: 'restore' }, /policies\[0\]\.strategy/],
    ['a grace of nothing', { ...policy, graceSeconds: 0 }, /policies\[0\]\.graceSeconds/],
    ['a grace above a day', { ...policy, graceSeconds: 86_401 }, /policies\[0\]\.graceSeconds/],
  ])('%s is refused, and the place is named', (_, wrong, message) => {
    expect(() => parse(wrong)).toThrow(message);
  });
  test('all faults are told at once', () => {
    expect(() => parse({ ...policy, strategy: 'x' }, { ...policy, graceSeconds: 0 })).toThrow(
      /policies\[0\]\.strategy.*policies\[1\]\.graceSeconds/,
    );
  });
  test('a name is used once', () => {
    expect(() => parse(policy, policy)).toThrow(/policies\[1\]\.name "kiosks" is used twice/);
  });
  test.each([
    ['cut off', packed([policy]).slice(0, 40)],
    ['not packed', 'bm90IHppcHBlZA=='],
    ['nothing', ''],
    ['a bomb', gzipSync(Buffer.alloc(2_000_000, 32)).toString('base64')],
  ])('text that is %s is unreadable', (_, text) => {
    expect(() => parsePolicies(text)).toThrow(PoliciesUnreadable);
  });
});

describe('matching', () => {
  const tagged = { ...desktop, tags: { Cleandesk: 'rebuild' } };
  test('a desktop that no policy matches is not ours', () => {
    expect(firstMatch(parse(policy), desktop)).toBeUndefined();
  });
  test('a tag value is compared exactly', () => {
    expect(firstMatch(parse(policy), { ...desktop, tags: { Cleandesk: 'Rebuild' } })).toBeUndefined();
  });
  test('a tag key that every object has by birth is not a tag', () => {
    expect(
      firstMatch(parse({ ...policy, match: { tags: { constructor: ['x'] } } }), desktop),
    ).toBeUndefined();
  });
  test('the first match wins', () => {
    const all = { ...policy, name: 'all of the directory', match: { directoryIds: [desktop.directoryId] } };
    expect(firstMatch(parse(policy, all), tagged)?.name).toBe('kiosks');
    expect(firstMatch(parse(all, policy), tagged)?.name).toBe('all of the directory');
  });
  test.each(['[UNDEFINED]', '[undefined]'])('a user-decoupled desktop (%s) is never ours', (userName) => {
    expect(firstMatch(parse(policy), { ...tagged, userName })).toBeUndefined();
  });
});
