import { setTimeout as pause } from 'node:timers/promises';
import { seatProvisionedV1, seatWantedV1 } from '@cleandesk/contracts';
import type { LocalPortal, StackEnvironment } from '@cleandesk/launcher';
import { type Route, routes } from '@cleandesk/portal-api';
import type { Browser, Page } from 'playwright-core';
import type { Claims, How, Issuer } from '../portal/issuer.ts';
import { type Colleague, type Office, officeOf, portalDirectory, portalPatience } from '../portal/office.ts';
import { portalClient } from '../portal/portal-client.ts';
import type { Stage } from '../stack/stage.ts';
import { linkIn, must } from './portal.ts';
import type { Story } from './story.ts';

type Given = { stage: Stage; office: Office; browser: Browser; issuer: Issuer };

const patient = { withinMs: portalPatience };
const manager = 'approver@example.com';

/** As the owner's issuer tells of its people: by claims that have other names than those of the stack's pool. */
const claimsOf = (name: string, more: Claims = {}): Claims => ({
  sub: `subject of ${name}`,
  preferred_username: name,
  name: `Person ${name}`,
  email: `${name}@example.com`,
  email_verified: true,
  manager,
  ...more,
});

async function comesBy({ stage, office, issuer }: Given, title: string): Promise<Colleague> {
  const name = `${title}-${stage.run}`;
  await stage.cloud.user(name);
  const idToken = issuer.sign(claimsOf(name));
  const seat = { directoryId: portalDirectory, userName: name };
  const api = portalClient(office.portal.apiUrl, idToken);
  return { name, password: '', mail: `${name}@example.com`, idToken, api, seat };
}

/** Opens a link of a mail with a browser of its own, as a mail gateway does. */
async function opens({ browser }: Given, url: string): Promise<{ page: Page; leaves: () => Promise<void> }> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin' });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  await page.locator('h1').waitFor();
  await page
    .getByText(/is asked of you/)
    .first()
    .waitFor();
  return { page, leaves: () => context.close() };
}

/** Submits all forms that there are, presses all that can be pressed, and types nothing. */
async function triesEverything(page: Page): Promise<void> {
  await page.getByLabel('Code').waitFor();
  const submitAll = 'for (const form of document.forms) form.requestSubmit()';
  await page.evaluate(submitAll);
  await page.evaluate('for (const choice of document.querySelectorAll("input[type=radio]")) choice.click()');
  await page.evaluate(submitAll);
  await page.getByRole('button', { name: 'Send my decision' }).click();
  await page.keyboard.press('Enter');
  await page.getByText('Type in the 8 digits of the mail.').waitFor();
}

const typedCode = async (given: Given): Promise<void> => {
  const { stage, office } = given;
  const who = await comesBy(given, 'typed');
  const asked = await who.api.ask(routes.ask, {
    body: { kind: 'desktop', offerId: 'standard', reason: 'To work.' },
  });
  const mail = await office.mail({ mail: manager }, `Person ${who.name}`);
  const { url, token } = linkIn(mail);
  const [, code = ''] = /Type this code in there: (\d{8})/.exec(mail.text) ?? [];

  stage.tell(who.name, 'a scanner opens the link twice, and sends every form without typing');
  for (const _time of [1, 2]) {
    const scanner = await opens(given, url);
    await triesEverything(scanner.page);
    await scanner.leaves();
    const verdict = { decision: 'approve' };
    for (const body of [
      { token, verdict },
      { token, code: '', verdict },
      { token, code: '00000000', verdict },
    ])
      must(
        'nothing is decided',
        (await office.stranger.send(routes.decideByLink, { body })).status >= 400,
        true,
      );
  }
  must('it still waits', (await office.becomes(who, asked.requestId, 'waiting')).approvals.given, 0);
  must(
    'claims that were said',
    stage.bus.all(seatWantedV1, ({ seat }) => seat.userName === who.name).length,
    0,
  );

  stage.tell(who.name, 'the manager opens the link, signed in nowhere, and types the code of the mail');
  const { page, leaves } = await opens(given, url);
  await page.getByLabel('Approve', { exact: true }).check();
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Send my decision' }).click();
  await page.getByText('There is nothing to decide').waitFor();
  if (page.url().includes('#')) throw new Error('the token of the link stands in the address bar');
  await leaves();
  await stage.bus.first(seatProvisionedV1, ({ seat }) => seat.userName === who.name, patient);
  await office.becomes(who, asked.requestId, 'done');

  const again = await opens(given, url);
  await again.page.getByText(`It was already decided by ${manager}.`).waitFor();
  await again.leaves();
};

