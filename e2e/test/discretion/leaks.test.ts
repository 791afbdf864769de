import { unfitForLogs, words } from '@cleandesk/testkit/secrets';
import { expect, test } from 'vitest';
import { type Log, leaksIn, mailAddressesIn } from '../../src/stack/all-logs.ts';

const logOf = (...lines: string[]): Log => ({ name: '/aws/lambda/seats', kind: 'function', lines });
const sought = [...unfitForLogs, ...words('planted word', ['canary-reason-1a2b'])];

test('a canary that a function logs is found, with the place and without the whole of it', () => {
  const slip = JSON.stringify({ level: 'INFO', message: 'A hold was placed', reason: 'canary-reason-1a2b' });
  expect(leaksIn([logOf('START', slip)], sought)).toEqual([
    '/aws/lambda/seats, line 2: planted word (canary-r…)',
  ]);
});

test('so is a mail address in the message of an error', () => {
  const slip = JSON.stringify({ level: 'ERROR', because: 'Email address is not verified: ada@example.com' });
  expect(leaksIn([logOf(slip)], sought)).toEqual(['/aws/lambda/seats, line 1: mail address (ada@exam…)']);
});

test('what a function logs all the time is let pass', () => {
  const lines = [
    'REPORT RequestId: 8f1c\tDuration: 12.3 ms\tBilled Duration: 13 ms\tMemory Size: 256 MB',
    '{"level":"INFO","message":"Alarms were made","service":"alarm-manager","alarms":4,"because":"created"}',
    '{"level":"ERROR","error":"ThrottlingException","because":"Rate exceeded","workspaceId":"ws-0abc12345"}',
    'aws_secretsmanager_secret.bind: Creation complete [id=arn:aws:secretsmanager:eu-central-1:000000000000:secret:cleandesk-bind-a1b2c3]',
  ];
  expect(leaksIn([logOf(...lines)], sought)).toEqual([]);
});

test('an event with a mail address is found, by who said it', () => {
  const said = (detail: Record<string, unknown>) => ({
    version: '0',
    id: '1',
    source: 'cleandesk.rebuild-service',
    'detail-type': 'GraceStarted.v1',
    account: '000000000000',
    time: '2026-01-01T00:00:00Z',
    region: 'eu-central-1',
    resources: [],
    detail,
    heardAt: 0,
  });
  expect(mailAddressesIn([said({ userName: 'ada.berg' }), said({ to: 'ada.berg@example.com' })])).toEqual([
    'cleandesk.rebuild-service, GraceStarted.v1: mail address (ada.berg…)',
  ]);
});
