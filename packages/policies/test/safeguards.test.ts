import { describe, expect, test } from 'vitest';
import { parsePolicies, policyDefaults } from '../src/index.ts';

const policy = {
  name: 'kiosks',
  match: { tags: { Pool: ['kiosk'] } },
  strategy: 'rebuild',
  graceSeconds: 600,
};
const parse = (more: object) => {
  const [parsed] = parsePolicies(JSON.stringify([{ ...policy, ...more }]));
  if (parsed === undefined) throw new Error('one policy goes in, one comes out');
  return parsed;
};
const day = 86_400_000;
const night = { days: ['mon'], from: '20:00', to: '06:00', timeZone: 'Europe/Berlin' };

describe('what nobody wrote down', () => {
  const silent = parse({});
  test('an outage is looked for, and rebuilds that end badly, and a seat is not recreated more than 31 times a month', () => {
    expect(silent).toMatchObject({
      outage: { least: 20, share: 0.3, withinMs: 600_000, returnMs: 3_600_000, hours: [] },
      failures: { least: 2, share: 0.002, withinMs: 3_600_000 },
      maxRecreatesPerMonth: 31,
    });
    expect(silent).toMatchObject(policyDefaults);
  });
  test.each(['budget', 'resetWindow', 'dataLoss', 'maxSessionMs', 'neverLoggedIn', 'unused'])(
    '%s is off',
    (field) => {
      expect(silent).not.toHaveProperty(field);
    },
  );
  test('null, as Terraform writes it, is the same as nothing', () => {
    const fields = [
      'dryRun',
      'budget',
      'outage',
      'failures',
      'maxRecreatesPerMonth',
      'resetWindow',
      'dataLoss',
    ];
    const nothing = [...fields, 'maxSessionSeconds', 'neverLoggedIn', 'unused'].map((field) => [field, null]);
    expect(parse(Object.fromEntries(nothing))).toEqual(silent);
  });
});

describe('what was written down', () => {
  test('a budget of so many an hour', () => {
    expect(parse({ budget: { resets: 10 } }).budget).toEqual({ count: 10, windowMs: 3_600_000 });
  });
  test('a budget as a share, in a window of its own', () => {
    const budget = { resets: null, share: 0.1, windowSeconds: 86_400 };
    expect(parse({ budget }).budget).toEqual({ share: 0.1, windowMs: day });
  });
  test('an outage keeps the defaults of what it does not name', () => {
    expect(parse({ outage: { least: 50 } }).outage).toEqual({ ...policyDefaults.outage, least: 50 });
    expect(parse({ outage: { share: 0, withinSeconds: 60, returnSeconds: 0 } }).outage).toEqual({
      least: 20,
      share: 0,
      withinMs: 60_000,
      returnMs: 0,
      hours: [],
    });
  });
  test('failures keep the defaults of what they do not name', () => {
    expect(parse({ failures: { least: 5 } }).failures).toEqual({ ...policyDefaults.failures, least: 5 });
    expect(parse({ failures: { share: 0, withinSeconds: 60 } }).failures).toEqual({
      least: 2,
      share: 0,
      withinMs: 60_000,
    });
  });
  test('hours of an outage say what differs', () => {
    const hours = [{ ...night, least: null, share: 0.9 }];
    expect(parse({ outage: { hours } }).outage.hours).toEqual([
      { days: ['mon'], from: 1200, to: 360, timeZone: 'Europe/Berlin', share: 0.9 },
    ]);
  });
  test('recreates of a seat are unlimited only where somebody says so', () => {
    expect(parse({ maxRecreatesPerMonth: 'unlimited' })).not.toHaveProperty('maxRecreatesPerMonth');
    expect(parse({ maxRecreatesPerMonth: 4 }).maxRecreatesPerMonth).toBe(4);
  });
  test('one span is a list of one', () => {
    const resetWindow = { ...night, readyBy: '07:30' };
    expect(parse({ resetWindow })).toEqual(parse({ resetWindow: [resetWindow] }));
    expect(parse({ resetWindow }).resetWindow).toEqual([
      { days: ['mon'], from: 1200, to: 360, timeZone: 'Europe/Berlin', readyBy: 450 },
    ]);
  });
  test('days are listed once, Monday first', () => {
    const days = ['sun', 'mon', 'sun'];
    expect(parse({ resetWindow: { ...night, days } }).resetWindow?.[0]?.days).toEqual(['mon', 'sun']);
  });
  test('times become milliseconds', () => {
    expect(
      parse({
        dataLoss: { maxSeconds: 14_400, action: 'wait' },
        maxSessionSeconds: 43_200,
        neverLoggedIn: { afterDays: 30, action: 'remove' },
        unused: { afterDays: 7, action: 'reset' },
      }),
    ).toMatchObject({
      dataLoss: { maxMs: 14_400_000, action: 'wait' },
      maxSessionMs: 43_200_000,
      neverLoggedIn: { afterMs: 30 * day, action: 'remove' },
      unused: { afterMs: 7 * day, action: 'reset' },
    });
  });
});

