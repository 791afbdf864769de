import { expect, test } from 'vitest';
import { atFirstUse } from '../src/index.ts';

test('nothing is loaded before the first use, and then once, also for two who ask together', async () => {
  let loads = 0;
  const one = atFirstUse(async () => {
    loads += 1;
    return { loads };
  });
  expect(loads).toBe(0);
  const [first, second] = await Promise.all([one(), one()]);
  expect(first).toBe(second);
  expect(await one()).toEqual({ loads: 1 });
});

test('a failure is not remembered', async () => {
  const answers = [() => Promise.reject(new Error('not now')), () => Promise.resolve('here')];
  const one = atFirstUse(() => answers.shift()?.() ?? Promise.resolve('spent'));
  await expect(one()).rejects.toThrow('not now');
  expect(await one()).toBe('here');
});
