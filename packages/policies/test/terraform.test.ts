import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parsePolicies, policyDefaults } from '../src/index.ts';

const read = (path: string) => readFileSync(new URL(`../../../terraform/${path}`, import.meta.url), 'utf8');

// terraform/tests/policies.tftest.hcl says that this is what it makes of an owner's words.
test('what Terraform writes is read whole', () => {
  const [full, withoutBound, short] = parsePolicies(read('tests/fixtures/policies.json'));
  const place = { timeZone: 'Europe/Berlin' };
  const day = 86_400_000;
  expect(full).toEqual({
    name: 'in full',
    match: { directoryIds: ['d-926722a1b3'], tags: { Pool: ['kiosk'] } },
    strategy: 'rebuild',
    graceMs: 1_800_000,
    dryRun: false,
    outage: {
      least: 10,
      share: 0.25,
      withinMs: 300_000,
      returnMs: 7_200_000,
      hours: [
        { ...place, days: ['mon', 'tue'], from: 1050, to: 1110, share: 1 },
        { ...place, days: ['fri'], from: 900, to: 1020, least: 500 },
      ],
    },
    failures: { least: 5, share: 0.01, withinMs: 7_200_000 },
    maxRecreatesPerMonth: 4,
    budget: { share: 0.1, windowMs: 7_200_000 },
    resetWindow: [
      { ...place, days: ['mon', 'tue'], from: 1200, to: 360, readyBy: 450 },
      { timeZone: 'UTC', days: ['sat'], from: 0, to: 0 },
    ],
    dataLoss: { maxMs: 14_400_000, action: 'wait' },
    maxSessionMs: 43_200_000,
    neverLoggedIn: { afterMs: 30 * day, action: 'remove' },
    unused: { afterMs: 7 * day, action: 'reset' },
    version: full?.version,
  });
  expect(withoutBound).toMatchObject({
    budget: { count: 5, windowMs: 3_600_000 },
    outage: { least: 1_000_000 },
  });
  expect(withoutBound).not.toHaveProperty('maxRecreatesPerMonth');
  expect(short).toMatchObject(policyDefaults);
});

test('every time zone that Terraform takes is one whose rules the functions know', () => {
  const resetWindow = read('time-zones.txt')
    .trim()
    .split('\n')
    .map((timeZone) => ({ days: ['mon'], from: '20:00', to: '06:00', timeZone }));
  const policy = { match: { tags: { Pool: ['kiosk'] } }, strategy: 'rebuild', graceSeconds: 600 };
  const policies = resetWindow.map((span, index) => ({ ...policy, name: `${index}`, resetWindow: span }));
  expect(policies.length).toBeGreaterThan(400);
  expect(parsePolicies(JSON.stringify(policies))).toHaveLength(policies.length);
});
