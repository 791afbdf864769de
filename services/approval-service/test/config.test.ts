import { expect, test } from 'vitest';
import { BadEnvironment, readConfig, settings } from '../src/config.ts';
import { wireSettings } from './settings.ts';

const common = {
  EVENT_BUS_NAME: 'cleandesk',
  PORTAL_TABLE: 'cleandesk-portal',
  SETTINGS_KEY: 'CONFIG#1',
  STATE_MACHINE_ARN: 'arn:aws:states:eu-central-1:123456789012:stateMachine:requests',
  PORTAL_URL: 'https://portal.example.com/',
};
const MAIL = '{"from":"Desktops <desk@example.com>"}';

test('what Terraform sets is read in our words, and each function reads what it needs', () => {
  const expected = {
    busName: 'cleandesk',
    table: 'cleandesk-portal',
    settingsKey: 'CONFIG#1',
    stateMachineArn: common.STATE_MACHINE_ARN,
    portalUrl: 'https://portal.example.com',
  };
  expect(readConfig('api', common)).toEqual(expected);
  const mail = { from: 'Desktops <desk@example.com>' };
  expect(readConfig('steps', { ...common, MAIL })).toEqual({ ...expected, mail });
  const deadLetterQueueUrl = 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead';
  const hear = { ...common, MAIL, DEAD_LETTER_QUEUE_URL: deadLetterQueueUrl };
  expect(readConfig('hear', hear)).toEqual({ ...expected, mail, deadLetterQueueUrl });
});

test('every fault is told at once, and no address with it', () => {
  const wrong = {
    ...common,
    STATE_MACHINE_ARN: 'requests',
    PORTAL_URL: 'portal',
    MAIL: '{"to":"a@example.com"}',
  };
  expect(() => readConfig('hear', wrong)).toThrow(BadEnvironment);
  expect(() => readConfig('hear', wrong)).toThrow(
    /STATE_MACHINE_ARN is not .*; PORTAL_URL is not .*; MAIL is not .*; DEAD_LETTER_QUEUE_URL is missing/,
  );
  expect(() => readConfig('hear', wrong)).not.toThrow(/@/);
});

test.each([
  [
    'an offer whose name fits no address of the API',
    { offers: [{ ...wireSettings().offers[0], id: 'Standard!' }] },
  ],
  [
    'half a processor',
    { offers: [{ ...wireSettings().offers[0], size: { vcpu: 0.5, memoryGib: 1, storageGib: 1 } }] },
  ],
  ['a rule for what there is not', { rules: [{ kind: 'coffee', needed: 1, by: 'manager' }] }],
  ['an unknown setting', { more: true }],
  ['no limit', { limits: { requestsPerDay: 0, callsPerMinute: 1 } }],
])('%s is refused', (_what, more) => {
  expect(settings.safeParse(wireSettings()).success).toBe(true);
  expect(settings.safeParse(wireSettings(more)).success).toBe(false);
});
