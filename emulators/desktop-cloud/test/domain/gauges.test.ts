import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GaugeName, gaugesKeptMs, gaugeValues, type Life } from '../../src/domain/workspaces/gauges.ts';
import { type DesktopState, desktopStates } from '../../src/domain/workspaces/states.ts';

const minute = 60_000;
const cadence = 5 * minute;
const now = 1_000 * cadence;
const ago = (minutes: number): number => now - minutes * minute;

const life: Life = {
  id: 'ws-1',
  history: [
    { at: ago(60), state: 'PENDING' },
    { at: ago(40), state: 'AVAILABLE' },
    { at: ago(10), state: 'STOPPED' },
  ],
  visits: [{ from: ago(28), to: ago(16) }],
};
const span = { from: ago(60), to: now, cadence, now };
/** `minutes ago: sum of count` of each interval. */
const shown = (name: GaugeName, lives: Life[] = [life], more = {}): string[] =>
  gaugeValues(name, lives, { ...span, ...more }).map(
    ({ at, sum, count }) => `${(now - at) / minute}: ${sum} of ${count}`,
  );

describe('a gauge', () => {
  it('tells of a user 1 or 0 while the desktop runs, as it stands at the start of the interval', () => {
    expect(shown('UserConnected')).toEqual([
      '40: 0 of 1',
      '35: 0 of 1',
      '30: 0 of 1',
      '25: 1 of 1',
      '20: 1 of 1',
      '15: 0 of 1',
    ]);
  });

  it('of a state is 1 in it and 0 in every other in which the desktop stands', () => {
    expect(shown('Available').slice(-3)).toEqual(['15: 1 of 1', '10: 0 of 1', '5: 0 of 1']);
    expect(shown('Stopped')).toHaveLength(8);
    expect(shown('Stopped').slice(-3)).toEqual(['15: 0 of 1', '10: 1 of 1', '5: 1 of 1']);
  });

  it('is not known before its interval has ended, nor after a day', () => {
    expect(shown('Stopped', [life], { to: now + cadence, now: now - 1 }).at(-1)).toBe('10: 1 of 1');
    const old = { ...life, history: [{ at: 0, state: 'AVAILABLE' as const }] };
    expect(gaugeValues('Available', [old], { ...span, from: 0 })).toHaveLength(gaugesKeptMs / cadence);
  });

  it('of a session has a value for each login, or for each interval that it lasts', () => {
    expect(shown('SessionLaunchTime')).toEqual([expect.stringMatching(/^30: (8|9|1\d|20) of 1$/)]);
    expect(shown('InSessionLatency')).toEqual([
      expect.stringMatching(/^25: [2-8]\d of 1$/),
      expect.stringMatching(/^20: [2-8]\d of 1$/),
    ]);
    // The same whenever it is asked for.
    expect(shown('InSessionLatency', [life], { from: ago(25) })).toEqual(shown('InSessionLatency'));
  });

  it('of a directory adds its desktops up', () => {
    const other = { ...life, id: 'ws-2', visits: [] };
    expect(shown('UserConnected', [life, other])[3]).toBe('25: 1 of 2');
    expect(gaugeValues('UserConnected', [life, other], span)[3]).toMatchObject({ min: 0, max: 1 });
  });
});

it('a gauge of many is the sum of theirs, and is as if every interval had been looked at', () => {
  const lives = fc.array(
    fc.record({
      history: fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.constantFrom(...desktopStates)), {
        maxLength: 8,
      }),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(lives, (made) => {
      const known = made.map(({ history }, index): Life => {
        const ordered = [...history].sort(([a], [b]) => b - a);
        return {
          id: `ws-${index}`,
          history: ordered.map(([minutes, state]) => ({ at: ago(minutes), state })),
          visits: [],
        };
      });
      const values = gaugeValues('Available', known, { ...span, from: ago(300) });
      for (let at = ago(300); at < now; at += cadence) {
        const states = known.map(
          ({ history }): DesktopState | undefined => history.findLast((one) => one.at <= at)?.state,
        );
        const standing = states.filter(
          (state) =>
            state !== undefined && !['PENDING', 'ERROR', 'TERMINATING', 'TERMINATED'].includes(state),
        );
        const sum = standing.filter((state) => state === 'AVAILABLE').length;
        const found = values.find((value) => value.at === at);
        expect([found?.sum ?? 0, found?.count ?? 0]).toEqual([sum, standing.length]);
      }
    }),
    { numRuns: 200 },
  );
});
