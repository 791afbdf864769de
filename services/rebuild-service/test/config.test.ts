import { expect, test } from 'vitest';
import { BadEnvironment, readConfig } from '../src/config.ts';

const environment = {
  ACCOUNT_ID: '111122223333',
  PARTITION: 'aws-us-gov',
  EVENT_BUS_NAME: 'cleandesk',
  EVENT_BUS_ARN: 'arn:aws-us-gov:events:us-gov-west-1:111122223333:event-bus/cleandesk',
  DEAD_LETTER_QUEUE_URL: 'https://sqs.us-gov-west-1.amazonaws.com/111122223333/seats-dead-letters',
  POLICIES: '[{"name":"kiosks","match":{"tags":{"Pool":["kiosk"]}},"strategy":"rebuild","graceSeconds":600}]',
  SEATS_TABLE: 'seats',
  RECORDS_TABLE: 'records',
  KEEP_RECORDS_DAYS: '400',
  TIMER_GROUP: 'cleandesk',
  TIMER_ROLE_ARN: 'arn:aws-us-gov:iam::111122223333:role/timers',
  TIMER_DEAD_LETTER_ARN: 'arn:aws-us-gov:sqs:us-gov-west-1:111122223333:timers-dead-letters',
  SHORTEST_TIMER_SECONDS: '60',
  LEASE_SECONDS: '90',
  OBSERVE_EVERY_SECONDS: '30',
  REARM_SECONDS: '900',
  PACE_TABLE: 'pace',
  WORKSPACES_CALLS_PER_SECOND: '1.5',
  WORKSPACES_CALLS_AT_ONCE: '4',
  PACE_OWN_SHARE: '0.25',
};

test('the environment becomes words of ours, times in ms', () => {
  expect(readConfig(environment)).toMatchObject({
    region: 'us-gov-west-1',
    partition: 'aws-us-gov',
    bus: { name: 'cleandesk' },
    policies: [{ name: 'kiosks', graceMs: 600_000, dryRun: true }],
    settings: { observeEveryMs: 30_000, rearmMs: 900_000, shortestTimerMs: 60_000 },
    leaseMs: 90_000,
    pace: { table: 'pace', perSecond: 1.5, burst: 4, ownShare: 0.25 },
  });
});

test('every fault is named at once', () => {
  const { SEATS_TABLE: _table, ...rest } = environment;
  const wrong = { ...rest, LEASE_SECONDS: 'soon', POLICIES: '[{}]', WORKSPACES_CALLS_PER_SECOND: '0' };
  expect(() => readConfig(wrong)).toThrow(BadEnvironment);
  for (const fault of [
    /SEATS_TABLE is missing/,
    /LEASE_SECONDS is not a number of seconds/,
    /POLICIES .*policies\[0\]\.name/,
    /WORKSPACES_CALLS_PER_SECOND is not above 0/,
  ]) {
    expect(() => readConfig(wrong)).toThrow(fault);
  }
});

test('an empty variable is not one that is set', () => {
  expect(() => readConfig({ ...environment, SEATS_TABLE: '' })).toThrow('SEATS_TABLE is empty');
  expect(() => readConfig({ ...environment, REARM_SECONDS: '' })).toThrow('REARM_SECONDS');
});
