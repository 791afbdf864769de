import { progress, up } from '@cleandesk/launcher';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { openBrowser } from '../src/portal/browser.ts';
import { type Issuer, openIssuer } from '../src/portal/issuer.ts';
import { portalDoors } from '../src/stories/portal-doors.ts';
import { switching } from '../src/stories/switching.ts';
import { play } from './played.ts';

const stack = inject('stack');
const dir = inject('stackDir');
const { portal } = stack;
/** ms that a deployment of what has changed may take. */
const patience = 300_000;

// By themselves: meanwhile the stack is deployed with other ways into the portal and one alarm for the fleet, and as it was afterwards.
let issuer: Issuer | undefined;
let opened: Promise<Browser> | undefined;
const told = progress((line) => console.log(line));
beforeAll(async () => {
  issuer = portal && (await openIssuer());
  const doors = issuer && {
    approversSignIn: false,
    portalIssuer: { url: issuer.url, clientId: issuer.clientId },
  };
  await up({ dir, detector: 'fleet', ...doors }, told);
}, patience);
afterAll(async () => {
  await (await opened)?.close();
  await issuer?.close();
  await up(
    { dir, detector: 'per-desktop', ...(portal && { approversSignIn: true, portalIssuer: null }) },
    told,
  );
}, patience);

const issuerOf = () => {
  if (issuer === undefined) throw new Error('The issuer has not been opened');
  return issuer;
};
const browser = () => {
  opened ??= openBrowser();
  return opened;
};
play({
  'An alarm for the fleet': switching(async (detector) => void (await up({ dir, detector }, told))),
  ...(portal && {
    'Other ways into the portal': portalDoors({ ...stack, portal }, { issuer: issuerOf, browser }),
  }),
});
