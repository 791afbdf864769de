import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type History, history } from '../src/history.ts';
import { shorter } from '../src/runs/shorter.ts';

const [one] = fc.sample(history, { numRuns: 1, seed: 3 });
if (one === undefined) throw new Error('There is none.');
const steps: History['steps'] = [
  ...one.steps,
  { do: 'connect', user: 'ada' },
  { do: 'wait', minutes: 3 },
  { do: 'hold', user: 'Mary' },
  ...one.steps,
];
const long: History = { ...one, bad: true, nervous: true, steps };

/** Breaks when Mary is held after ada came, and crashes happen. */
const breaks = async ({ steps: of, without, nervous }: History) => {
  const came = of.findIndex((step) => step.do === 'connect' && step.user === 'ada');
  const held = of.findLastIndex((step) => step.do === 'hold' && step.user === 'Mary');
  return came >= 0 && held > came && !without.includes('crashes') ? `nervous: ${nervous}` : undefined;
};

describe('A history that breaks a law', () => {
  test('is left with what matters, each step at its time', async () => {
    const { history: short, what, tries } = await shorter(long, 'as it was found', breaks);
    expect(short.steps.filter((step) => step.do !== 'nothing' && step.do !== 'wait')).toEqual([
      { do: 'connect', user: 'ada' },
      { do: 'hold', user: 'Mary' },
    ]);
    expect(short).toMatchObject({ bad: false, nervous: false });
    expect(short.without).not.toContain('crashes');
    expect(short.without).toContain('cuts');
    expect(what).toBe('nervous: false');
    expect(tries).toBeLessThan(150);
    const waits = (of: History['steps']) => of.filter((step) => step.do === 'wait');
    expect(waits(steps).slice(0, waits(short.steps).length)).toEqual(waits(short.steps));
  });

  test('stays as it is when nothing of it can be missed', async () => {
    const { history: same } = await shorter(long, 'all', async (other) =>
      other === long ? 'all' : undefined,
    );
    expect(same).toBe(long);
  });
});
