import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { seatIdOf } from '../../dev/seed-seats.ts';
import { linkCode, linkTokens } from '../../dev/world.ts';
import { openBrowser, startOfTests, type Visitor, visit } from './visitor.ts';

let browser: Browser;
let visitor: Visitor;
beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(() => visitor.leave());
afterAll(() => browser.close());

/** All that the page has stored in the browser. */
const kept = (page: Page) =>
  page.evaluate(() => JSON.stringify([sessionStorage, localStorage].map((store) => Object.entries(store))));
const heading = (page: Page) => page.locator('h1').textContent();

test('A desktop is asked for with the keyboard alone, and is on its way', async () => {
  visitor = await visit(browser);
  const { page, stub } = visitor;
  await visitor.signIn('Ada Berg');
  stub.world.requests.length = 0;
  const press = async (key: string, times = 1) => {
    for (let turn = 0; turn < times; turn += 1) await page.keyboard.press(key);
  };
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

  await page.reload();
  await visitor.settled();
  await press('Tab');
  expect(await focused()).toBe('Skip to the content');
  await press('Tab', 3);
  expect(await focused()).toBe('Ask');
  await press('Enter');
  await visitor.settled();
  // Whoever hears the page is told where they are.
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  expect(await page.title()).toBe('Ask for a desktop · Cleandesk');

  await press('Tab');
  await press('ArrowDown');
  await press('Tab');
  await page.keyboard.type('A course on safety at work.');
  await press('Tab');
  await page.keyboard.type('20032027');
  await press('Enter');
  await page.waitForURL(/\/requests\/[0-9A-Z]{26}$/);
  await visitor.settled();
  expect(await heading(page)).toBe('Training desktop');
  expect(await page.locator('.state').textContent()).toContain('Being done');
  expect(stub.world.requests.map(({ kind, reason }) => [kind, reason])).toEqual([
    ['desktop', 'A course on safety at work.'],
  ]);
});

test('What is missing is said at its field, linked to it, and has the focus', async () => {
  visitor = await visit(browser);
  const { page, stub } = visitor;
  await visitor.signIn('Ada Berg', '/ask');
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByText('Choose a desktop.').waitFor();
  const reason = page.getByLabel('What do you need it for?');
  expect(await reason.getAttribute('aria-invalid')).toBe('true');
  const described = (await reason.getAttribute('aria-describedby'))?.split(' ') ?? [];
  const texts = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).textContent()));
  expect(texts.join(' ')).toContain('Say what you need it for.');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('offerId');
  expect(stub.world.changes).toEqual([]);
});

test('A refusal stands beside the form; what was typed stays, and a retry carries the same key', async () => {
  visitor = await visit(browser);
  const { page, stub } = visitor;
  await visitor.signIn('Ada Berg', '/ask');
  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/requests'))
      keys.push(request.headers()['idempotency-key']);
  });
  await page.getByText('Developer desktop').click();
  await page.getByLabel('What do you need it for?').fill('To build things.');
  stub.disturbance.instead = {
    type: 'about:blank',
    title: 'Not now',
    status: 503,
    detail: 'Try again soon.',
  };
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByRole('alert').getByText('Not now').waitFor();
  expect(await page.getByLabel('What do you need it for?').inputValue()).toBe('To build things.');

  stub.disturbance.instead = undefined;
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.waitForURL(/\/requests\/[0-9A-Z]{26}$/);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
});

test('What could not be loaded for a moment is tried again by itself', async () => {
  visitor = await visit(browser);
  const { page, stub } = visitor;
  await visitor.signIn('Ada Berg');
  stub.disturbance.instead = { type: 'about:blank', title: 'That was too often', status: 429 };
  await page.getByRole('link', { name: 'Ask', exact: true }).click();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  stub.disturbance.instead = undefined;
  await visitor.later(10_000);
  await page.getByText('Developer desktop').waitFor();
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
});

test('Who was signed out meanwhile signs in again, is where they were, and has lost nothing', async () => {
  visitor = await visit(browser);
  const { page, stub } = visitor;
  await visitor.signIn('Ada Berg', '/ask');
  await page.getByText('Graphics desktop').click();
  await page.getByLabel('What do you need it for?').fill('The film for the fair.');
  await page.getByLabel('Until when').fill('2027-04-01');
  stub.issuer.revoke();
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await page.getByRole('link', { name: 'Ada Berg' }).click();
  await page.waitForURL(`${stub.url}/ask`);
  await visitor.settled();
  expect(await page.getByLabel('What do you need it for?').inputValue()).toBe('The film for the fair.');
  expect(await page.getByLabel('Until when').inputValue()).toBe('2027-04-01');
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.waitForURL(/\/requests\/[0-9A-Z]{26}$/);
});

