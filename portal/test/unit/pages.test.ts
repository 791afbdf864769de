import { expect, test } from 'vitest';
import { withNews } from '../../src/api/pages.ts';

const page = (names: string, cursor?: string) => ({
  items: names.split('').map((what) => ({ what })),
  ...(cursor !== undefined && { cursor }),
});

test('What is new stands before what was shown, which stays with the pages below it', () => {
  expect(withNews(page('edc', 'b'), page('dcba'))).toEqual(page('edcba'));
  expect(withNews(page('edc', 'b'), page('dcba', 'x'))).toEqual(page('edcba', 'x'));
});

test('Where nothing is new, nothing changes', () => {
  const shown = page('cba');
  expect(withNews(page('cb', 'a'), shown)).toBe(shown);
});

test('More news than a page: what lies between is not known, and begins anew', () => {
  expect(withNews(page('zyx', 'w'), page('cba'))).toEqual(page('zyx', 'w'));
  expect(withNews(page(''), page('cba'))).toEqual(page(''));
});
