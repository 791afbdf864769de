import { describe, expect, it } from 'vitest';
import type { Visited } from '../../src/chaos/inhabitant.ts';
import { judge, type SeatStory } from '../../src/chaos/verdict.ts';
import type { Move } from '../../src/stack/cloud-state.ts';

const rules = { graceMs: 5_000, lookAgeMs: 5_700 };
const desktop = { directoryId: 'd-1', userName: 'ada' };
const move = (at: number, state: string, over: Partial<Move> = {}): Move => ({
  ...desktop,
  at,
  state,
  workspaceId: 'ws-1',
  session: null,
  ...over,
});
const visit = (from: number, to: number): Visited => ({
  from,
  to,
  workspaceId: 'ws-1',
  ending: 'disconnects',
  refused: 0,
});
const made = [move(0, 'PENDING'), move(1_000, 'AVAILABLE')];
const rebuilt = (at: number, over: Partial<Move> = {}): Move[] => [
  move(at, 'REBUILDING', over),
  move(at + 8_000, 'AVAILABLE'),
];
const standing = [{ workspaceId: 'ws-1', state: 'AVAILABLE', differs: [] }];

/** A user who came once, left, and got a clean desktop. */
const right: SeatStory = {
  kind: 'rebuilt',
  visits: [visit(10_000, 20_000)],
  moves: [...made, ...rebuilt(30_000)],
  receipts: new Set(['r-1']),
  desktops: standing,
};
const judged = (over: Partial<SeatStory>) => judge({ ...right, ...over }, rules);
const wrongWith = (over: Partial<SeatStory>) => judged(over).wrong.map(({ what }) => what);

describe('A seat is as it shall be', () => {
  it('when its user left and it was reset after the grace', () => {
    expect(judged({})).toEqual({ wrong: [], missing: [], resets: 1, returns: 0, unseeable: 0 });
  });

  it('when its user came back in time, left again, and was away for a grace then', () => {
    expect(judged({ visits: [visit(10_000, 20_000), visit(23_000, 24_500)] })).toMatchObject({
      wrong: [],
      returns: 1,
    });
  });

  it('when its user came back to a clean desktop, which is no return to what they had left', () => {
    const moves = [...made, ...rebuilt(30_000), ...rebuilt(60_000)];
    const visits = [visit(10_000, 20_000), visit(40_000, 50_000)];
    expect(judged({ moves, visits, receipts: new Set(['r-1', 'r-2']) })).toMatchObject({
      wrong: [],
      missing: [],
      returns: 0,
    });
  });

  it('when it was made anew', () => {
    const moves = [
      ...made,
      move(30_000, 'TERMINATING'),
      move(32_000, 'TERMINATED'),
      move(33_000, 'PENDING', { workspaceId: 'ws-2' }),
      move(41_000, 'AVAILABLE', { workspaceId: 'ws-2' }),
    ];
    const desktops = [{ workspaceId: 'ws-2', state: 'AVAILABLE', differs: [] }];
    expect(judged({ kind: 'recreated', moves, desktops })).toMatchObject({ wrong: [], missing: [] });
  });

  it('when it was given up and nothing is left of it, however soon after the user had left', () => {
    const moves = [...made, move(21_000, 'TERMINATING'), move(23_000, 'TERMINATED')];
    expect(judged({ kind: 'givenUp', moves, desktops: [], receipts: new Set() })).toMatchObject({
      wrong: [],
      missing: [],
    });
  });
});

describe('It must never be', () => {
  it('that a connected user is reset', () => {
    const session = { since: 10_000, droppedAt: null };
    expect(wrongWith({ moves: [...made, ...rebuilt(30_000, { session })] })).toEqual([
      'ws-1 was rebuilt under a session that had stood for 20000 ms',
    ]);
  });

  it('that one is whose connection only broke: it reads CONNECTED', () => {
    const session = { since: 10_000, droppedAt: 29_000 };
    expect(wrongWith({ moves: [...made, ...rebuilt(30_000, { session })] })).toEqual([
      'ws-1 was rebuilt under a session that had stood for 20000 ms, its connection broken',
    ]);
  });

  it('but a login that came after the last look could be seen by nobody, and is counted', () => {
    const session = { since: 25_000, droppedAt: null };
    expect(judged({ moves: [...made, ...rebuilt(30_000, { session })] })).toMatchObject({
      wrong: [],
      unseeable: 1,
    });
  });

  it('and whoever made it has a clean desktop: their session ended with the old one', () => {
    const moves = [...made, ...rebuilt(30_000, { session: { since: 27_000, droppedAt: null } })];
    const visits = [visit(10_000, 20_000), visit(27_000, 35_000)];
    expect(judged({ moves, visits })).toMatchObject({ wrong: [], missing: [], resets: 1, unseeable: 1 });
  });

  it('that a reset comes before the grace is over', () => {
    expect(wrongWith({ visits: [visit(10_000, 25_001)] })).toEqual([
      'ws-1 was rebuilt 4999 ms after the user had left',
    ]);
  });

  it('that a desktop is reset that nobody has used', () => {
    expect(wrongWith({ visits: [] })).toEqual([
      'ws-1 was rebuilt before anybody had come',
      'ws-1 was rebuilt although nobody had used it since it was made',
    ]);
  });

  it('that a desktop is reset twice for one leaving', () => {
    const moves = [...made, ...rebuilt(30_000), ...rebuilt(60_000)];
    expect(wrongWith({ moves, receipts: new Set(['r-1', 'r-2']) })).toEqual([
      'ws-1 was rebuilt although nobody had used it since the reset before',
    ]);
  });

  it('that a user has two desktops, or another one than before', () => {
    const desktops = [...standing, { workspaceId: 'ws-2', state: 'AVAILABLE', differs: ['bundle', 'tags'] }];
    expect(wrongWith({ desktops })).toEqual([
      'the user has 2 desktops',
      'ws-2 has another bundle',
      'ws-2 has another tags',
    ]);
  });
});

describe('It may still come', () => {
  it.each<[string, Partial<SeatStory>, string]>([
    ['a desktop', { desktops: [] }, 'there is no desktop'],
    [
      'the end of a reset',
      {
        moves: [...made, move(30_000, 'REBUILDING')],
        desktops: [{ workspaceId: 'ws-1', state: 'REBUILDING', differs: [] }],
      },
      'the desktop is REBUILDING',
    ],
    ['a reset', { moves: made, receipts: new Set() }, 'the desktop is not clean since the user has left'],
    [
      'a reset after the last leaving',
      { visits: [visit(10_000, 20_000), visit(40_000, 50_000)] },
      'the desktop is not clean since the user has left',
    ],
    ['a receipt', { receipts: new Set() }, '1 resets and 0 receipts'],
    ['the end of what was given up', { kind: 'givenUp' }, 'ws-1 is still there, AVAILABLE'],
    [
      'the beginning of what is given up later',
      { kind: 'givenUp', moves: [], desktops: [] },
      'there was no desktop yet',
    ],
  ])('%s', (_, over, what) => {
    expect(judged(over).missing).toContain(what);
  });
});
