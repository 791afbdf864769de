import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

const given = {
  DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead',
  NOTICES_TABLE: 'cleandesk-user-notices',
  LEASE_SECONDS: '61',
  NOTICES: '{"kiosks":["before","after"]}',
  TIME_ZONE: 'Europe/Berlin',
  LOCALE: 'de-DE',
};

test('what Terraform sets is read in our words', () => {
  expect(
    readConfig({
      ...given,
      MAIL: '{"from":"desk@example.com","addresses":{"d-9067000001":"{userName}@example.com"}}',
      TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:people',
      TEMPLATES_KEY: 'TEMPLATES#1',
    }),
  ).toEqual({
    deadLetterQueueUrl: given.DEAD_LETTER_QUEUE_URL,
    table: 'cleandesk-user-notices',
    leaseMs: 61_000,
    wanted: new Map([['kiosks', new Set(['before', 'after'])]]),
    readers: { timeZone: 'Europe/Berlin', locale: 'de-DE' },
    mail: {
      from: 'desk@example.com',
      patterns: new Map([['d-9067000001', '{userName}@example.com']]),
    },
    topic: { arn: 'arn:aws:sns:eu-west-1:123456789012:people', region: 'eu-west-1' },
    templatesKey: 'TEMPLATES#1',
  });
});

test('what may be left out is left out', () => {
  const config = readConfig(given);
  for (const field of ['mail', 'topic', 'templatesKey']) expect(config).not.toHaveProperty(field);
});

test('every fault is told at once, and no address with it', () => {
  const wrong = {
    ...given,
    NOTICES: '{"kiosks":["withdrawn"]}',
    MAIL: '{"from":"desk@example.com","addresses":{"d-9067000001":"boss@example.com"}}',
    TIME_ZONE: 'Europe/Berln',
    LOCALE: 'deutsch!',
    LEASE_SECONDS: undefined,
  };
  expect(() => readConfig(wrong)).toThrow(
    /LEASE_SECONDS is missing; NOTICES is not .*; MAIL is not .*; TIME_ZONE is not .*; LOCALE is not/,
  );
  expect(() => readConfig(wrong)).not.toThrow(/@/);
});
