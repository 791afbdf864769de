import { describe, expect, it } from 'vitest';
import { judge, type Verdict } from '../../src/domain/judge.ts';
import type { Leave, Seat } from '../../src/domain/seat.ts';
import type { Look } from '../../src/domain/signals.ts';
import {
  absence,
  at,
  away,
  byGroup,
  live,
  look,
  minute,
  missing,
  noon,
  rebuildPolicy,
  request,
  seatThatIs,
  stateOnly,
  unconfirmed,
  unwanted,
} from './given.ts';

const left = seatThatIs(away());
const verdictOn = (what: Look, leave: Leave = absence, seat: Seat = left): Verdict =>
  judge(seat, leave, what);
const held = seatThatIs(away(), {
  holds: [{ id: 'h-1', owner: 'ops', reason: 'evidence', until: at(60), placedAt: at(-5) }],
});

describe('The desktop of a user who left is reset', () => {
  it('when it is AVAILABLE, they read DISCONNECTED after they left, and the grace is over', () => {
    expect(verdictOn(look())).toMatchObject({ kind: 'go', policy: rebuildPolicy });
  });

  it('when it has been STOPPED meanwhile, so that nobody can be connected', () => {
    expect(verdictOn(look({ state: 'STOPPED', connection: 'UNKNOWN' }))).toMatchObject({ kind: 'go' });
  });

  it('to the second when the grace is over, and not before', () => {
    const confirmed = { ...absence, seenAt: at(-10) };
    expect(verdictOn(look({ checkedAt: noon }), confirmed)).toMatchObject({ kind: 'go' });
    expect(verdictOn(look({ at: noon - 1, checkedAt: noon - 1 }), confirmed)).toMatchObject({
      kind: 'wait',
      why: 'seenSince',
      until: noon,
    });
  });
});

describe('The grace runs', () => {
  it('from the first check that read DISCONNECTED, not from the datapoint before it', () => {
    expect(verdictOn(look({ checkedAt: at(-1) }), unconfirmed)).toMatchObject({
      kind: 'wait',
      until: at(9),
      leave: { seenAt: at(-1), confirmed: true },
    });
  });

  it('on over later checks, as long as nothing tells of a use between them', () => {
    const first = verdictOn(look({ at: at(-15), checkedAt: at(-15) }), unconfirmed);
    if (first.kind !== 'wait') throw new Error('the grace has not begun');
    expect(verdictOn(look(), first.leave)).toMatchObject({ kind: 'go' });
  });

  it('anew when AWS tells of a connection that nobody else told of', () => {
    expect(verdictOn(look({ lastConnectedAt: at(-5) }))).toMatchObject({ kind: 'wait', until: at(9) });
  });

  it('anew when a login was told of since, even while the desktop is stopped', () => {
    const back = seatThatIs(away(), { memory: { settledUntil: at(-1440), lastLoginAt: at(-5) } });
    const stopped = look({ state: 'STOPPED', connection: 'UNKNOWN' });
    expect(verdictOn(stopped, absence, back)).toMatchObject({ kind: 'wait', until: at(9) });
  });

  it('not for what somebody asked for, nor for a desktop that nobody wants any more', () => {
    expect(verdictOn(look(), request)).toMatchObject({ kind: 'go' });
    expect(verdictOn(look(), unwanted)).toMatchObject({ kind: 'go' });
  });
});