test('A token that ends is renewed without a word', async () => {
  visitor = await visit(browser, { lifetimeSeconds: 120 });
  const { page, loaded } = visitor;
  await visitor.signIn('Ada Berg');
  const tokens = () => loaded.filter((url) => url.endsWith('/token')).length;
  expect(tokens()).toBe(1);
  await visitor.later(100_000);
  await page.getByRole('link', { name: 'Requests' }).click();
  await visitor.settled();
  expect(await page.getByText('Waits for approval').count()).toBe(1);
  expect(tokens()).toBe(2);
});

test('A desktop that changes while one looks is said, and the looks end while nobody looks', async () => {
  visitor = await visit(browser);
  const { page, stub, loaded } = visitor;
  await visitor.signIn('Ada Berg');
  const looks = () => loaded.filter((url) => url.endsWith('/me/seats')).length;
  const before = looks();
  const seat = stub.world.seats.find(({ userName }) => userName === 'ada.berg');
  if (seat) seat.status = 'rebuilding';
  await page.clock.runFor(16_000);
  await page.getByRole('heading', { name: 'Being cleaned' }).waitFor();
  expect(looks()).toBe(before + 1);
  // It is said after it is painted.
  await expect
    .poll(() => page.getByRole('status').textContent(), { timeout: 5000 })
    .toMatch(/^Your desktop: Being cleaned\./);

  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.clock.runFor(120_000);
  expect(looks()).toBe(before + 1);
});

test('A desktop is given back only by who types it', async () => {
  visitor = await visit(browser);
  const { page, stub } = visitor;
  await visitor.signIn('Ada Berg');
  await page.getByRole('button', { name: 'Give back' }).click();
  await page.getByRole('button', { name: 'Give it back' }).click();
  await page.getByText('Type the words “give back” to go on.').waitFor();
  await page.keyboard.press('Escape');
  expect(await page.locator('dialog').count()).toBe(0);
  expect(stub.world.changes).toEqual([]);
  // The focus is where it was before the dialog.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Give back');

  await page.keyboard.press('Enter');
  await page.getByLabel('To be sure, type: give back').fill('Give back');
  await page.getByRole('button', { name: 'Give it back' }).click();
  await page.getByRole('link', { name: 'See what becomes of it' }).waitFor();
  expect(stub.world.changes).toEqual(['POST /requests']);
});

test('The link of a mail decides nothing when it is opened, nor when its form is sent as it is', async () => {
  visitor = await visit(browser);
  const { page, stub, loaded } = visitor;
  const before = JSON.stringify(stub.world.requests);
  for (let turn = 0; turn < 2; turn += 1) {
    await page.goto('about:blank');
    await visitor.open(`/decide#${linkTokens.code}`);
    // A program that submits forms: by their button, and past it.
    await page.getByRole('button', { name: 'Send my decision' }).click();
    await page.evaluate(() => {
      for (const form of document.forms) form.requestSubmit();
    });
    await page.locator('[name="code"]').press('Enter');
    await page.getByLabel('Approve').check();
    await page.getByRole('button', { name: 'Send my decision' }).click();
    await page.getByText('Type in the 8 digits of the mail.').waitFor();
  }
  expect(JSON.stringify(stub.world.requests)).toBe(before);
  expect(stub.world.changes.filter((change) => change !== 'POST /links/open')).toEqual([]);
  // The token is in no address that a server saw, nor in the address bar.
  expect(page.url()).toBe(`${stub.url}/decide`);
  expect(loaded.filter((url) => new URL(url).pathname.includes(linkTokens.code))).toEqual([]);
  expect(await kept(page)).not.toContain('code-b');
});

test('A wrong code is said at its field; the right one decides, once', async () => {
  visitor = await visit(browser);
  const { page, stub } = visitor;
  await visitor.open(`/decide#${linkTokens.code}`);
  await page.getByLabel('Approve').check();
  await page.getByLabel('Code').fill('12345678');
  await page.getByRole('button', { name: 'Send my decision' }).click();
  await page.getByText('This is not the code of the mail.').waitFor();
  expect(stub.world.requests[0]?.state).toBe('waiting');

  await page.getByLabel('Code').fill(`${linkCode.slice(0, 4)} ${linkCode.slice(4)}`);
  await page.getByRole('button', { name: 'Send my decision' }).click();
  await page.getByText('Your decision is noted.').first().waitFor();
  expect(stub.world.requests[0]?.state).toBe('doing');

  await page.goto('about:blank');
  await visitor.open(`/decide#${linkTokens.code}`);
  await page.getByText('Already decided by Ben Roth.').waitFor();
});

