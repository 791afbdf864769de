import { expect, test, vi } from 'vitest';
import { isMeant, plain, Refused, table, until } from '../src/index.ts';

const asked = (typed: string) => () => Promise.resolve(typed);
const place = { place: 'kiosks in account 111122223333, eu-central-1' };

test('nothing is done without --yes', async () => {
  expect(await isMeant({}, 1, place, asked('1'))).toBe(false);
  expect(await isMeant({ confirm: 30 }, 30, place, asked('30'))).toBe(false);
  expect(await isMeant({ yes: true }, 10, place, undefined)).toBe(true);
});

test('above ten desktops their number has to be typed, or said', async () => {
  expect(await isMeant({ yes: true }, 11, place, asked(' 11 '))).toBe(true);
  expect(await isMeant({ yes: true, confirm: 11 }, 11, place, undefined)).toBe(true);
  await expect(isMeant({ yes: true }, 11, place, asked('yes'))).rejects.toThrow(
    'These are 11 desktops of kiosks in account 111122223333, eu-central-1, not yes. Nothing was done.',
  );
  await expect(isMeant({ yes: true, confirm: 11 }, 12, place, asked('12'))).rejects.toThrow(Refused);
  await expect(isMeant({ yes: true }, 11, place, undefined)).rejects.toThrow('Say so with --confirm 11.');
});

test('whoever types the number has seen which desktops, and where they are', async () => {
  const shown: string[] = [];
  const console = vi.spyOn(globalThis.console, 'error').mockImplementation((line) => void shown.push(line));
  const answered = (question: string) => {
    shown.push(question);
    return Promise.resolve('11');
  };
  await isMeant({ yes: true }, 11, { ...place, list: () => 'ada, ben' }, answered);
  console.mockRestore();
  expect(shown[0]).toBe('ada, ben');
  expect(shown[1]).toMatch(/^kiosks in account 111122223333, eu-central-1: 11 desktops/);
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
