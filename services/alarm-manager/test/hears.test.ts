import { UnreadableEvent } from '@cleandesk/bus';
import { expect, test } from 'vitest';
import { arrivals } from '../src/adapters/sqs-arrivals.ts';
import type { Arrival } from '../src/app/hear.ts';
import { hears } from '../src/hears.ts';
import { idOf } from './fakes/world.ts';

const envelope = (source: string, detailType: string, detail: unknown) => ({
  id: 'e-1',
  source,
  'detail-type': detailType,
  time: '2026-08-01T10:08:00Z',
  detail,
});
const alarm = (value: string, alarmName = `WorkSpace_Disconnected_id_${idOf(1)}`) =>
  envelope('aws.cloudwatch', 'CloudWatch Alarm State Change', {
    alarmName,
    state: { value, timestamp: '2026-08-01T10:07:30.000+0000' },
  });

test('an alarm that rang says who left', () => {
  expect(hears.watch.read(alarm('ALARM'))).toMatchObject({
    type: 'Left',
    workspaceId: idOf(1),
    correlationId: 'e-1',
  });
});
test('an alarm that went back says nothing', () => {
  expect(hears.watch.read(alarm('OK'))).toEqual({ type: 'Nothing', correlationId: 'e-1' });
});
test('an alarm that names no desktop is unreadable', () => {
  expect(() => hears.watch.read(alarm('ALARM', 'WorkSpace_Disconnected_id_all'))).toThrow(UnreadableEvent);
});
test('a login is the time of the login, not of its event', () => {
  const detail = {
    actionType: 'successfulLogin',
    loginTime: '2026-08-01T10:07:45.000Z',
    directoryId: 'domain/d-9067000001',
    workspaceId: idOf(1),
  };
  expect(hears.watch.read(envelope('aws.workspaces', 'WorkSpaces Access', detail))).toEqual({
    type: 'LoggedIn',
    workspaceId: idOf(1),
    loginAt: Date.parse('2026-08-01T10:07:45Z'),
    correlationId: 'e-1',
  });
});
test('the recurring timers come with an empty detail', () => {
  const heard = (detailType: string) =>
    hears.reconcile.read(envelope('cleandesk.alarm-manager', detailType, {}));
  expect(heard('ReconcileCameDue.v1')).toMatchObject({ task: 'reconcile', cursor: undefined });
  expect(heard('ConnectionSweepCameDue.v1')).toMatchObject({ task: 'sweep', cursor: undefined });
});

test('one message that can not be read fails alone', async () => {
  const heard: Arrival[] = [];
  const door = arrivals(hears.watch, async (batch) => {
    heard.push(...batch);
    return new Map([['a', new Error('broken')]]);
  });
  const delivery = (messageId: string, body: unknown) => ({ messageId, body, sentAt: 0, receiveCount: 1 });
  const failed = await door([delivery('a', alarm('ALARM')), delivery('b', { id: 'x' })], {
    remainingMs: () => 1000,
  });
  expect(heard.map(({ messageId }) => messageId)).toEqual(['a']);
  expect(
    failed instanceof Map && [...failed].map(([id, error]) => [id, error instanceof UnreadableEvent]),
  ).toEqual([
    ['b', true],
    ['a', false],
  ]);
});