test('The link of a mail for who signs in leads to the request, by way of the sign-in', async () => {
  visitor = await visit(browser);
  const { page, stub } = visitor;
  await page.goto(`${stub.url}/decide#${linkTokens.signIn}`);
  await page.getByRole('link', { name: 'Ben Roth' }).click();
  await page.waitForURL(/\/requests\/[0-9A-Z]{26}$/);
  await visitor.settled();
  await page.getByRole('button', { name: 'Send my decision' }).click();
  await page.getByText('Choose one of the two.').waitFor();
  await page.getByLabel('Reject').check();
  await page.getByRole('button', { name: 'Send my decision' }).click();
  await page.getByText('Say why you reject it').waitFor();
  expect(stub.world.requests[0]?.state).toBe('waiting');
  await page.getByLabel('Reason').fill('Take the office desktop.');
  await page.getByRole('button', { name: 'Send my decision' }).click();
  await page.getByText('Rejected by Ben Roth. Take the office desktop.').waitFor();
});

test('Where approvers decide by the code of their mail, there is no list for them', async () => {
  visitor = await visit(browser);
  const { page, stub } = visitor;
  await visitor.signIn('Ben Roth');
  expect(await page.getByRole('link', { name: 'Approvals' }).count()).toBe(1);
  stub.config.approversSignIn = false;
  await visitor.open('/');
  expect(await page.getByRole('link', { name: 'Approvals' }).count()).toBe(0);
});

test('An operator holds a desktop, lifts the hold, and lets paused resets go on', async () => {
  visitor = await visit(browser);
  const { page, stub } = visitor;
  await visitor.signIn('Olga Weiss', '/fleet');
  await page.getByRole('button', { name: /^Resume.*policy office$/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => stub.world.pauses.length).toBe(1);

  await page.getByRole('link', { name: 'Left' }).click();
  await page.waitForURL(/status=away/);
  await page.getByLabel('User').fill('olga');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('link', { name: 'olga.weiss' }).click();
  await page.getByRole('button', { name: 'Place a hold' }).click();
  await page.getByLabel('Reason').fill('An audit looks at it.');
  await page.getByLabel('Until when').fill('2027-03-31');
  await page.getByRole('dialog').getByRole('button', { name: 'Place a hold' }).click();
  await page.getByText('Until 31 Mar, 23:59 by Olga Weiss: An audit looks at it.').waitFor();
  const seat = () => stub.world.seats.find(({ seatId }) => seatId === seatIdOf('olga.weiss'));
  expect(seat()?.hold?.until).toBe('2027-03-31T21:59:59Z');

  await page.getByRole('button', { name: 'Lift the hold' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Lift the hold' }).click();
  await page.getByText('Nobody holds this desktop.').waitFor();
  expect(seat()?.hold).toBeUndefined();
});

test('What happens while somebody looks on is shown, and what they had opened stays open', async () => {
  visitor = await visit(browser);
  const { page, stub } = visitor;
  await visitor.signIn('Ada Berg');
  await page.getByText('The receipt').click();
  const isOpen = () => page.locator('.timeline details').evaluate((one) => one.hasAttribute('open'));
  expect(await isOpen()).toBe(true);
  const seat = stub.world.seats.find(({ seatId }) => seatId === seatIdOf('ada.berg'));
  const at = new Date(startOfTests).toISOString();
  seat?.timeline.unshift({ at, what: 'HoldLifted', text: 'A hold was lifted.' });
  await visitor.later(16_000);
  await page.getByText('A hold was lifted.').waitFor();
  expect(await isOpen()).toBe(true);
});

test('How it shall look is remembered, and there before the first paint', async () => {
  visitor = await visit(browser);
  const { page } = visitor;
  await visitor.open('/signed-out');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Dark').check();
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.reload({ waitUntil: 'commit' });
  await page.waitForFunction(() => document.body !== null);
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  expect(await ground()).toBe(dark);
});

test('Signing out ends at the issuer, and leaves nothing behind', async () => {
  visitor = await visit(browser);
  const { page, stub } = visitor;
  await visitor.signIn('Ada Berg');
  await page.getByRole('button', { name: 'account and settings' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${stub.url}/signed-out**`);
  await visitor.settled();
  expect(await heading(page)).toBe('You are signed out');
  expect(await kept(page)).not.toContain('id_token');
});
