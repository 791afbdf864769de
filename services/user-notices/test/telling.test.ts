import { describe, expect, test } from 'vitest';
import { InHand } from '../src/app/tell.ts';
import { NotTold, PerhapsTold } from '../src/ports.ts';
import { graceStarted, minute, noon, office, resetCancelled, resetCompleted, resetStarted } from './given.ts';

describe('A user is told', () => {
  test('that the desktop will be reset, that it is being reset, and that it is ready', async () => {
    const { hears, told } = office({ channels: ['mail'] });
    for (const happening of [graceStarted, resetStarted, resetCompleted]) await hears(happening);
    expect(told()).toEqual(['before mail', 'during mail', 'after mail']);
  });

  test('by mail, and the topic is told, too', async () => {
    const { hears, told } = office();
    await hears(graceStarted);
    expect(told()).toEqual(['before mail', 'before topic']);
  });

  test('only what the policy wants to be told', async () => {
    const { hears, told } = office({ wanted: ['after'], channels: ['mail'] });
    for (const happening of [graceStarted, resetStarted, resetCancelled, resetCompleted])
      await hears(happening);
    expect(told()).toEqual(['after mail']);
  });

  test('nothing, when the policy wants nothing to be told', async () => {
    const { hears, told } = office();
    await hears({ ...graceStarted, policy: 'another' });
    expect(told()).toEqual([]);
  });

  test('nothing by mail, when no addresses are known of the directory', async () => {
    const { hears, told } = office();
    await hears({ ...graceStarted, seat: { ...graceStarted.seat, directoryId: 'd-9067000002' } });
    expect(told()).toEqual(['before topic']);
  });

  test('once, however often the event comes', async () => {
    const { hears, told } = office({ channels: ['mail'] });
    await hears(graceStarted);
    await hears({ ...graceStarted, seat: { ...graceStarted.seat, userName: 'Ada.Berg' } });
    await hears({ ...graceStarted, at: noon + minute, endsAt: noon + 12 * minute });
    expect(told()).toEqual(['before mail']);
  });

  test('of each leaving', async () => {
    const { hears, told } = office({ channels: ['mail'] });
    await hears(graceStarted);
    await hears({ ...graceStarted, cause: 'ws-0000000a1@2026-08-03T11:59:00.000Z' });
    expect(told()).toEqual(['before mail', 'before mail']);
  });
});

describe('A reset that does not come', () => {
  test('is taken back where it was announced', async () => {
    const { hears, told } = office();
    await hears(graceStarted);
    await hears(resetCancelled);
    await hears(resetCancelled);
    expect(told()).toEqual(['before mail', 'before topic', 'withdrawn mail', 'withdrawn topic']);
  });

  test('is not spoken of where it was never announced', async () => {
    const { hears, told } = office({ wanted: ['after'] });
    await hears(graceStarted);
    await hears(resetCancelled);
    expect(told()).toEqual([]);
  });

  test('is taken back only by the way that announced it', async () => {
    const { hears, told, answers } = office();
    answers.mail.push({ refused: 'MessageRejected' });
    await hears(graceStarted);
    await hears(resetCancelled);
    expect(told()).toEqual(['before topic', 'withdrawn topic']);
  });

  test('is not announced by an event that comes after its end', async () => {
    const { hears, told } = office();
    await hears(resetCancelled);
    await hears(graceStarted);
    expect(told()).toEqual([]);
  });

  test('is not announced by a mail that was throttled before', async () => {
    const { hears, told, answers } = office({ channels: ['mail'] });
    answers.mail.push(new NotTold('SES did not take it: TooManyRequestsException'));
    await expect(hears(graceStarted)).rejects.toThrow(NotTold);
    await hears(resetCancelled);
    await hears(graceStarted);
    expect(told()).toEqual([]);
  });

  test('is taken back when it is clear whether its announcement went out', async () => {
    const { hears, told, meanwhile } = office({ channels: ['mail'] });
    meanwhile(() => expect(hears(resetCancelled)).rejects.toThrow(InHand));
    await hears(graceStarted);
    await hears(resetCancelled);
    expect(told()).toEqual(['before mail', 'withdrawn mail']);
  });
});

describe('What comes too late is not told', () => {
  test.each([
    ['a warning, when the grace is over', graceStarted, 10 * minute],
    ['that a reset is under way, an hour later', resetStarted, 71 * minute],
    ['that a desktop is ready, a day later', resetCompleted, (24 * 60 + 50) * minute],
    ['that a reset does not come, a day later', resetCancelled, (24 * 60 + 5) * minute],
  ])('%s', async (_what, happening, later) => {
    const { hears, told, clock, counts, lines } = office();
    if (happening === resetCancelled) await hears(graceStarted);
    const before = told();
    clock.at = noon + later;
    await hears(happening);
    expect(told()).toEqual(before);
    expect(counts.get('NoticeTooLate')).toBe(1);
    expect(lines).toEqual([
      { message: 'A notice came too late to be told', fields: expect.objectContaining({}) },
    ]);
    clock.at = noon + later - 1;
    await hears(happening);
    expect(told().length).toBeGreaterThan(before.length);
  });

  test('and a warning that comes when the desktop is ready is none', async () => {
    const { hears, told } = office({ channels: ['mail'] });
    await hears(resetCompleted);
    await hears(resetStarted);
    await hears(graceStarted);
    expect(told()).toEqual(['after mail']);
  });
});

describe('When a mail does not go out', () => {
  test('the event comes again, and the topic is not told twice', async () => {
    const { hears, told, answers } = office();
    answers.mail.push(new NotTold('SES did not take it: TooManyRequestsException'));
    await expect(hears(graceStarted)).rejects.toThrow(NotTold);
    expect(told()).toEqual(['before topic']);
    await hears(graceStarted);
    expect(told()).toEqual(['before topic', 'before mail']);
  });

  test('and nobody knows whether it did, it is sent again when no run can be sending it any more', async () => {
    const { hears, told, answers, clock } = office({ channels: ['mail'] });
    answers.mail.push(new PerhapsTold('Nobody knows whether SES took it: TimeoutError'));
    await expect(hears(graceStarted)).rejects.toThrow(PerhapsTold);
    await expect(hears(graceStarted)).rejects.toThrow(InHand);
    clock.at += minute + 1;
    await hears(graceStarted);
    expect(told()).toEqual(['before mail']);
  });

  test('since its address is refused, the log says so once, without a name, and nobody tries again', async () => {
    const { hears, told, answers, lines, counts } = office({ channels: ['mail'] });
    answers.mail.push({ refused: 'MessageRejected' });
    await hears(graceStarted);
    await hears(graceStarted);
    expect(told()).toEqual([]);
    expect(counts.get('NoticeRefused')).toBe(1);
    expect(lines).toEqual([
      {
        message: 'Somebody can not be told, and it is not tried again',
        fields: {
          workspaceId: 'ws-0000000a1',
          notice: 'before',
          channel: 'mail',
          because: 'MessageRejected',
        },
      },
    ]);
  });

  test('two runs that hear of it at once send one', async () => {
    const { hears, told } = office({ channels: ['mail'] });
    const both = await Promise.allSettled([hears(graceStarted), hears(graceStarted)]);
    expect(both.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    await hears(graceStarted);
    expect(told()).toEqual(['before mail']);
  });
});
