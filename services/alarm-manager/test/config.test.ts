import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readConfig, readWalkingConfig } from '../src/config.ts';
import { byTag } from './fakes/world.ts';

const given = {
  ACCOUNT_ID: '123456789012',
  PARTITION: 'aws',
  EVENT_BUS_NAME: 'cleandesk',
  DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead',
  POLICIES: gzipSync(JSON.stringify([byTag])).toString('base64'),
  ALARM_PERIOD_SECONDS: '300',
  PACE_TABLE: 'cleandesk-workspaces-pace',
  WORKSPACES_CALLS_PER_SECOND: '2',
  WORKSPACES_CALLS_AT_ONCE: '5',
  PACE_OWN_SHARE: '0.125',
  PACE_PATIENCE_SECONDS: '30',
  DETECTOR: 'per-desktop',
};
const packed = (value: unknown) => gzipSync(JSON.stringify(value)).toString('base64');
const FLEET = packed({ deployment: 'cleandesk', most: 90, shards: [] });

test('what Terraform sets is read in our words', () => {
  expect(
    readConfig({
      ...given,
      ALARM_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:people',
      ALARM_TAGS: '{"Team":"desk"}',
    }),
  ).toMatchObject({
    accountId: '123456789012',
    rules: {
      periodSeconds: 300,
      topicArn: 'arn:aws:sns:eu-central-1:123456789012:people',
      tags: { Team: 'desk' },
    },
    policies: [{ name: 'tagged', graceMs: 600_000 }],
    pace: {
      table: 'cleandesk-workspaces-pace',
      perSecond: 2,
      burst: 5,
      ownShare: 0.125,
      patienceMs: 30_000,
    },
  });
});

test('what may be left out is left out', () => {
  expect(readConfig(given).rules).toEqual({ periodSeconds: 300, tags: {} });
});

test('who walks over the fleet has to know where walks are kept, and nobody else', () => {
  expect(readWalkingConfig({ ...given, WALKS_TABLE: 'cleandesk-walks', FLEET })).toEqual({
    ...readConfig(given),
    walksTable: 'cleandesk-walks',
    deployment: 'cleandesk',
    sharding: { shards: [], most: 90 },
  });
  expect(() => readWalkingConfig({ ...given, FLEET })).toThrow('WALKS_TABLE is missing');
});

test('shards are read, and refused with what is wrong with them', () => {
  const read = (fleet: unknown) =>
    readWalkingConfig({ ...given, DETECTOR: 'fleet', WALKS_TABLE: 'walks', FLEET: packed(fleet) });
  const shards = [{ name: 'floor-1', tags: { Floor: '1' } }];
  expect(read({ deployment: 'desk', most: 200, shards })).toMatchObject({
    detector: 'fleet',
    sharding: { shards, most: 200 },
  });
  const refused = (more: object) => () => read({ deployment: 'desk', most: 90, shards, ...more });
  expect(refused({ most: 501 })).toThrow(/FLEET .*most/s);
  expect(refused({ shards: [...shards, ...shards] })).toThrow(/FLEET .*name twice/s);
  expect(refused({ shards: [{ name: 'Floor 1', tags: {} }] })).toThrow(/FLEET .*name/s);
  const long = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`Key${n}`, 'x'.repeat(250)]));
  expect(refused({ shards: [{ name: 'long', tags: long }] })).toThrow(/FLEET .*more than a query holds/s);
  expect(() => readWalkingConfig({ ...given, WALKS_TABLE: 'walks', FLEET: 'x' })).toThrow(/FLEET .*gzip/);
  expect(() => readConfig({ ...given, DETECTOR: 'other' })).toThrow('DETECTOR');
});

test('every fault is told at once', () => {
  const wrong = {
    ...given,
    ACCOUNT_ID: undefined,
    ALARM_PERIOD_SECONDS: '7',
    ALARM_TAGS: '[',
    POLICIES: '[{}]',
    WORKSPACES_CALLS_PER_SECOND: '0',
  };
  expect(() => readConfig(wrong)).toThrow(
    /ACCOUNT_ID is missing; POLICIES .*policies\[0\].*; ALARM_PERIOD_SECONDS .*10 s; ALARM_TAGS .*; WORKSPACES_CALLS_PER_SECOND is not above 0/,
  );
});
