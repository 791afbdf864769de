import { findChromium } from '@cleandesk/launcher/browser';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Account } from './identity.ts';

/** A page of the portal, with somebody in front of it. */
export type Sitter = { page: Page; leaves: () => Promise<void> };

export async function openBrowser(): Promise<Browser> {
  const { program, env } = await findChromium();
  return chromium.launch({
    executablePath: program,
    env: { ...process.env, ...env },
    // Chromium refuses to run as root with it, as which many a CI runs.
    chromiumSandbox: false,
  });
}

/** Opens an address of the portal and signs in where the pool asks for it. */
export async function sitsDown(browser: Browser, who: Account, url: string): Promise<Sitter> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin' });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  // Whoever comes by a link of a mail is asked to sign in by a button.
  const user = page.locator('input[name=username]');
  const button = page.getByRole('button', { name: /sign in/i });
  await user.or(button).first().waitFor();
  if (!(await user.isVisible())) await button.first().click();
  await user.fill(who.name);
  await page.locator('input[name=password]').fill(who.password);
  await page.locator('input[name=password]').press('Enter');
  await page.locator('h1').waitFor();
  return { page, leaves: () => context.close() };
}
