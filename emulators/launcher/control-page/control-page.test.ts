import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSeed, type RunningDesktopCloud, startDesktopCloud } from '@cleandesk/desktop-cloud';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from '../src/browser.ts';

let browser: Browser;
let running: RunningDesktopCloud;
let faults: string[];

beforeAll(async () => {
  const { program, env } = await findChromium();
  const environment = { ...process.env, ...env };
  browser = await chromium.launch({ executablePath: program, env: environment, chromiumSandbox: false });
});
afterAll(() => browser.close());

beforeEach(async () => {
  faults = [];
  running = await startDesktopCloud({
    speed: 60_000,
    seed: defaultSeed(60),
    settings: { throttle: { enabled: false } },
  });
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await running.close();
  if (faults.length > 0) throw new Error(`the page said: ${faults.join('; ')}`);
});

/** Somebody's program, at the same address as the page. */
async function aws(operation: string, input: object): Promise<unknown> {
  const answer = await fetch(running.url, {
    method: 'POST',
    headers: {
      'x-amz-target': `WorkspacesService.${operation}`,
      'content-type': 'application/x-amz-json-1.1',
    },
    body: JSON.stringify(input),
  });
  return answer.json();
}

async function createDesktops(count: number, runningMode = 'ALWAYS_ON'): Promise<void> {
  const requests = defaultSeed(60)
    .userNames.slice(0, count)
    .map((UserName) => ({
      DirectoryId: 'd-9067000001',
      UserName,
      BundleId: 'wsb-standard1',
      WorkspaceProperties: { RunningMode: runningMode },
    }));
  for (let from = 0; from < count; from += 25) {
    await aws('CreateWorkspaces', { Workspaces: requests.slice(from, from + 25) });
  }
}

const desktops = () => [
  ...running.cloud.branch({ accountId: '000000000000', region: 'us-east-1' }).fleet.desktops,
];
const standing = () =>
  expect.poll(() => desktops().every((one) => one.state === 'AVAILABLE'), { timeout: 10_000 }).toBe(true);

type Look = { width?: number; colorScheme?: 'light' | 'dark' };
async function open({ width = 1280, colorScheme = 'light' }: Look = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // A refused request of a test is told by the browser, too.
    if (message.type() === 'error' && !message.text().includes('409')) faults.push(message.text());
  });
  await page.goto(running.url);
  await expect.poll(() => page.getByRole('status').textContent()).toBe('Live');
  return page;
}

const tile = (page: Page, user: string) =>
  page.getByRole('list', { name: 'Desktops', exact: true }).getByText(user);

/** A page that shows the one desktop in ERROR, of so many. */
async function onlyBroken(count: number) {
  await createDesktops(count);
  await standing();
  const [, broken] = desktops();
  if (broken === undefined) throw new Error('there is no second desktop');
  running.control.desktop(broken.id, { state: 'ERROR' });
  const page = await open();
  const tiles = page.getByRole('list', { name: 'Desktops', exact: true }).getByRole('listitem');
  await page.getByRole('button', { name: 'ERROR 1' }).click();
  await expect.poll(() => tiles.count()).toBe(1);
  return { page, tiles, mend: () => running.control.desktop(broken.id, { state: 'AVAILABLE' }) };
}