describe('Nobody can tell yet, so it is looked at again', () => {
  it.each([
    ['who reads CONNECTED, also when the session was dropped', { connection: 'CONNECTED' }],
    ['whose connection is UNKNOWN while the desktop runs', { connection: 'UNKNOWN' }],
    ['whose desktop is STOPPED and still reads DISCONNECTED', { state: 'STOPPED' }],
    ['whose desktop is STARTING', { state: 'STARTING' }],
    ['whose desktop is STOPPING', { state: 'STOPPING' }],
    ['whose desktop is UNHEALTHY', { state: 'UNHEALTHY' }],
    ['whose desktop is in ADMIN_MAINTENANCE', { state: 'ADMIN_MAINTENANCE' }],
    ['whose desktop ended in ERROR', { state: 'ERROR' }],
    ['whose desktop is in a state that AWS has added since', { state: 'HIBERNATED' }],
  ] as const)('about a user %s', (_who, what) => {
    expect(verdictOn(look(what))).toMatchObject({ kind: 'again' });
  });

  it('when the connection was last checked before the user left, or at that moment', () => {
    expect(verdictOn(look({ checkedAt: at(-21) }))).toMatchObject({ kind: 'again' });
    expect(verdictOn(look({ checkedAt: absence.end }))).toMatchObject({ kind: 'again' });
  });

  it('and a check from before the user left begins no grace', () => {
    expect(verdictOn(look({ checkedAt: at(-21) }), unconfirmed)).toMatchObject({ leave: unconfirmed });
  });

  it('when the connection was last checked before a login that we know of', () => {
    const back = seatThatIs(away(), { memory: { settledUntil: at(-1440), lastLoginAt: at(-1) } });
    expect(verdictOn(look({ checkedAt: at(-2) }), request, back)).toMatchObject({ kind: 'again' });
  });

  it('when the connection was last checked before the grace was over', () => {
    const confirmed = { ...absence, seenAt: at(-10.5) };
    expect(verdictOn(look({ checkedAt: at(-1) }), confirmed)).toMatchObject({ kind: 'again' });
    expect(verdictOn(look({ checkedAt: at(-0.5) }), confirmed)).toMatchObject({ kind: 'go' });
  });

  it('when AWS does not say when it checked', () => {
    const { connection: _none, ...unchecked } = look();
    expect(
      verdictOn({ ...unchecked, connection: { state: 'DISCONNECTED', lastConnectedAt: at(-60) } }),
    ).toMatchObject({
      kind: 'again',
    });
    expect(verdictOn(unchecked)).toMatchObject({ kind: 'again' });
  });

  it('when only its state was looked at', () => {
    expect(verdictOn(stateOnly('AVAILABLE'))).toMatchObject({ kind: 'again' });
  });

  it('and a user who reads CONNECTED was certainly not away before', () => {
    expect(verdictOn(look({ connection: 'CONNECTED' }))).toMatchObject({
      leave: { seenAt: noon, confirmed: false },
    });
  });
});

describe('No reset', () => {
  it('of a desktop that no policy matches', () => {
    expect(verdictOn(look({ policy: 'none' }))).toEqual({ kind: 'stop', because: 'unmanaged' });
    expect(verdictOn(look({ policy: 'none' }), request)).toEqual({ kind: 'stop', because: 'unmanaged' });
  });

  it('while a hold is on it, however long the user has been away', () => {
    expect(verdictOn(look(), absence, held)).toMatchObject({ kind: 'wait', why: 'held', until: at(60) });
    expect(verdictOn(look(), unwanted, held)).toMatchObject({ kind: 'wait', why: 'held' });
  });

  it('for a connection that only failed: there is nothing to clean', () => {
    const unused = seatThatIs(away(), { memory: { settledUntil: at(-30) } });
    expect(verdictOn(look(), absence, unused)).toEqual({ kind: 'stop', because: 'neverConnected' });
    expect(verdictOn(look(), request, unused)).toMatchObject({ kind: 'go' });
  });

  it('but one use since the last reset is enough, whoever told of it', () => {
    const memory = { settledUntil: at(-30) };
    const known = (over: object) => seatThatIs(away(), { memory: { ...memory, ...over } });
    expect(verdictOn(look(), absence, known({ lastLoginAt: at(-30) }))).toMatchObject({ kind: 'wait' });
    expect(verdictOn(look(), absence, known({ lastConnectedAt: at(-30) }))).toMatchObject({ kind: 'go' });
    expect(verdictOn(look({ lastConnectedAt: at(-30) }), absence, known({}))).toMatchObject({ kind: 'wait' });
  });
});

describe('A desktop that is not there', () => {
  it('counts as gone when two looks in a row miss it', () => {
    const first = verdictOn(missing);
    expect(first).toMatchObject({ kind: 'gone', certain: false });
    if (first.kind !== 'gone') throw new Error('not missed');
    expect(verdictOn(missing, first.leave)).toMatchObject({ kind: 'gone', certain: true });
  });

  it('is missed anew once it was seen between', () => {
    const missedOnce = { ...unconfirmed, missing: 1 };
    const between = verdictOn(look({ connection: 'CONNECTED' }), missedOnce);
    if (between.kind !== 'again') throw new Error('not seen');
    expect(verdictOn(missing, between.leave)).toMatchObject({ certain: false });
  });

  it.each(['TERMINATING', 'TERMINATED'])(
    'is gone for certain when it is %s, also by its state alone',
    (state) => {
      expect(verdictOn(stateOnly(state))).toMatchObject({ kind: 'gone', certain: true });
    },
  );
});

describe('A desktop in ERROR', () => {
  it('is reset when a person asks, and removed when nobody wants it', () => {
    const broken = look({ state: 'ERROR', connection: 'UNKNOWN' });
    const wanted = seatThatIs(live, { claims: byGroup });
    expect(verdictOn(broken, request, wanted)).toMatchObject({ kind: 'go' });
    expect(verdictOn(broken, unwanted, wanted)).toMatchObject({ kind: 'go' });
  });
});

it('The grace is the policy’s that matches now', () => {
  const patient = { ...rebuildPolicy, graceMs: 30 * minute };
  expect(verdictOn(look({ policy: patient }))).toMatchObject({ kind: 'wait', until: at(11) });
});
