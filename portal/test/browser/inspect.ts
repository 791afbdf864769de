import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds against WCAG 2.2 A and AA and its best practices, each with where. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate<AxeResults>('axe.run()');
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

/** What is wider than the window, so that one would have to scroll sideways to read. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => `${one.tagName}.${one.getAttribute('class') ?? ''}`);
  });
}

/** Controls that a thumb misses: lower or narrower than 44 px. A radio button is as large as its label. */
export function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls =
      'button, .button, nav a, summary, textarea, input:not([type="radio"]), label:has([type="radio"])';
    return [...document.querySelectorAll(controls)]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }))
      .filter((one) => {
        const { width, height } = one.getBoundingClientRect();
        return width < 44 || height < 43.9;
      })
      .map((one) => one.outerHTML.slice(0, 120));
  });
}
