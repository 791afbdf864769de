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
};

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
  expect(readWalkingConfig({ ...given, WALKS_TABLE: 'cleandesk-walks' })).toEqual({
    ...readConfig(given),
    walksTable: 'cleandesk-walks',
  });
  expect(() => readWalkingConfig(given)).toThrow('WALKS_TABLE is missing');
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
