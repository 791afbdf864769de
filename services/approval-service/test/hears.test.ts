import { readdirSync, readFileSync } from 'node:fs';
import { UnreadableEvent } from '@cleandesk/bus';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { hears } from '../src/hears.ts';
import { stepOf } from '../src/step-of.ts';

const envelope = z.looseObject({ detail: z.looseObject({}) });
const samples = new URL('../../../packages/contracts/samples/', import.meta.url);
const sample = (name: string) =>
  envelope.parse(JSON.parse(readFileSync(new URL(`${name}.json`, samples), 'utf8')));
const heard = (name: string, more: Record<string, unknown> = {}) => {
  const { detail, ...rest } = sample(name);
  return hears.hear.read({ ...rest, detail: { ...detail, ...more } });
};

test('the receipt of a reset that was asked for is its outcome, and all of it is in the timeline', () => {
  const cause = { kind: 'request', requestId: 'r-1', requestedBy: 'ada' };
  const { outcome, note } = heard('ResetCompleted.v1/rebuild', { cause });
  expect(outcome).toEqual({ type: 'Reset', requestId: 'r-1' });
  expect(note).toMatchObject({ what: 'ResetCompleted', facts: { strategy: 'rebuild', cause: 'request' } });
});

test('the receipt of a leaving is in the timeline, and nobody asked for it', () => {
  const { outcome, note, about } = heard('ResetCompleted.v1/rebuild');
  expect(outcome).toBeUndefined();
  expect(note?.facts).toMatchObject({
    cause: 'absence',
    snapshotAt: expect.stringMatching(/^2026-08-01T03:00:00/),
  });
  expect(about?.userName).toBe('ada.berg');
});

test('a seat that is live has what was asked for, and no other state has', () => {
  expect(heard('SeatChanged.v1/away').outcome).toBeUndefined();
  expect(heard('SeatChanged.v1/away', { status: 'live' })).toMatchObject({
    news: { type: 'SeatChanged', status: 'live' },
    outcome: { type: 'Ready' },
  });
});

test('what a reset keeps is told with the seat, and an older event says nothing of it', () => {
  expect(heard('SeatChanged.v1/live-and-what-a-reset-keeps').news).toMatchObject({
    resetKeeps: 'userVolume',
  });
  expect(heard('SeatChanged.v1/away').news).not.toHaveProperty('resetKeeps');
});

test('in a dry run what was asked for is refused, in words, and a leaving is only noted', () => {
  const cause = { kind: 'request', requestId: 'r-1', requestedBy: 'ada' };
  const [first = ''] = readdirSync(new URL('WouldReset.v1', samples));
  const name = `WouldReset.v1/${first.replace('.json', '')}`;
  expect(heard(name, { cause }).outcome).toMatchObject({ type: 'Refused', requestId: 'r-1' });
  expect(heard(name).outcome).toBeUndefined();
});

test('of a reset that failed its id says who asked', () => {
  const failed = { resetId: 'request:r-1' };
  const name = 'ResetFailed.v1/error';
  expect(heard(name, failed).outcome).toMatchObject({ type: 'ResetFailed', requestId: 'r-1' });
  expect(heard(name).outcome).toBeUndefined();
});

test('what the portal says itself is not heard, but for holds, which the bus brings back', () => {
  expect(() => heard('SeatWanted.v1/by-two-groups')).toThrow(UnreadableEvent);
  expect(heard('HoldPlaced.v1/incident').news?.type).toBe('HoldPlaced');
  expect(heard('PortalWorkCameDue.v1/due')).toMatchObject({ due: true });
});

test('a step that nobody knows, or that carries more than it should, is no step', () => {
  const step = { step: 'ask', requestId: 'r', token: 't' };
  expect(stepOf(step)).toEqual(step);
  expect(() => stepOf({ ...step, step: 'decide' })).toThrow(/step/);
  expect(() => stepOf({ ...step, reason: 'x' })).toThrow(/reason/);
});
