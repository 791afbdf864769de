import type { Browser } from 'playwright-core';
import { afterAll, inject } from 'vitest';
import { openBrowser } from '../src/portal/browser.ts';
import { portalInBrowser } from '../src/stories/portal-browser.ts';
import { operatorResumes } from '../src/stories/portal-operator.ts';
import { play } from './played.ts';

const stack = inject('stack');
const { portal } = stack;

let opened: Promise<Browser> | undefined;
const browser = () => {
  opened ??= openBrowser();
  return opened;
};

afterAll(async () => (await opened)?.close());

if (portal) {
  const reached = { ...stack, portal };
  play({
    'The portal in a browser': [...portalInBrowser(reached, browser), operatorResumes(reached, browser)],
  });
}