const guessedCodes = async (given: Given): Promise<void> => {
  const { office } = given;
  const who = await comesBy(given, 'guessed');
  const asked = await who.api.ask(routes.ask, {
    body: { kind: 'desktop', offerId: 'standard', reason: 'To work.' },
  });
  const mail = await office.mail({ mail: manager }, `Person ${who.name}`);
  const { token } = linkIn(mail);
  const [, code = ''] = /Type this code in there: (\d{8})/.exec(mail.text) ?? [];
  const verdict = { decision: 'approve' };
  const tries = async (guess: string) =>
    (await office.stranger.send(routes.decideByLink, { body: { token, code: guess, verdict } })).status;
  const wrong = code === '12345678' ? '87654321' : '12345678';
  for (let time = 0; time < 5; time += 1) must('a wrong code', await tries(wrong), 403);
  must('after five of them the right one is too late', await tries(code), 404);
  must('it still waits', (await office.becomes(who, asked.requestId, 'waiting')).approvals.given, 0);
};

type Call = (token: string | undefined, route?: Route) => Promise<number>;

/** What somebody without a good token may try, with what it is called. */
function forgeries({ issuer }: Given, own: Claims): Record<string, string | undefined> {
  const now = Math.floor(Date.now() / 1000);
  const signed = (claims: Claims, how?: How) => issuer.sign({ ...own, ...claims }, how);
  const operator = { groups: ['operators'] };
  const [header = '', , signature = ''] = signed({}).split('.');
  const [, payload = ''] = signed(operator).split('.');
  return {
    'not there': undefined,
    'no token': 'rubbish',
    expired: signed({ exp: now - 1 }),
    'not good yet': signed({ nbf: now + 300 }),
    'for another audience': signed({ aud: 'another-application' }),
    'of another issuer': signed({ iss: 'https://issuer.example.com' }),
    'alg none': signed(operator, { by: 'none' }),
    'signed with the public key': signed(operator, { by: 'publicKey' }),
    'signed with another key': signed(operator, { by: 'otherKey' }),
    tampered: `${header}.${payload}.${signature}`,
    'two tokens': `${signed({})} ${signed(operator)}`,
  };
}

const anyIssuer = async (given: Given): Promise<void> => {
  const { stage, office, issuer } = given;
  const name = `elsewhere-${stage.run}`;
  const own = claimsOf(name);
  const call: Call = async (token, route = routes.me) => {
    const path = route.path.replaceAll(/\{\w+\}/g, 'x');
    const answer = await fetch(`${office.portal.apiUrl}${path}`, {
      method: route.method,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    return answer.status;
  };
  const me = await portalClient(office.portal.apiUrl, issuer.sign(own)).ask(routes.me);
  must('who they are', [me.login, me.roles], [name, ['requester']]);
  must('the fleet is for operators', await call(issuer.sign(own), routes.fleet), 403);
  const operator = issuer.sign({ ...own, groups: ['staff', 'operators'] });
  must('and for whom the issuer calls one', await call(operator, routes.fleet), 200);
  const spaced = issuer.sign({ ...own, groups: ['staff operators'] });
  must('one group with a space is one group', await call(spaced, routes.fleet), 403);

  const closed = Object.values(routes).filter(({ by }) => by !== 'nobody');
  for (const [what, token] of Object.entries(forgeries(given, own)))
    for (const route of closed) must(`${route.method} ${route.path}, ${what}`, await call(token, route), 401);

  stage.tell(name, 'signs in, and their token is over some seconds later');
  const short = issuer.sign({ ...own, exp: Math.floor(Date.now() / 1000) + 15 });
  must('while it is good', await call(short), 200);
  // A first call on a busy machine takes its seconds.
  await pause(16_000);
  must('when it is over', await call(short), 401);
};

/** On a portal whose approvers do not sign in, and whose people sign in at this issuer. */
export function portalDoors(
  stack: StackEnvironment & { portal: LocalPortal },
  { issuer, browser }: { issuer: () => Issuer; browser: () => Promise<Browser> },
): Story[] {
  const told = (title: string, plot: (given: Given) => Promise<void>): Story => ({
    title,
    play: async (stage) =>
      plot({ stage, office: officeOf(stage, stack), browser: await browser(), issuer: issuer() }),
  });
  return [
    told(
      'where approvers have no accounts, who types in the code of the mail decides; a scanner does not',
      typedCode,
    ),
    told('whoever guesses codes has five tries for a link', guessedCodes),
    told(
      "people of an owner's issuer come in, and no token of it that is expired, foreign, unsigned or tampered does",
      anyIssuer,
    ),
  ];
}
