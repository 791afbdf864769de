import { expect, test } from 'vitest';
import { eventually, NeverHappened } from '../src/index.ts';

test('it looks until there is something to see; an error means not yet', async () => {
  let looks = 0;
  const seen = await eventually(
    'the third look',
    () => {
      looks += 1;
      if (looks === 1) throw new Error('not there');
      return looks < 3 ? undefined : looks;
    },
    { withinMs: 1000, everyMs: 1 },
  );
  expect(seen).toBe(3);
});

test('a failure says what was waited for, how long, what was seen last, and the evidence', async () => {
  const waiting = eventually('the desktop is AVAILABLE', () => Promise.reject(new Error('it is PENDING')), {
    withinMs: 20,
    everyMs: 1,
    evidence: () => 'state: PENDING',
  });
  await expect(waiting).rejects.toThrow(NeverHappened);
  await expect(waiting).rejects.toThrow(/the desktop is AVAILABLE[\s\S]*it is PENDING[\s\S]*state: PENDING/);
});

test('an error that passed is not told when there was nothing to see later', async () => {
  let looks = 0;
  const look = () => {
    looks += 1;
    if (looks === 1) throw new Error('long past');
    return undefined;
  };
  await expect(eventually('x', look, { withinMs: 20, everyMs: 1 })).rejects.not.toThrow(/long past/);
});
