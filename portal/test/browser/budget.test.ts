import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type Visitor, visit } from './visitor.ts';

/** bytes over the wire of all that the site gives, and ms. */
const most = { bytes: 150_000, script: 60_000, firstPaintMs: 1000, shift: 0.02 };

let browser: Browser;
let visitor: Visitor;
beforeAll(async () => {
  browser = await openBrowser();
  visitor = await visit(browser, { wallClock: true });
});
afterAll(async () => {
  await visitor.leave();
  await browser.close();
});

describe('What the portal costs whoever opens it', () => {
  test('All that is loaded is small, and comes from the portal, its API and its issuer alone', async () => {
    const { page, stub, loaded } = visitor;
    const sizes = new Map<string, number>();
    const protocol = await visitor.context.newCDPSession(page);
    await protocol.send('Network.enable');
    const addresses = new Map<string, string>();
    protocol.on('Network.requestWillBeSent', ({ requestId, request }) =>
      addresses.set(requestId, request.url),
    );
    protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const address = addresses.get(requestId) ?? '';
      // The way back from the issuer loads it once more, from the cache.
      const before = sizes.get(address) ?? 0;
      if (address.startsWith(stub.url)) sizes.set(address, Math.max(before, encodedDataLength));
    });
    await visitor.signIn('Ada Berg');
    await page.getByRole('link', { name: 'Ask' }).click();
    await visitor.settled();

    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    const script = [...sizes].find(([address]) => /\/script-/.test(address))?.[1] ?? 0;
    console.log(
      `portal: ${(total / 1000).toFixed(1)} kB in all, ${(script / 1000).toFixed(1)} kB of script, gzip`,
    );
    expect(script).toBeGreaterThan(10_000);
    expect(script).toBeLessThan(most.script);
    expect(total).toBeLessThan(most.bytes);
    const origins = new Set(loaded.map((url) => new URL(url).origin));
    expect([...origins].sort()).toEqual([stub.url, stub.config.apiUrl, stub.config.issuer].sort());
  });

  test('Something is to be seen within a second, also without a cache, and stays where it is', async () => {
    const { page, stub } = visitor;
    const paints: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const protocol = await visitor.context.newCDPSession(page);
      await protocol.send('Network.setCacheDisabled', { cacheDisabled: true });
      // The API is as slow as it may be: pages are seen while it is asked.
      stub.disturbance.delayMs = 400;
      await page.goto(stub.url);
      await visitor.settled();
      const seen = await page.evaluate(() => {
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        return paint?.startTime ?? Number.POSITIVE_INFINITY;
      });
      paints.push(seen);
    }
    stub.disturbance.delayMs = 0;
    paints.sort((a, b) => a - b);
    const median = paints[1] ?? Number.POSITIVE_INFINITY;
    console.log(`portal: first contentful paint after ${median.toFixed(0)} ms (median of 3)`);
    expect(median).toBeLessThan(most.firstPaintMs);
  });

  test('What comes later does not push away what is read', async () => {
    const { page, stub } = visitor;
    stub.disturbance.delayMs = 300;
    await page.goto(`${stub.url}/requests`);
    await visitor.settled();
    const shift = await page.evaluate(
      () =>
        new Promise<number>((known) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
              const value: unknown = Reflect.get(entry, 'value');
              if (typeof value === 'number') sum += value;
            }
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => known(sum), 100);
        }),
    );
    stub.disturbance.delayMs = 0;
    expect(shift).toBeLessThan(most.shift);
  });
});

describe('What the page may do', () => {
  test('It keeps its own policy, and the policy keeps everything else out', async () => {
    const { page, stub, faults } = visitor;
    const answer = await page.goto(stub.url);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    await visitor.settled();
    expect(faults).toEqual([]);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "inline code ran"';
      document.head.append(script);
    });
    expect(await page.title()).not.toContain('inline');
    const third = await page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'fetched',
        () => 'refused',
      ),
    );
    expect(third).toBe('refused');
    expect(faults.join(' ')).toContain('Content Security Policy');
  });

  test('A portal that was set up with a fault says which', async () => {
    const { page, stub } = visitor;
    const { apiUrl } = stub.config;
    stub.config.apiUrl = 'http://api.example.com';
    await page.goto(stub.url);
    await page.getByRole('heading', { name: 'The portal can’t start' }).waitFor();
    expect(await page.locator('main').textContent()).toContain(
      'apiUrl is no https address: http://api.example.com',
    );
    stub.config.apiUrl = apiUrl;
  });
});
