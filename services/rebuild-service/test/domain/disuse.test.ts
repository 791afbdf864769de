import { describe, expect, it } from 'vitest';
import { permit } from '../../src/domain/permit.ts';
import type { Cause, Leave } from '../../src/domain/seat.ts';
import type { Connection, Signal } from '../../src/domain/signals.ts';
import {
  absence,
  at,
  away,
  byGroup,
  byPolicy,
  calls,
  context,
  live,
  look,
  minute,
  missing,
  noon,
  rebuildPolicy,
  rehearsed,
  removing,
  said,
  seatThatIs,
  spec,
  when,
  workspaceId,
} from './given.ts';

const day = 1440 * minute;
const rule = (action: 'reset' | 'remove') => ({ afterMs: 30 * day, action });
const policyThat = (over: object) => ({ ...rebuildPolicy, ...over });
const observed = (connection: Connection): Signal => ({
  type: 'Observed',
  workspaceId,
  at: noon,
  connection,
});
const swept = (policy: typeof rebuildPolicy, connection: Partial<Connection>, over: object = {}) =>
  when(
    seatThatIs(live, { memory: { settledUntil: at(-40 * 1440) }, ...over }),
    observed({ state: 'DISCONNECTED', checkedAt: at(-1), ...connection }),
    context({ policies: [policy] }),
  );
const never = policyThat({ neverLoggedIn: rule('remove') });
const unused = policyThat({ unused: rule('remove') });
/** Forty days, and a look that shows nothing since. */
const long = { memory: { settledUntil: at(-40 * 1440) } };
const unusedLook = (what: Parameters<typeof look>[0] = {}) =>
  look({ lastConnectedAt: at(-50 * 1440), ...what });
const disuse = (action: 'reset' | 'remove'): Leave => {
  const cause: Cause = { kind: 'disuse', since: at(-40 * 1440), action };
  return { ...absence, cause, start: cause.since, end: cause.since, seenAt: cause.since, confirmed: false };
};

describe('A desktop that nobody uses', () => {
  it('is looked at when its time is over: that nobody ever logged in, or not for long', () => {
    expect(swept(never, {})).toMatchObject({ status: 'away', asks: ['Look'] });
    const old = { lastConnectedAt: at(-50 * 1440) };
    expect(swept(unused, old)).toMatchObject({ status: 'away', asks: ['Look'] });
    expect(swept(rebuildPolicy, {})).toMatchObject({ status: 'live', asks: [] });
  });

  it('is left alone before that, while somebody is connected, and by the other rule', () => {
    const recent = { memory: { settledUntil: at(-29 * 1440) } };
    expect(swept(never, {}, recent).status).toBe('live');
    expect(swept(unused, { lastConnectedAt: at(-50 * 1440) }, recent).status).toBe('live');
    expect(swept(never, { state: 'CONNECTED' }).status).toBe('live');
    expect(swept(never, { lastConnectedAt: at(-50 * 1440) }).status).toBe('live');
    expect(swept(unused, {}).status).toBe('live');
  });

  it('is removed, and nobody’s claim brings it back', () => {
    const left = seatThatIs(away(disuse('remove')), { claims: byGroup, ...long });
    const removed = when(left, { type: 'Looked', look: unusedLook({ policy: unused }) });
    expect(removed).toMatchObject({ status: 'removing', calls: ['Terminate'] });
    const [call] = removed.seat.pending.filter(({ type }) => type === 'Terminate');
    if (call?.type !== 'Terminate') throw new Error('No call');
    expect(permit(removed.seat, call, unusedLook({ policy: unused }), context())).toBe('perform');
    const going = seatThatIs(removing({ leave: disuse('remove'), missing: 1 }), { claims: byGroup });
    const gone = when(going, { type: 'Looked', look: missing });
    expect(gone).toMatchObject({ status: 'absent', calls: [], says: ['SeatRemoved'] });
    expect(gone.seat.claims).toMatchObject({ group: { revision: 1, wanted: false } });
  });

  it('is made again for whoever asks anew, also while it goes', () => {
    const wanted: Signal = { type: 'Wanted', source: 'group', revision: 2, desired: spec };
    const going = seatThatIs(removing({ leave: disuse('remove'), missing: 1 }), { claims: byGroup });
    const asked = when(going, wanted).seat;
    expect(when(asked, { type: 'Looked', look: missing })).toMatchObject({ status: 'provisioning' });
    const decided = seatThatIs(removing({ leave: disuse('remove'), call: 'decided' }), {
      claims: byGroup,
      pending: [calls.terminate],
    });
    const again = when(decided, wanted).seat;
    expect(again.memory.settledUntil).toBe(noon);
    expect(permit(again, calls.terminate, unusedLook({ policy: unused }), context())).toBe('notPermitted');
    const waits = when(seatThatIs(away(disuse('remove')), { claims: byGroup, ...long }), wanted);
    expect(waits.status).toBe('live');
  });

  it('is kept by a user who comes back, at the last moment, too', () => {
    const login: Signal = { type: 'LoggedIn', workspaceId, at: at(-1) };
    expect(when(seatThatIs(away(disuse('remove')), long), login).status).toBe('live');
    const decided = seatThatIs(removing({ leave: disuse('remove'), call: 'decided' }), {
      claims: byPolicy,
      pending: [calls.terminate],
    });
    const back = look({ policy: unused, connection: 'CONNECTED' });
    expect(permit(decided, calls.terminate, back, context())).toBe('notPermitted');
    const kept = when(decided, { type: 'CallNotPermitted', id: 'terminate-1', look: back });
    expect(kept).toMatchObject({ status: 'away', calls: [] });
    expect(when(kept.seat, login).seat).toMatchObject({ phase: { status: 'live' }, claims: byPolicy });
  });

  it('is reset, where the policy says so: it gets the newest image', () => {
    const left = seatThatIs(away(disuse('reset')), long);
    const reset = when(left, {
      type: 'Looked',
      look: unusedLook({ policy: policyThat({ unused: rule('reset') }) }),
    });
    expect(reset).toMatchObject({ status: 'rebuilding', calls: ['Rebuild'] });
    expect(said(reset, 'ResetStarted')).toMatchObject({ cause: { kind: 'disuse' } });
  });

  it('is reset once, and not again until somebody has used it', () => {
    const monthly = policyThat({ unused: rule('reset'), neverLoggedIn: rule('reset') });
    const clean = { ...long, cleanSince: { resetId: 'r', at: at(-40 * 1440) } };
    const old = { lastConnectedAt: at(-50 * 1440) };
    expect(swept(monthly, old)).toMatchObject({ status: 'away', asks: ['Look'] });
    expect(swept(monthly, old, clean)).toMatchObject({ status: 'live', asks: [] });
    expect(swept(monthly, {}, clean)).toMatchObject({ status: 'live', asks: [] });
    // Nobody told of the login; a check did.
    expect(swept(monthly, { lastConnectedAt: at(-39 * 1440) }, clean).status).toBe('away');
    expect(swept(unused, old, clean).status).toBe('away');
  });

  it('is reset although a dry run would have done so, when it is none any more', () => {
    const monthly = policyThat({ unused: rule('reset') });
    const rehearsal = { ...long, cleanSince: { resetId: 'r', at: at(-40 * 1440), rehearsed: true } };
    const old = { lastConnectedAt: at(-50 * 1440) };
    expect(swept(rehearsed(monthly), old, rehearsal).status).toBe('live');
    expect(swept(monthly, old, rehearsal).status).toBe('away');
  });

  it('is only named in a dry run, once', () => {
    const dry = rehearsed(unused);
    const told = when(seatThatIs(away(disuse('remove')), long), {
      type: 'Looked',
      look: unusedLook({ policy: dry }),
    });
    expect(told).toMatchObject({ status: 'live', says: ['WouldRemove'], calls: [] });
    const again = when(told.seat, observed({ state: 'DISCONNECTED' }), context({ policies: [dry] }));
    expect(again.status).toBe('live');
  });
});

