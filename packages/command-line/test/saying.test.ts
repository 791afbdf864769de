import { expect, test } from 'vitest';
import { isMeant, plain, Refused, table, until } from '../src/index.ts';

const asked = (typed: string) => () => Promise.resolve(typed);

test('nothing is done without --yes', async () => {
  expect(await isMeant({}, 1, asked('1'))).toBe(false);
  expect(await isMeant({ confirm: 30 }, 30, asked('30'))).toBe(false);
  expect(await isMeant({ yes: true }, 10, undefined)).toBe(true);
});

test('above ten desktops their number has to be typed, or said', async () => {
  expect(await isMeant({ yes: true }, 11, asked(' 11 '))).toBe(true);
  expect(await isMeant({ yes: true, confirm: 11 }, 11, undefined)).toBe(true);
  await expect(isMeant({ yes: true }, 11, asked('yes'))).rejects.toThrow(
    'These are 11 desktops, not yes. Nothing was done.',
  );
  await expect(isMeant({ yes: true, confirm: 11 }, 12, asked('12'))).rejects.toThrow(Refused);
  await expect(isMeant({ yes: true }, 11, undefined)).rejects.toThrow('Say so with --confirm 11.');
});

test('names move no cursor', () => {
  expect(plain('ada\u001b[2J\n.berg\u009b')).toBe('ada\uFFFD[2J\uFFFD.berg\uFFFD');
  const lines = table(['user', 'state'], [['a\nb', { text: 'live', colour: (text) => `<${text}>` }]]).split(
    '\n',
  );
  expect(lines).toHaveLength(2);
  expect(lines[1]).toBe('a\uFFFDb   <live>');
});

test('until when is a duration or a date, and not in the past', () => {
  expect(until('2999-01-01')).toBe(Date.UTC(2999, 0, 1));
  expect(Math.abs(Date.now() + 3_600_000 - until('PT1H'))).toBeLessThan(60_000);
  expect(() => until('soon')).toThrow('neither');
  expect(() => until('2020-01-01')).toThrow('past');
});
