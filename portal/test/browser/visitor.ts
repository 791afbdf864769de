import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '@cleandesk/launcher/browser';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { type Stub, startStub } from '../../dev/stub.ts';

/** When it is, in each test and on each picture. */
export const startOfTests = Date.parse('2027-03-09T13:20:00Z');

export const desk = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

/** A person at a browser, in front of a portal of their own. */
export type Visitor = {
  page: Page;
  context: BrowserContext;
  stub: Stub;
  /** What the page said to the console as an error, what it refused by its policy, and what went wrong in the stub. */
  faults: string[];
  /** All that was loaded, with where from. */
  loaded: string[];
  signIn(name: string, path?: string): Promise<void>;
  /** Opens an address of the portal and waits until all is there. */
  open(path: string): Promise<void>;
  /** All that a page loads by itself has come. */
  settled(): Promise<void>;
  /** Time goes by, for the portal and for what stands behind it. */
  later(ms: number): Promise<void>;
  leave(): Promise<void>;
};

export async function openBrowser(): Promise<Browser> {
  const { program, env } = await findChromium();
  return chromium.launch({
    executablePath: program,
    env: { ...process.env, ...env },
    chromiumSandbox: false,
    args: ['--font-render-hinting=none', '--disable-lcd-text'],
  });
}

type Options = {
  viewport?: { width: number; height: number };
  /** s that a token is good for. */
  lifetimeSeconds?: number;
  /** Wall time instead of a clock that stands at the same moment in each run: for what is measured. */
  wallClock?: boolean;
};

export async function visit(browser: Browser, options: Options = {}): Promise<Visitor> {
  const faults: string[] = [];
  const begun = performance.now();
  let ahead = 0;
  const stub = await startStub({
    folder: inject('folder'),
    lifetimeSeconds: options.lifetimeSeconds ?? 3600,
    onFault: (error) => faults.push(`stub: ${String(error)}`),
    ...(!options.wallClock && { now: () => startOfTests + ahead + performance.now() - begun }),
  });
  const context = await browser.newContext({
    viewport: options.viewport ?? desk,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  if (!options.wallClock) await context.clock.install({ time: startOfTests });
  const page = await context.newPage();
  // Shorter than a test's own patience, so that it says what it waited for.
  page.setDefaultTimeout(10_000);
  const underway = new Set<unknown>();
  const loaded: string[] = [];
  page.on('request', (request) => {
    underway.add(request);
    loaded.push(request.url());
  });
  page.on('requestfinished', (request) => underway.delete(request));
  page.on('requestfailed', (request) => underway.delete(request));
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });

  const settled = async () => {
    const isThere = () =>
      page.evaluate(
        () => document.querySelector('h1') !== null && document.querySelector('[aria-busy]') === null,
      );
    await expect.poll(async () => underway.size === 0 && (await isThere()), { timeout: 20_000 }).toBe(true);
    // What has come is painted, and nothing follows from it.
    await page.evaluate(
      () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
    );
    await expect.poll(async () => underway.size === 0 && (await isThere()), { timeout: 20_000 }).toBe(true);
  };

  return {
    page,
    context,
    stub,
    faults,
    loaded,
    settled,
    async open(path) {
      await page.goto(stub.url + path);
      await settled();
    },
    async signIn(name, path = '/') {
      await page.goto(stub.url + path);
      await page.getByRole('link', { name }).click();
      await page.waitForURL((url) => url.origin === stub.url && url.pathname !== '/signed-in');
      await settled();
    },
    async later(ms) {
      ahead += ms;
      await page.clock.fastForward(ms);
    },
    async leave() {
      await context.close();
      await stub.close();
    },
  };
}

const folder = join(import.meta.dirname, '../../../docs/portal');
/** px; below that a list only repeats itself. */
const tallest = 1300;

/** Written only when they are asked for: nobody reviews pictures that change with each run. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.PORTAL_SCREENSHOTS === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.evaluate(() => scrollTo(0, 0));
  const size = page.viewportSize() ?? desk;
  const isDialog = await page.locator('dialog[open]').count();
  // What is fixed to the window would stand in the middle of a long picture.
  const isWindow = size.width <= phone.width || isDialog > 0;
  const height = isWindow
    ? size.height
    : Math.min(tallest, await page.evaluate(() => document.documentElement.scrollHeight));
  const clip = { x: 0, y: 0, width: size.width, height: Math.max(height, size.height) };
  const path = join(folder, `${name}.png`);
  writeFileSync(path, await page.screenshot({ fullPage: !isWindow, clip, animations: 'disabled' }));
}