describe('what is refused, with the place and the reason', () => {
  test.each<[string, object, RegExp]>([
    ['a budget of nothing', { budget: {} }, /policies\[0\]\.budget takes either resets or share/],
    ['a budget twice', { budget: { resets: 1, share: 0.1 } }, /budget takes either resets or share/],
    ['no reset at all', { budget: { resets: 0 } }, /budget\.resets/],
    ['half a reset', { budget: { resets: 1.5 } }, /budget\.resets/],
    ['a share of nothing', { budget: { share: 0 } }, /budget\.share/],
    ['a share in percent', { budget: { share: 10 } }, /budget\.share/],
    ['a window under a minute', { budget: { resets: 1, windowSeconds: 59 } }, /budget\.windowSeconds/],
    ['a window above a week', { budget: { resets: 1, windowSeconds: 604_801 } }, /budget\.windowSeconds/],
    ['an outage switched off', { outage: false }, /policies\[0\]\.outage/],
    ['an outage of nobody', { outage: { least: 0 } }, /outage\.least/],
    ['a negative share', { outage: { share: -0.1 } }, /outage\.share/],
    ['seconds that are few', { outage: { withinSeconds: 10 } }, /outage\.withinSeconds/],
    ['failures of nobody', { failures: { least: 0 } }, /failures\.least/],
    ['failures in percent', { failures: { share: 2 } }, /failures\.share/],
    ['failures of a day', { failures: { withinSeconds: 86_400 } }, /failures\.withinSeconds/],
    ['a return after days', { outage: { returnSeconds: 86_401 } }, /outage\.returnSeconds/],
    [
      'hours that say nothing',
      { outage: { hours: [night] } },
      /outage\.hours\.0 names neither least nor share/,
    ],
    ['no recreate at all', { maxRecreatesPerMonth: 0 }, /maxRecreatesPerMonth Too small/],
    ['another word', { maxRecreatesPerMonth: 'never' }, /neither 1 to 1000 nor "unlimited"/],
    ['an empty window', { resetWindow: [] }, /resetWindow is empty: nothing would ever be reset/],
    ['eight spans', { resetWindow: Array.from({ length: 8 }, () => night) }, /policies\[0\]\.resetWindow /],
    ['no day', { resetWindow: { ...night, days: [] } }, /resetWindow\.0\.days is empty/],
    ['a day in full', { resetWindow: { ...night, days: ['monday'] } }, /resetWindow\.0\.days\.0/],
    [
      'midnight as 24:00',
      { resetWindow: { ...night, to: '24:00' } },
      /resetWindow\.0\.to is not a time of day/,
    ],
    [
      'an hour of one digit',
      { resetWindow: { ...night, from: '8:00' } },
      /resetWindow\.0\.from is not a time/,
    ],
    [
      'a place that is none',
      { resetWindow: { ...night, timeZone: 'Europe/Berln' } },
      /timeZone is not a time zone/,
    ],
    ['an offset', { resetWindow: { ...night, timeZone: '+02:00' } }, /timeZone is not a time zone/],
    ['no place', { resetWindow: { ...night, timeZone: undefined } }, /resetWindow\.0\.timeZone/],
    ['a slip', { resetWindow: { ...night, readyby: '07:30' } }, /readyby/],
    [
      'data loss of a recreate',
      { strategy: 'recreate', dataLoss: { maxSeconds: 60, action: 'wait' } },
      /policies\[0\]\.dataLoss bounds what a rebuild loses: a recreate keeps nothing/,
    ],
    ['data loss without an action', { dataLoss: { maxSeconds: 60 } }, /dataLoss\.action/],
    [
      'data loss in milliseconds',
      { dataLoss: { maxSeconds: 43_200_000, action: 'wait' } },
      /dataLoss\.maxSeconds/,
    ],
    ['a session of minutes', { maxSessionSeconds: 600 }, /maxSessionSeconds/],
    ['a session in milliseconds', { maxSessionSeconds: 43_200_000 }, /maxSessionSeconds/],
    ['removal at once', { unused: { afterDays: 0, action: 'remove' } }, /unused\.afterDays/],
    ['an unknown end', { neverLoggedIn: { afterDays: 1, action: 'stop' } }, /neverLoggedIn\.action/],
  ])('%s', (_, wrong, message) => {
    expect(() => parse(wrong)).toThrow(message);
  });
});
