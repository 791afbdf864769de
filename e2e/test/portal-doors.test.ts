import { progress, up } from '@cleandesk/launcher';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { openBrowser } from '../src/portal/browser.ts';
import { type Issuer, openIssuer } from '../src/portal/issuer.ts';
import { portalDoors } from '../src/stories/portal-doors.ts';
import { play } from './played.ts';

const stack = inject('stack');
const dir = inject('stackDir');
const { portal } = stack;
/** ms that a deployment of what has changed may take. */
const patience = 300_000;

// By itself: meanwhile the portal is deployed with other ways in, and as it was afterwards.
if (portal) {
  let issuer: Issuer | undefined;
  let opened: Promise<Browser> | undefined;
  const told = progress((line) => console.log(line));
  beforeAll(async () => {
    issuer = await openIssuer();
    const { url, clientId } = issuer;
    await up({ dir, approversSignIn: false, portalIssuer: { url, clientId } }, told);
  }, patience);
  afterAll(async () => {
    await (await opened)?.close();
    await issuer?.close();
    await up({ dir, approversSignIn: true, portalIssuer: null }, told);
  }, patience);

  const issuerOf = () => {
    if (issuer === undefined) throw new Error('The issuer has not been opened');
    return issuer;
  };
  const browser = () => {
    opened ??= openBrowser();
    return opened;
  };
  play({ 'Other ways into the portal': portalDoors({ ...stack, portal }, { issuer: issuerOf, browser }) });
}
