import { requestKind, requestState, resetKeeps, type Seat, seatStatus } from '@cleandesk/portal-api';
import { describe, expect, test } from 'vitest';
import { seedRequests } from '../../dev/seed-requests.ts';
import { saysOf } from '../../src/pages/desktops/words.ts';
import { sayEvent } from '../../src/words/events.ts';
import { factName, factValue } from '../../src/words/facts.ts';
import { sayRequest } from '../../src/words/requests.ts';
import { sayDesktop, statuses, waitingText } from '../../src/words/seats.ts';

const now = Date.parse('2027-03-09T13:20:00Z');
const seat = (more: Partial<Seat>): Seat => ({ seatId: 'x'.repeat(22), status: 'live', allows: [], ...more });

describe('What a user reads of their desktop', () => {
  test('Every state has a word, a sentence and a sign of its own tone', () => {
    for (const status of seatStatus.options) {
      const { title, text, icon } = sayDesktop(seat({ status }), now);
      expect([title, text, icon].every((part) => part.length > 1)).toBe(true);
    }
    expect([...statuses].sort()).toEqual([...seatStatus.options].sort());
  });
  test('Who has left reads how long there is to come back', () => {
    const away = (resetDueAt?: string) =>
      sayDesktop(seat({ status: 'away', ...(resetDueAt !== undefined && { resetDueAt }) }), now).text;
    expect(away('2027-03-09T13:28:00Z')).toBe(
      'It is reset in 8 minutes unless you connect again before that.',
    );
    expect(away('2027-03-09T13:19:00Z')).toMatch(/about to be reset/);
    expect(away()).toBe('It is reset unless you come back.');
  });
  test('Before a reset everybody reads what it keeps, and whoever can’t know takes it that all is lost', () => {
    const read = (more: Partial<Seat>) => saysOf('reset', seat(more)).join(' ');
    expect(read({ resetKeeps: 'userVolume' })).toMatch(/own drive comes back as its last snapshot/);
    expect(read({ resetKeeps: 'userVolumeIfRecent' })).toMatch(/If it is too old, you get a new desktop/);
    expect(read({ resetKeeps: 'nothing' })).toMatch(/nothing of this one is kept/);
    expect(read({ resetKeeps: 'everything' })).not.toMatch(/cut off|undone/);
    expect(read({})).toMatch(/take it that all is lost/);
    for (const keeps of resetKeeps.options.filter((one) => one !== 'everything'))
      expect(read({ resetKeeps: keeps })).toMatch(/^You are cut off at once.*can’t be undone\.$/);
  });
  test('Why a reset waits is said for each reason, and for one that is not known yet', () => {
    const reasons = ['window', 'outage', 'failures', 'budget', 'breaker', 'first'];
    expect(new Set(reasons.map(waitingText)).size).toBe(reasons.length);
    expect(waitingText('something new')).toBe('The reset waits.');
  });
});

test('Every state of a request has a word and a sentence', () => {
  const [request] = seedRequests(now);
  if (!request) throw new Error('there is no request to say');
  for (const state of requestState.options)
    for (const kind of requestKind.options) {
      const { title, text } = sayRequest(
        { ...request, state, kind, mayDecide: false, mayWithdraw: false },
        true,
      );
      expect(title.length > 1 && text.length > 1).toBe(true);
    }
});

test('An event that a later version says is shown by its own name', () => {
  expect(sayEvent({ what: 'ResetCompleted' }).title).toBe('Clean and ready');
  expect(sayEvent({ what: 'DesktopPolishedTwice' }).title).toBe('Desktop polished twice');
});

test('Facts are named in words, moments are told in the reader’s way, and what people wrote stays as it is', () => {
  expect([factName('snapshotAt'), factName('oldComputerName')]).toEqual([
    'Snapshot of the user volume',
    'Old computer name',
  ]);
  expect(factValue('until', '2027-03-09T13:20:00.000Z')).toEqual({ at: '2027-03-09T13:20:00.000Z' });
  expect(factValue('because', 'userReturned')).toEqual({ text: 'the user came back' });
  expect(factValue('reason', 'userReturned')).toEqual({ text: 'userReturned' });
});
