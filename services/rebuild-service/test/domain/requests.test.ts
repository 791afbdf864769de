import { describe, expect, it } from 'vitest';
import { permit } from '../../src/domain/permit.ts';
import type { Phase, Seat } from '../../src/domain/seat.ts';
import type { Signal } from '../../src/domain/signals.ts';
import {
  at,
  away,
  clearing,
  context,
  live,
  look,
  missing,
  noon,
  provisioning,
  rebuilding,
  recreating,
  removing,
  said,
  seatThatIs,
  spec,
  successor,
  terminating,
  when,
  workspaceId,
} from './given.ts';

const ask = (over: object = {}): Signal => ({
  type: 'ResetAsked',
  requestId: 'r-1',
  requestedBy: 'ada.berg',
  at: noon,
  ...over,
});
const askReboot: Signal = { type: 'RebootAsked', requestId: 'b-1', at: noon };
const refusal = (seat: Seat, signal: Signal, when_ = context()): unknown => {
  const refused = when(seat, signal, when_);
  return [refused.status, refused.says, said(refused, 'RequestRefused')];
};

describe('Whoever asks for a reset', () => {
  it('gets it without a grace, when they are not connected', () => {
    const asked = when(seatThatIs(live), ask());
    expect(asked).toMatchObject({ status: 'away', asks: ['Look'] });
    const later = context({ now: at(1) });
    const reset = when(asked.seat, { type: 'Looked', look: look({ at: at(1), checkedAt: at(0.5) }) }, later);
    expect(reset).toMatchObject({ status: 'rebuilding', says: ['ResetStarted'] });
    expect(said(reset, 'ResetStarted')).toMatchObject({
      cause: { kind: 'request', requestedBy: 'ada.berg' },
    });
  });

  it('gets it at once while their grace runs', () => {
    const asked = when(seatThatIs(away()), ask());
    expect(asked.seat.phase).toMatchObject({ leave: { cause: { kind: 'request' } } });
  });

  it('gets one answer, however often the request is delivered', () => {
    const asked = when(seatThatIs(live), ask()).seat;
    const done: Seat = { ...asked, phase: live, pending: [] };
    expect(when(done, ask()).seat).toEqual(done);
    expect(when(done, ask({ requestId: 'r-2' })).status).toBe('away');
  });

  it('is remembered for twenty requests', () => {
    let seat = seatThatIs(live);
    for (let n = 1; n <= 25; n += 1)
      seat = when(seat, { type: 'RebootAsked', requestId: `r-${n}`, at: noon }).seat;
    expect(seat.answered).toHaveLength(20);
    expect(seat.answered.at(-1)).toBe('r-25');
  });

  it('more than an hour ago has to ask again: a message that lay in a queue resets nobody', () => {
    const late = context({ now: at(60) + 1 });
    expect(refusal(seatThatIs(live), ask(), late)).toEqual([
      'live',
      ['RequestRefused'],
      expect.objectContaining({ reason: 'tooOld' }),
    ]);
    expect(when(seatThatIs(live), ask(), context({ now: at(60) })).status).toBe('away');
  });

  it.each<[string, Phase, string]>([
    ['is made for the first time', provisioning(), 'alreadyRunning'],
    ['is rebuilt', rebuilding(), 'alreadyRunning'],
    ['is terminated for a recreate', terminating(), 'alreadyRunning'],
    ['is made again', recreating(), 'alreadyRunning'],
    ['is replaced', clearing(), 'alreadyRunning'],
    ['is removed', removing(), 'noDesktop'],
    ['does not exist', { status: 'absent' }, 'noDesktop'],
  ])('is refused while the desktop %s', (_what, phase, reason) => {
    expect(refusal(seatThatIs(phase), ask())).toEqual([
      phase.status,
      ['RequestRefused'],
      expect.objectContaining({ requestId: 'r-1', reason }),
    ]);
  });

  it('for a seat that has failed tries again: with its desktop, or with what it was made of', () => {
    const broken = seatThatIs({ status: 'failed', reason: 'r', desktop: successor });
    expect(when(broken, ask())).toMatchObject({ status: 'away', asks: ['Look'] });
    const unmade = seatThatIs({ status: 'failed', reason: 'r', spec });
    expect(when(unmade, ask())).toMatchObject({ status: 'provisioning', calls: ['Create'] });
    const nothing = seatThatIs({ status: 'failed', reason: 'DesktopNotOurs' });
    expect(refusal(nothing, ask())).toMatchObject(['failed', ['RequestRefused'], { reason: 'noDesktop' }]);
  });
});

describe('Whoever asks for a reboot', () => {
  const asked = when(seatThatIs(live), askReboot);
  const [call] = asked.seat.pending.filter((action) => action.type === 'Reboot');
  const allowed = (what = look(), now = noon) =>
    call === undefined ? 'no call' : permit(asked.seat, call, what, context({ now }));

  it('gets it, also while they are away', () => {
    expect(asked).toMatchObject({ status: 'live', calls: ['Reboot'] });
    expect(when(seatThatIs(away()), askReboot)).toMatchObject({ status: 'away', calls: ['Reboot'] });
  });

  it('gets one, however often the request is delivered', () => {
    expect(when({ ...asked.seat, pending: [] }, askReboot).calls).toEqual([]);
  });

  it('is refused when there is nothing to reboot', () => {
    expect(refusal(seatThatIs(rebuilding()), askReboot)).toMatchObject([
      'rebuilding',
      ['RequestRefused'],
      { reason: 'noDesktop' },
    ]);
  });

  it.each(['AVAILABLE', 'UNHEALTHY', 'REBOOTING'])('gets it while the desktop is %s', (state) => {
    expect(allowed(look({ state }))).toBe('perform');
  });

  it.each([
    ['it is STOPPED', look({ state: 'STOPPED' })],
    ['no policy matches it', look({ policy: 'none' })],
    ['it is not there', missing],
  ])('does not get it when %s', (_why, what) => {
    expect(allowed(what)).toBe('notPermitted');
  });

  it('does not get it more than ten minutes later: it would only surprise them', () => {
    expect(allowed(look(), at(10))).toBe('perform');
    expect(allowed(look(), at(10) + 1)).toBe('notPermitted');
  });

  it('is told when it has begun, or why it has not', () => {
    const id = 'reboot:b-1';
    expect(when(asked.seat, { type: 'CallAccepted', id, at: noon }).says).toEqual(['RebootStarted']);
    const refused = when(asked.seat, {
      type: 'CallRefused',
      id,
      at: noon,
      code: 'Nope',
      message: 'x'.repeat(2000),
    });
    expect(refused.says).toEqual(['RequestRefused']);
    const why = (what = look()) =>
      said(when(asked.seat, { type: 'CallNotPermitted', id, look: what }), 'RequestRefused');
    expect(why()).toMatchObject({ explanation: expect.stringContaining('more than ten minutes old') });
    expect(why(missing)).toMatchObject({ explanation: 'No policy matches this desktop.' });
    expect(why(look({ state: 'STOPPED' }))).toMatchObject({
      explanation: expect.stringContaining('STOPPED'),
    });
  });

  it('and whose reboot may or may not have happened is not rebooted twice by two runs', () => {
    const uncertain = when(asked.seat, { type: 'CallUncertain', id: 'reboot:b-1', at: noon });
    expect(uncertain.seat.pending).toContain(call);
    expect(uncertain.seat.leaseUntil).toBe(at(2));
  });
});

it('A request is about the desktop that the seat has now', () => {
  expect(when(seatThatIs(live), ask()).seat.phase).toMatchObject({ desktop: { workspaceId } });
});