describe('A desktop that somebody uses after all', () => {
  const waiting = seatThatIs(away(disuse('remove')), { claims: byGroup, ...long });
  const looked = (lastConnectedAt: number): Signal => ({
    type: 'Looked',
    look: look({ policy: unused, lastConnectedAt }),
  });

  it('is not removed, whoever told of it', () => {
    expect(when(waiting, looked(at(-5)))).toMatchObject({ status: 'live', calls: [], says: [] });
    const removed = when(waiting, looked(at(-50 * 1440)));
    const [call] = removed.seat.pending.filter(({ type }) => type === 'Terminate');
    if (call?.type !== 'Terminate') throw new Error('No call');
    const last = look({ policy: unused, lastConnectedAt: at(-5) });
    expect(permit(removed.seat, call, last, context())).toBe('notPermitted');
  });

  it('is left like any other: with the whole grace', () => {
    const left = when(waiting, { type: 'Disconnected', workspaceId, start: at(-10), end: at(-5) });
    expect(left.seat.phase).toMatchObject({
      status: 'away',
      leave: { cause: { kind: 'absence' }, end: at(-5) },
    });
  });

  it('is looked at for disuse with a check of now only', () => {
    const begun = when(
      seatThatIs(live, long),
      observed({ state: 'DISCONNECTED', checkedAt: at(-1) }),
      context({ policies: [never] }),
    );
    expect(begun.seat.phase).toMatchObject({ leave: { end: noon } });
  });
});

describe('A session that lasted too long', () => {
  const limited = policyThat({ maxSessionMs: 8 * 60 * minute });
  const left = (hours: number) =>
    seatThatIs(away({ ...absence, seenAt: at(-2) }), {
      memory: { settledUntil: at(-1440), lastLoginAt: at(-60), usedSince: at(-2 - hours * 60) },
    });
  const seen: Signal = { type: 'Looked', look: look({ policy: limited, checkedAt: at(-0.5) }) };

  it('ends with a minute of grace, however often its user came back in time', () => {
    expect(when(left(8), seen).status).toBe('rebuilding');
    expect(when(left(7), seen).status).toBe('away');
    expect(when(left(8), { type: 'Looked', look: look({ checkedAt: at(-0.5) }) }).status).toBe('away');
  });

  it('counts from the first use after the last reset', () => {
    const login: Signal = { type: 'LoggedIn', workspaceId, at: at(-1) };
    const first = when(seatThatIs(live, { memory: { settledUntil: at(-10), usedSince: at(-900) } }), login);
    expect(first.seat.memory.usedSince).toBe(at(-1));
    const next = when(first.seat, { ...login, at: noon });
    expect(next.seat.memory.usedSince).toBe(at(-1));
  });
});
