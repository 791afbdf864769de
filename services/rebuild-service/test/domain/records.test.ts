import { describe, expect, it } from 'vitest';
import type { Seat } from '../../src/domain/seat.ts';
import type { Signal } from '../../src/domain/signals.ts';
import {
  absence,
  at,
  away,
  calls,
  clearing,
  context,
  desktop,
  live,
  look,
  minute,
  missing,
  noon,
  type Outcome,
  rebuilding,
  rebuildPolicy,
  recreating,
  rehearsed,
  removing,
  said,
  seatThatIs,
  stateOnly,
  successor,
  terminating,
  unwanted,
  when,
  workspaceId,
} from './given.ts';

/** What is kept, as whoever asks later reads it. */
function kept({ seat }: Outcome): { kind: string } & Record<string, unknown> {
  const record = seat.pending.find(({ type }) => type === 'Record');
  if (record?.type !== 'Record') throw new Error('Nothing is recorded');
  const body: Record<string, unknown> = JSON.parse(record.text);
  return { ...body, kind: record.kind };
}
const looked = (state: string, which = desktop): Signal => ({
  type: 'Looked',
  look: stateOnly(state, which),
});
const login: Signal = { type: 'LoggedIn', workspaceId, at: at(5) };

describe('A record', () => {
  it('is made of a reset: what led to it, what was lost, how long it took, the desktop before and after', () => {
    const reset = { ...rebuilding().reset, snapshotAt: at(-79), calledAt: at(-1) };
    const done = when(seatThatIs(rebuilding({ reset, sawRebuilding: true })), looked('AVAILABLE'));
    expect(kept(done)).toMatchObject({
      kind: 'reset',
      seat: { userName: 'ada.berg' },
      policy: { name: 'kiosks', version: 'v1' },
      cause: { kind: 'absence' },
      lostMs: 60 * minute,
      oldDesktop: { workspaceId },
      newDesktop: { workspaceId },
    });
  });

  it('measures the time to ready from AWS’s yes to the look that shows it, and says how much earlier it may have been', () => {
    const taken = { ...rebuilding().reset, decidedAt: at(-9), calledAt: at(-7) };
    const first = when(
      seatThatIs(rebuilding({ reset: taken })),
      { type: 'Looked', look: { ...stateOnly('REBUILDING'), at: at(-4) } },
      context({ now: at(-4) }),
    );
    const done = when(first.seat, looked('AVAILABLE'));
    expect(kept(done)).toMatchObject({
      timeToReadyMs: 7 * minute,
      calledAt: new Date(at(-7)).toISOString(),
      notReadyAt: new Date(at(-4)).toISOString(),
      completedAt: new Date(noon).toISOString(),
    });
    expect(said(done, 'ResetCompleted')).toMatchObject({ timeToReadyMs: 7 * minute });
    const { calledAt: _lost, ...unheard } = taken;
    const other = when(seatThatIs(rebuilding({ reset: unheard, sawRebuilding: true })), looked('AVAILABLE'));
    expect(kept(other)).toMatchObject({ timeToReadyMs: 9 * minute });
    expect(kept(other)).not.toHaveProperty('calledAt');
    expect(kept(other)).not.toHaveProperty('notReadyAt');
  });

  it('knows when a new desktop was not ready yet, however it is made', () => {
    const early = { type: 'Looked', look: { ...stateOnly('PENDING', successor), at: at(-4) } } as const;
    const made = when(seatThatIs(recreating({ workspaceId: successor.workspaceId })), early);
    expect(made.seat.phase).toMatchObject({ reset: { notReadyAt: at(-4) } });
    const going = when(seatThatIs(terminating()), { type: 'Looked', look: { ...missing, at: at(-3) } });
    expect(going.seat.phase).toMatchObject({ reset: { notReadyAt: at(-3) } });
    const broken = when(seatThatIs(clearing()), { type: 'Looked', look: { ...missing, at: at(-2) } });
    expect(broken.seat.phase).toMatchObject({ making: { reset: { notReadyAt: at(-2) } } });
  });

  it('has the owner’s tags as the latest look knew them', () => {
    const seen = when(seatThatIs(away()), {
      type: 'Looked',
      look: { ...look({ connection: 'CONNECTED' }), tags: { Pool: 'kiosk' } },
    });
    expect(kept(when(seen.seat, login))).toMatchObject({ tags: { Pool: 'kiosk' } });
    const unread = when(seatThatIs(away()), { type: 'Looked', look: look({ connection: 'CONNECTED' }) });
    expect(kept(when(unread.seat, login))).not.toHaveProperty('tags');
  });

  it('of a recreate names the desktop that is gone, by which stale directory objects are found', () => {
    const made = when(
      seatThatIs(recreating({ workspaceId: successor.workspaceId })),
      looked('AVAILABLE', successor),
    );
    expect(kept(made)).toMatchObject({
      oldDesktop: { workspaceId, computerName: 'WSAMZN-1', ipAddress: '10.0.0.1' },
      newDesktop: { workspaceId: successor.workspaceId },
    });
    expect(kept(made)).not.toHaveProperty('snapshotAt');
  });

  it('is made of a desktop that went for good, with its name and address', () => {
    const gone = when(seatThatIs(removing({ missing: 1 })), { type: 'Looked', look: missing });
    expect(kept(gone)).toMatchObject({
      kind: 'removed',
      cause: { kind: 'unwanted' },
      policy: { name: 'kiosks', version: 'v1' },
      oldDesktop: { workspaceId, computerName: 'WSAMZN-1', ipAddress: '10.0.0.1' },
    });
  });

  it('is made of a leaving that ended without one, and of what a dry run would have done', () => {
    const back = when(seatThatIs(away()), { type: 'LoggedIn', workspaceId, at: at(-1) });
    expect(kept(back)).toMatchObject({ kind: 'kept', because: 'userReturned', policy: { name: 'kiosks' } });
    const rehearsal: Signal = { type: 'Looked', look: look({ policy: rehearsed(rebuildPolicy) }) };
    expect(kept(when(seatThatIs(away()), rehearsal))).toMatchObject({
      kind: 'rehearsed',
      strategy: 'rebuild',
    });
    const given = when(seatThatIs(away(unwanted)), { type: 'Looked', look: look({ policy: 'none' }) });
    expect(kept(given)).toMatchObject({ kind: 'kept', cause: { kind: 'unwanted' } });
  });

  it('says what another policy would have needed to know: when it was confirmed, who came back, and holds', () => {
    const hold = { id: 'h-1', owner: 'it', reason: 'audit', placedAt: at(-60), until: at(60) };
    const memory = { settledUntil: at(-999), usedSince: at(-99) };
    const back = when(seatThatIs(away(), { holds: [hold], memory }), login);
    expect(kept(back)).toMatchObject({
      confirmed: expect.any(Boolean),
      lastLoginAt: new Date(at(5)).toISOString(),
      usedSince: new Date(at(-99)).toISOString(),
      holds: [{ id: 'h-1', owner: 'it', reason: 'audit', until: new Date(at(60)).toISOString() }],
    });
  });

  it('is made of the first login after what would have been a reset, too', () => {
    const rehearsal: Signal = { type: 'Looked', look: look({ policy: rehearsed(rebuildPolicy) }) };
    const would = when(seatThatIs(away()), rehearsal);
    expect(kept(would)).toMatchObject({ kind: 'rehearsed' });
    const back = when({ ...would.seat, pending: [] }, login);
    expect(kept(back)).toMatchObject({ kind: 'firstLogin', resetId: kept(would).resetId });
  });

  it('is made of a first login before anybody saw that the desktop is ready, on the receipt’s heels', () => {
    const taken = { ...rebuilding().reset, calledAt: at(-30) };
    const kinds = ({ seat }: Outcome) =>
      seat.pending.flatMap((action) => (action.type === 'Record' ? [action.kind] : []));
    const during = (minutes: number) =>
      when(
        when(seatThatIs(rebuilding({ reset: taken, sawRebuilding: true })), { ...login, at: at(minutes) })
          .seat,
        looked('AVAILABLE'),
      );
    expect(kinds(during(-2))).toEqual(['reset', 'firstLogin']);
    expect(during(-2).seat.cleanSince).toBeUndefined();
    expect(kinds(during(-31))).toEqual(['reset']);
    const told = when({ ...during(-31).seat, pending: [] }, { ...login, at: at(-2) });
    expect(kept(told)).toMatchObject({
      kind: 'firstLogin',
      loginAt: new Date(at(-2)).toISOString(),
      afterMs: 0,
    });
    const made = seatThatIs(recreating({ workspaceId: successor.workspaceId }));
    const onTheNew = { ...login, workspaceId: successor.workspaceId, at: at(-1) };
    expect(kinds(when(when(made, onTheNew).seat, looked('AVAILABLE', successor)))).toEqual([
      'reset',
      'firstLogin',
    ]);
    const onTheOld = { ...made, memory: { settledUntil: at(-99), lastLoginAt: at(-50) } };
    expect(kinds(when(onTheOld, looked('AVAILABLE', successor)))).toEqual(['reset']);
  });

  it('is made of the first login on the clean desktop, once', () => {
    const clean: Seat = seatThatIs(live, { cleanSince: { resetId: 'reset-1', at: noon } });
    const first = when(clean, login);
    expect(kept(first)).toMatchObject({ kind: 'firstLogin', resetId: 'reset-1', afterMs: 5 * minute });
    expect(first.seat).toMatchObject({ memory: { lastLoginAt: at(5) } });
    const next = when({ ...first.seat, pending: [] }, { ...login, at: at(9) });
    expect(next.seat.pending).toEqual([]);
    const early = when(clean, { ...login, at: at(-1) });
    expect(early.seat.pending).toEqual([]);
  });
});

