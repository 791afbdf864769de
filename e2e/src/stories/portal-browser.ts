import { holdLiftedV1, holdPlacedV1, resetCompletedV1, seatRemovedV1 } from '@cleandesk/contracts';
import type { LocalPortal, StackEnvironment } from '@cleandesk/launcher';
import { routes } from '@cleandesk/portal-api';
import { eventually } from '@cleandesk/testkit';
import type { Browser, Page } from 'playwright-core';
import { sitsDown } from '../portal/browser.ts';
import { type Office, officeOf, portalPatience } from '../portal/office.ts';
import type { Stage } from '../stack/stage.ts';
import { linkIn } from './portal.ts';
import type { Story } from './story.ts';

type Given = { stage: Stage; office: Office; browser: Browser };

const patient = { withinMs: portalPatience };
const seen = { timeout: portalPatience };

async function asksForDesktop(page: Page, reason: string): Promise<void> {
  await page.getByRole('link', { name: 'Ask', exact: true }).click();
  await page.getByText('Standard', { exact: true }).click();
  await page.getByLabel('What do you need it for?').fill(reason);
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.waitForURL(/\/requests\/[0-9A-Z]{26}$/);
}

/** Opens the mail that somebody got, and decides in front of the page that its link leads to. */
async function decidesByMail(
  { office, browser }: Given,
  about: string,
  verdict: 'Approve' | 'Reject',
  { reason, by = 'approver' }: { reason?: string; by?: 'approver' | 'deputy' } = {},
): Promise<void> {
  const adam = await office.staff(by);
  const { url } = linkIn(await office.mail(adam, `Person ${about}`));
  const { page, leaves } = await sitsDown(browser, adam, url);
  await page.getByLabel(verdict, { exact: true }).check();
  if (reason !== undefined) await page.getByLabel('Reason').fill(reason);
  await page.getByRole('button', { name: 'Send my decision' }).click();
  await page
    .getByText(verdict === 'Approve' ? /^(Being done|Done)$/ : 'Rejected')
    .first()
    .waitFor();
  if (page.url().includes('#')) throw new Error('the token of the link stands in the address bar');
  await leaves();
}

