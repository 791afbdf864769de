import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seatIdOf } from '../../dev/seed-seats.ts';
import { linkTokens } from '../../dev/world.ts';
import { tooSmall, tooWide, violations } from './inspect.ts';
import { desk, openBrowser, phone, picture, type Visitor, visit } from './visitor.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

type Show = {
  name: string;
  /** Who signs in; without one the page is for anybody. */
  as?: string;
  path: (visitor: Visitor) => string;
  /** What is done before one looks. */
  before?: (visitor: Visitor) => void;
  act?: (page: Page) => Promise<void>;
  /** What it says. */
  says: RegExp;
  /** Calls that are meant to fail: the browser writes them to the console. */
  refused?: true;
};

const requestOf = ({ stub }: Visitor, find: { login: string; state: string }) =>
  stub.world.requests.find(({ requester, state }) => requester.login === find.login && state === find.state)
    ?.requestId ?? '';

const shows: Show[] = [
  { name: 'desktop', as: 'Ada Berg', path: () => '/', says: /You can connect and work/ },
  { name: 'desktop-away', as: 'Olga Weiss', path: () => '/', says: /reset in 7 minutes unless you connect/ },
  { name: 'desktop-none', as: 'Nina Lund', path: () => '/', says: /You have no desktop yet/ },
  {
    name: 'desktop-reset',
    as: 'Ada Berg',
    path: () => '/',
    act: (page) => page.getByRole('button', { name: 'Reset now' }).click(),
    says: /This can’t be undone/,
  },
  {
    name: 'ask',
    as: 'Ada Berg',
    path: () => '/ask',
    act: async (page) => {
      await page.getByText('Developer desktop').click();
      await page
        .getByLabel('What do you need it for?')
        .fill('I join the payments team and build its services.');
    },
    says: /€614/,
  },
  { name: 'requests', as: 'Ada Berg', path: () => '/requests', says: /Waits for approval/ },
  {
    name: 'request-rejected',
    as: 'Ada Berg',
    path: (visitor) => `/requests/${requestOf(visitor, { login: 'ada.berg', state: 'rejected' })}`,
    says: /The office desktop is enough for claims/,
  },
  {
    name: 'request-to-decide',
    as: 'Ben Roth',
    path: (visitor) => `/requests/${requestOf(visitor, { login: 'nina.lund', state: 'waiting' })}`,
    says: /Do you approve it/,
  },
  { name: 'approvals', as: 'Ben Roth', path: () => '/approvals', says: /Developer desktop, for Nina Lund/ },
  {
    name: 'decide-by-code',
    path: () => `/decide#${linkTokens.code}`,
    says: /The 8 digits/,
  },
  { name: 'decide-expired', path: () => `/decide#${linkTokens.expired}`, says: /This link has expired/ },
  { name: 'fleet', as: 'Olga Weiss', path: () => '/fleet', says: /Resets of the policy office/ },
  {
    name: 'seat',
    as: 'Olga Weiss',
    path: () => `/seats/${seatIdOf('ada.berg')}`,
    act: (page) => page.getByText('The receipt').click(),
    says: /Snapshot of the user volume/,
  },
  {
    name: 'account',
    as: 'Ben Roth',
    path: () => '/approvals?state=decided',
    act: (page) => page.getByRole('button', { name: 'account and settings' }).click(),
    says: /Appearance/,
  },
  {
    name: 'not-permitted',
    as: 'Ada Berg',
    path: () => '/fleet',
    says: /You may not see this/,
    refused: true,
  },
  { name: 'not-found', as: 'Ada Berg', path: () => '/nowhere', says: /There is no such page/ },
  {
    name: 'not-reachable',
    as: 'Ada Berg',
    path: () => '/requests',
    before: ({ stub }) => {
      stub.disturbance.instead = {
        type: 'about:blank',
        title: 'Something went wrong on our side',
        status: 503,
        detail: 'Try again in a minute.',
        instance: 'req-7f3c11',
      };
    },
    says: /req-7f3c11/,
    refused: true,
  },
  { name: 'signed-out', path: () => '/signed-out', says: /You can close this page/ },
];

const isLoading = (fault: string) => fault.includes('Failed to load resource');

describe('Every page, wide and on a phone, light and dark', () => {
  const visitors = new Map<string, Visitor>();
  /** One for each person, who signs in once. */
  async function visitorOf(name: string | undefined): Promise<Visitor> {
    const known = visitors.get(name ?? '');
    if (known) return known;
    const visitor = await visit(browser);
    visitors.set(name ?? '', visitor);
    if (name !== undefined) await visitor.signIn(name);
    return visitor;
  }
  afterAll(async () => {
    for (const visitor of visitors.values()) await visitor.leave();
  });

  test.each(shows)('$name', async (show) => {
    const visitor = await visitorOf(show.as);
    const { page, faults, stub } = visitor;
    await page.setViewportSize(desk);
    await page.emulateMedia({ colorScheme: 'light' });
    show.before?.(visitor);
    faults.length = 0;
    // The fragment alone would not load it anew.
    await page.goto('about:blank');
    await visitor.open(show.path(visitor));
    await show.act?.(page);
    await page.getByText(show.says).first().waitFor();

    for (const [size, viewport] of [
      ['', desk],
      ['phone', phone],
    ] as const) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), `${size} ${colorScheme}`).toEqual([]);
        if (size === '' || colorScheme === 'light')
          await picture(page, `${show.name}-${size || colorScheme}`);
      }
      expect(await tooSmall(page), `${size}`).toEqual([]);
    }
    // 1280 px at 400 %, and 640 px at 200 %: what WCAG asks of a page that is enlarged.
    for (const width of [320, 640, 1280]) {
      await page.setViewportSize({ width, height: 400 });
      expect(await tooWide(page), `${width} px`).toEqual([]);
    }
    expect(await page.title()).toMatch(/^.+ · Cleandesk$/);
    expect(await page.locator('h1').count()).toBe(1);
    expect(faults.filter((fault) => !(show.refused && isLoading(fault)))).toEqual([]);
    stub.disturbance.instead = undefined;
  });
});
