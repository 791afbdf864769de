import { expect, test } from 'vitest';
import { nextLook } from '../../src/api/backoff.ts';
import { faultOf, signedOut } from '../../src/api/trouble.ts';
import { ownPath } from '../../src/session/session.ts';
import { takeLinkToken } from '../../src/start/link-token.ts';

const token = 'a'.repeat(43);

/** What the page is at, and what its address became. */
function opened(pathname: string, hash: string) {
  const addresses: unknown[] = [];
  const found = takeLinkToken({ pathname, hash }, { replaceState: (_, __, url) => addresses.push(url) });
  return { found, addresses };
}

test('The token of a link leaves the address bar at once', () => {
  expect(opened('/decide', `#${token}`)).toEqual({ found: token, addresses: ['/decide'] });
});

test('What is no token leaves it too, and is not taken for one', () => {
  expect(opened('/decide', '#cut-off')).toEqual({ found: undefined, addresses: ['/decide'] });
});

test('Other pages keep their fragment', () => {
  expect(opened('/ask', `#${token}`)).toEqual({ found: undefined, addresses: [] });
});

test('A sign-in returns to a page of the portal and nowhere else', () => {
  expect(ownPath({ returnTo: '/requests/01H?x=1' })).toBe('/requests/01H?x=1');
  for (const returnTo of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    '',
    7,
  ])
    expect(ownPath({ returnTo })).toBe('/');
  expect(ownPath(undefined)).toBe('/');
});

test('Looks become rare while they fail, and never rarer than every two minutes', () => {
  expect([0, 1, 2, 3, 9].map((failures) => nextLook(15_000, failures))).toEqual([
    15_000, 30_000, 60_000, 120_000, 120_000,
  ]);
  expect(nextLook(300_000, 3)).toBe(300_000);
});

test('A fault is found at its field, however deep the API says it lies', () => {
  const trouble = { ...signedOut, errors: [{ at: 'body.verdict.reason', message: 'too long' }] };
  expect(faultOf(trouble, 'reason')).toBe('too long');
  expect(faultOf(trouble, 'until')).toBeUndefined();
});