const approved = async (given: Given): Promise<void> => {
  const { office, browser, stage } = given;
  const rita = await office.hires('sees', { manager: 'approver@example.com' });
  const { page, leaves } = await sitsDown(browser, rita, office.portal.url);
  await asksForDesktop(page, 'For the fair in March.');
  await page.getByText('Waits for approval').first().waitFor();
  await decidesByMail(given, rita.name, 'Approve');
  await page.locator('.state').getByRole('heading', { name: 'Done', exact: true }).waitFor(seen);
  await page.getByRole('link', { name: 'Desktop', exact: true }).click();
  await page.getByRole('heading', { name: 'Ready' }).waitFor(seen);
  const [desktop] = (await stage.cloud.desktops()).filter(({ userName }) => userName === rita.name);
  await page
    .getByText(desktop?.workspaceId ?? 'no desktop')
    .first()
    .waitFor();

  stage.tell(rita.name, 'reboots it by a click, and nobody has to approve');
  await page.getByRole('button', { name: 'Reboot' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reboot' }).click();
  await eventually(
    'the reboot is done',
    async () =>
      (await rita.api.ask(routes.myRequests)).items.some(
        ({ kind, state }) => kind === 'reboot' && state === 'done',
      ) || undefined,
    patient,
  );

  stage.tell(rita.name, 'asks for a clean desktop');
  await stage.cloud.snapshotNow(desktop?.workspaceId ?? '');
  await page.reload();
  await page.getByRole('button', { name: 'Reset now' }).click();
  await page.getByText('Your own drive comes back as its last snapshot has it').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset it now' }).click();
  await stage.bus.first(resetCompletedV1, ({ seat }) => seat.userName === rita.name, patient);
  // A reset is over here between two looks of the page, which then sees the same state, and looks at what happened all the same.
  await page.getByText('Clean and ready').first().waitFor(seen);
  await leaves();
};

const rejected = async (given: Given): Promise<void> => {
  const { office, browser } = given;
  const who = await office.hires('hopes', { manager: 'approver@example.com' });
  const { page, leaves } = await sitsDown(browser, who, office.portal.url);
  await asksForDesktop(page, 'I would like one.');
  await decidesByMail(given, who.name, 'Reject', { reason: 'There is one in your room.' });
  await page.getByText('There is one in your room.').first().waitFor(seen);
  await leaves();
};

const expired = async (given: Given): Promise<void> => {
  const { office, browser } = given;
  const who = await office.hires('patient', { manager: 'deputy@example.com' });
  const { page, leaves } = await sitsDown(browser, who, office.portal.url);
  await asksForDesktop(page, 'Whenever it suits you.');
  const { url } = linkIn(await office.mail(await office.staff('deputy'), `Person ${who.name}`));
  await page.locator('.state').getByRole('heading', { name: 'Expired', exact: true }).waitFor(seen);
  await page.getByText('Nobody decided in time.').first().waitFor();
  // The link needs no sign-in to say that it is of no use any more.
  await page.goto(url);
  await page.getByText('Nobody decided it in time.').waitFor();
  await leaves();
};

/** `2026-12-01` as the page shows it to these readers. */
const inWords = (day: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day));

const keptLonger = async (given: Given): Promise<void> => {
  const { office, browser, stage } = given;
  const who = await office.hires('stays', { manager: 'approver@example.com' });
  const until = new Date(Date.now() + 3 * 86_400_000).toISOString();
  const asked = await who.api.ask(routes.ask, {
    body: { kind: 'desktop', offerId: 'standard', reason: 'For a trial.', until },
  });
  const adam = await office.staff('approver');
  const parameters = { requestId: asked.requestId };
  await adam.api.ask(routes.decide, { parameters, body: { decision: 'approve' } });
  await office.becomes(who, asked.requestId, 'done');
  const { page, leaves } = await sitsDown(browser, who, office.portal.url);
  await page.getByRole('heading', { name: 'Ready' }).waitFor(seen);
  const later = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await page.getByRole('button', { name: 'Keep it longer' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Until when').fill(later);
  await dialog.getByLabel('Reason').fill('Not done yet.');
  await dialog.getByRole('button', { name: 'Ask' }).click();
  await page.getByText('Waits for approval').first().waitFor(seen);
  // Who approves it the rule says: here any of the portal's approvers.
  await decidesByMail(given, who.name, 'Approve', { by: 'deputy' });
  const shown = page.locator('.facts div').filter({ hasText: 'Yours until' });
  await shown.filter({ hasText: inWords(later) }).waitFor(seen);

  stage.tell(who.name, 'gives it back');
  await page.getByRole('button', { name: 'Give back' }).click();
  const sure = page.getByRole('dialog');
  await sure.getByRole('button', { name: 'Give it back' }).click();
  await sure.getByText('to go on.').waitFor();
  await sure.getByLabel('To be sure').fill('give back');
  await sure.getByRole('button', { name: 'Give it back' }).click();
  await stage.bus.first(seatRemovedV1, ({ seat }) => seat.userName === who.name, patient);
  await page.getByText('You have no desktop yet').waitFor(seen);
  await leaves();
};

const operated = async ({ office, browser, stage }: Given): Promise<void> => {
  const who = await office.hires('watched', { manager: 'approver@example.com' });
  const asked = await who.api.ask(routes.ask, {
    body: { kind: 'desktop', offerId: 'standard', reason: 'To work.' },
  });
  const adam = await office.staff('approver');
  await adam.api.ask(routes.decide, {
    parameters: { requestId: asked.requestId },
    body: { decision: 'approve' },
  });
  await office.becomes(who, asked.requestId, 'done');
  const { page, leaves } = await sitsDown(browser, await office.staff('operator'), office.portal.url);
  await page.getByRole('link', { name: 'Fleet', exact: true }).click();
  await page.getByLabel('User').fill(who.name);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByText(who.name).first().click();
  await page.getByRole('button', { name: 'Place a hold' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Evidence.');
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel('Until when').fill(tomorrow);
  await dialog.getByRole('button', { name: 'Place a hold' }).click();
  await stage.bus.first(holdPlacedV1, ({ seat }) => seat.userName === who.name, patient);
  await page.getByRole('button', { name: 'Lift the hold' }).click(seen);
  await page.getByRole('dialog').getByRole('button', { name: 'Lift the hold' }).click();
  await stage.bus.first(holdLiftedV1, ({ seat }) => seat.userName === who.name, patient);
  await page.getByRole('button', { name: 'Place a hold' }).waitFor(seen);
  await leaves();
};

/** The portal as people see it, in a real browser. */
export function portalInBrowser(
  stack: StackEnvironment & { portal: LocalPortal },
  browser: () => Promise<Browser>,
): Story[] {
  const told = (title: string, plot: (given: Given) => Promise<void>): Story => ({
    title,
    play: async (stage) => plot({ stage, office: officeOf(stage, stack), browser: await browser() }),
  });
  return [
    told('a request is made, approved from the mail and done; then a reboot and a reset, by click', approved),
    told('whoever is rejected reads why', rejected),
    told('what nobody decides is shown as expired, and its link decides nothing any more', expired),
    told('a desktop is kept longer when that is approved, and given back', keptLonger),
    told('an operator finds a desktop, holds it and lets it go', operated),
  ];
}
