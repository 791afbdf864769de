import { readFileSync } from 'node:fs';
import { UnreadableEvent } from '@cleandesk/bus';
import { expect, test } from 'vitest';
import { storyOf } from '../src/domain/happening.ts';
import { hears } from '../src/hears.ts';

const sample = (name: string): unknown =>
  JSON.parse(
    readFileSync(new URL(`../../../packages/contracts/samples/${name}.json`, import.meta.url), 'utf8'),
  );

test('a grace that began says until when to come back', () => {
  expect(hears.tell.read(sample('GraceStarted.v1/what-it-may-do'))).toEqual({
    type: 'GraceStarted',
    seat: { directoryId: 'd-90670a1b2c', userName: 'ada.berg' },
    workspaceId: 'ws-8kqzr4w2m',
    computerName: 'WSAMZN-1',
    cause: 'ws-8kqzr4w2m@2026-08-01T10:00:00.000Z',
    policy: 'call-centre',
    strategy: 'rebuild',
    at: Date.parse('2026-08-01T10:08:00Z'),
    endsAt: Date.parse('2026-08-01T10:10:00Z'),
  });
});

test('one of an older version does not say what the reset will do', () => {
  const older = hears.tell.read(sample('GraceStarted.v1/left'));
  expect(older).not.toHaveProperty('strategy');
  expect(older).not.toHaveProperty('computerName');
});

test('a receipt says when the new desktop was ready, and of when its snapshot is', () => {
  expect(hears.tell.read(sample('ResetCompleted.v1/rebuild'))).toMatchObject({
    type: 'ResetCompleted',
    computerName: 'WSAMZN-1',
    at: Date.parse('2026-08-01T10:52:31Z'),
    snapshotAt: Date.parse('2026-08-01T03:00:00Z'),
  });
});

test('all that is said of one leaving is one story', () => {
  const stories = [
    'GraceStarted.v1/left',
    'ResetStarted.v1/rebuild',
    'ResetCompleted.v1/rebuild',
    'ResetCancelled.v1/user-returned',
  ].map((name) => storyOf(hears.tell.read(sample(name))));
  expect(new Set(stories).size).toBe(1);
});

test('what would only have been done is not heard', () => {
  expect(() => hears.tell.read(sample('WouldReset.v1/dry-run'))).toThrow(UnreadableEvent);
});