describe('The evidence', () => {
  it('is what was told, seen and done since the user left, and no longer than that', () => {
    const left = when(seatThatIs(live, { evidence: [{ at: at(-99), what: 'old' }] }), {
      type: 'Disconnected',
      workspaceId,
      start: at(-10),
      end: at(-5),
    });
    expect(left.seat.evidence.map(({ what }) => what)).toEqual([
      `told: disconnected between ${new Date(at(-10)).toISOString()} and ${new Date(at(-5)).toISOString()}`,
    ]);
    const seen = when(left.seat, { type: 'Looked', look: look({ connection: 'CONNECTED' }) });
    expect(seen.seat.evidence.at(-1)?.what).toMatch(/^look: AVAILABLE, CONNECTED, checked /);
    const back = when(seen.seat, { ...login, at: at(-1) });
    expect(back.seat.evidence).toEqual([]);
    expect(kept(back).evidence).toEqual([
      expect.stringMatching(/ told: disconnected/),
      expect.stringMatching(/ look: AVAILABLE, CONNECTED, checked /),
      expect.stringMatching(/ told: logged in at /),
    ]);
  });

  it('has each call with what became of it, and the look right before it', () => {
    const decided = seatThatIs(rebuilding({ call: 'decided' }), { pending: [calls.rebuild] });
    const last = look({ at: at(-1) });
    const line = ({ seat }: Outcome) => seat.evidence.at(-1)?.what;
    const by = ` 2026-08-03T11:59:00.000Z look: AVAILABLE, DISCONNECTED, checked ${new Date(at(-1)).toISOString()}`;
    const told = { id: calls.rebuild.id, at: noon, look: last };
    expect(line(when(decided, { type: 'CallAccepted', ...told }))).toBe(`rebuild-1: accepted;${by}`);
    expect(line(when(decided, { type: 'CallUncertain', ...told }))).toBe(`rebuild-1: no answer;${by}`);
    const refused = { type: 'CallRefused', ...told, code: 'Busy', message: 'later' } as const;
    expect(line(when(decided, refused))).toBe(`rebuild-1: refused, Busy;${by}`);
    const arrived = { type: 'CallAccepted', id: calls.rebuild.id } as const;
    expect(line(when(decided, arrived))).toBe('rebuild-1: had arrived');
  });

  it('says of a look that no policy matches, or that a tag holds', () => {
    const held = { ...look(), hold: { until: at(60) } };
    const seen = when(seatThatIs(away()), { type: 'Looked', look: held });
    expect(seen.seat.evidence.at(-1)?.what).toMatch(/, on hold by a tag$/);
    const nobodys = when(seatThatIs(away()), { type: 'Looked', look: look({ policy: 'none' }) });
    expect(kept(nobodys).evidence).toEqual([expect.stringMatching(/, no policy$/)]);
  });

  it('keeps the first and the last of looks that show the same', () => {
    let seat = seatThatIs(rebuilding());
    for (const minutes of [-5, -4, -3, -2]) {
      const still = { type: 'Looked', look: { ...stateOnly('REBUILDING'), at: at(minutes) } } as const;
      seat = when(seat, still, context({ now: at(minutes) })).seat;
    }
    expect(seat.evidence).toEqual([
      { at: at(-5), what: 'look: REBUILDING' },
      { at: at(-2), what: 'look: REBUILDING' },
    ]);
  });

  it('keeps its beginning and its end, however long it gets', () => {
    const many = Array.from({ length: 50 }, (_, n) => ({ at: noon, what: `line ${n}` }));
    const seat = seatThatIs(away(absence), { evidence: many });
    const { evidence } = when(seat, { type: 'Looked', look: look({ connection: 'CONNECTED' }) }).seat;
    expect(evidence).toHaveLength(50);
    expect(evidence[0]?.what).toBe('line 0');
    expect(evidence.at(-1)?.what).toMatch(/^look/);
    expect(evidence[10]?.what).toBe('line 11');
  });
});