describe('the control page', () => {
  it('shows the fleet by state, and what a program does to it as it happens', async () => {
    const page = await open();
    await page.getByText('No desktop here').waitFor();
    await createDesktops(30);
    await page.getByText('30 desktops, 0 connected').waitFor();
    await page.getByRole('button', { name: 'AVAILABLE 30' }).waitFor();
    const [first] = desktops();
    await aws('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: first?.id }] });
    await page.getByText('29 desktops, 0 connected').waitFor();
    await expect.poll(() => tile(page, 'ada.berg').count()).toBe(0);
    const stream = page.getByRole('region', { name: 'Calls and events' });
    await stream.getByText(`TerminateWorkspaces ${first?.id}`).first().waitFor();
    await stream.getByText('AWS API Call via CloudTrail TerminateWorkspaces').waitFor();
  });

  it('connects and drops a session by click, and says why not', async () => {
    running.cloud.setSpeed(60_000);
    await createDesktops(3);
    await standing();
    const page = await open();
    running.cloud.setSpeed(1);
    await tile(page, 'ben.berg').click();
    const desktop = page.getByRole('complementary');
    await desktop.getByRole('heading', { name: 'ben.berg · AVAILABLE' }).waitFor();
    await desktop.getByRole('button', { name: 'Disconnect' }).click();
    await desktop.getByRole('alert').getByText('Nobody is connected').waitFor();
    await desktop.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByText('3 desktops, 1 connected').waitFor();
    const ben = () => desktops().find((one) => one.userName === 'ben.berg');
    // What the page shows is what stands: a session that goes on, and then one that broke.
    expect(ben()?.session).toEqual({ since: expect.any(Number) });
    await desktop.getByRole('button', { name: 'Drop' }).click();
    await expect
      .poll(() => ben()?.session)
      .toEqual({ since: expect.any(Number), droppedAt: expect.any(Number) });
    await tile(page, 'ben.berg').locator('..').getByText('dropped').waitFor();
    await desktop.getByRole('button', { name: 'ERROR' }).click();
    await desktop.getByRole('heading', { name: 'ben.berg · ERROR' }).waitFor();
    await desktop.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => desktop.isVisible()).toBe(false);
  });

  it('finds desktops by state and text', async () => {
    const { page, tiles } = await onlyBroken(30);
    await page.getByRole('button', { name: 'ERROR 1' }).click();
    await page.getByLabel('Find').fill('costa');
    await expect.poll(() => tiles.count()).toBe(10);
    await page.getByLabel('Find').fill('nobody like this');
    await page.getByText('No desktop is like that.').waitFor();
  });

  it('keeps the button of a filter that nobody meets any more, and the order of the fleet', async () => {
    const { page, tiles, mend } = await onlyBroken(3);
    mend();
    await expect.poll(() => tiles.count()).toBe(0);
    await page.getByRole('button', { name: 'AVAILABLE 3' }).waitFor();
    await page.getByLabel('Find').fill('ben');
    await page.getByRole('button', { name: 'ERROR 0' }).click();
    await expect.poll(() => tiles.allTextContents()).toEqual(['ben.bergAVAILABLE']);
    await page.getByLabel('Find').fill('');
    await expect.poll(() => tiles.count()).toBe(3);
    expect((await tiles.allTextContents()).map((text) => text.slice(0, 8))).toEqual([
      'ada.berg',
      'ben.berg',
      'cleo.ber',
    ]);
  });

  it('shows the clock, holds it, and changes its speed', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect.poll(() => running.cloud.pace.speed).toBe(0);
    const stood = running.cloud.pace.now();
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => running.cloud.pace.speed).toBe(60_000);
    expect(running.cloud.pace.now()).toBeGreaterThanOrEqual(stood);
    await page.getByLabel('Speed').selectOption('600');
    await expect.poll(() => running.cloud.pace.speed).toBe(600);
  });

  it('goes on after the desktop cloud was away', async () => {
    const page = await open();
    const port = Number(new URL(running.url).port);
    await running.close();
    await expect.poll(() => page.getByRole('status').textContent()).toContain('Lost');
    faults = [];
    running = await startDesktopCloud({ port, speed: 60_000, settings: { throttle: { enabled: false } } });
    await expect.poll(() => page.getByRole('status').textContent(), { timeout: 20_000 }).toBe('Live');
    faults = faults.filter((fault) => !fault.includes('ERR_CONNECTION_REFUSED'));
  });

  it.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['phone', { width: 390 }],
  ] as const)('axe finds nothing, and nothing is cut off: %s', async (name, look) => {
    // They stand for an hour of AWS's time: long enough to be seen standing.
    running.cloud.setSpeed(6_000);
    await createDesktops(60, 'AUTO_STOP');
    await standing();
    running.cloud.setSpeed(60);
    const states = ['ERROR', 'ADMIN_MAINTENANCE', 'STOPPED', 'UNHEALTHY'];
    for (const [index, one] of desktops().entries()) {
      if (index % 3 === 0) running.control.session({ workspaceId: one.id, action: 'connect' });
      const state = states[index - 20];
      if (state !== undefined) running.control.desktop(one.id, { state });
      if (index % 6 === 0) running.control.session({ workspaceId: one.id, action: 'drop' });
    }
    const page = await open(look);
    const rebooted = desktops().slice(4, 8);
    await aws('RebootWorkspaces', {
      RebootWorkspaceRequests: rebooted.map(({ id }) => ({ WorkspaceId: id })),
    });
    await aws('RebuildWorkspaces', { RebuildWorkspaceRequests: [{ WorkspaceId: desktops()[1]?.id }] });
    await tile(page, 'dan.berg').click();
    await page.getByRole('heading', { name: /dan\.berg/ }).waitFor();
    await page.getByText('RebootWorkspaces').first().waitFor();
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(' ')}`)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await picture(page, name);
  });

  it('is closed to pages of other sites', async () => {
    const request = (origin: string) =>
      fetch(`${running.url}/_control/reset`, { method: 'POST', headers: { origin }, body: '{}' });
    expect((await request('https://elsewhere.example')).status).toBe(403);
    expect((await request('null')).status).toBe(403);
    expect((await request(running.url)).status).toBe(200);
    const page = await fetch(running.url);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

/** Written only when they are asked for: nobody reviews pictures that change with each run. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env.CONTROL_PAGE_SCREENSHOTS === undefined) return;
  const folder = join(import.meta.dirname, '../../desktop-cloud/docs');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `page-${name}.png`), await page.screenshot({ fullPage: name !== 'phone' }));
}
