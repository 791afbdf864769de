import { randomBytes } from 'node:crypto';
import {
  holdLiftedV1,
  holdPlacedV1,
  rebootStartedV1,
  resetCompletedV1,
  seatProvisionedV1,
  seatRemovedV1,
  seatWantedV1,
} from '@cleandesk/contracts';
import type { LocalPortal, StackEnvironment } from '@cleandesk/launcher';
import { routes } from '@cleandesk/portal-api';
import { eventually } from '@cleandesk/testkit';
import { type Colleague, type Office, officeOf, portalPatience } from '../portal/office.ts';
import { Refused } from '../portal/portal-client.ts';
import type { Mail } from '../stack/mails.ts';
import type { Stage } from '../stack/stage.ts';
import type { Story } from './story.ts';

type Given = { stage: Stage; office: Office };

const patient = { withinMs: portalPatience };
const sameSeat = (who: Colleague) => (detail: { seat: { userName: string } }) =>
  detail.seat.userName.toLowerCase() === who.name.toLowerCase();

/** What a condition must be; the story is told with what it is. */
export function must(what: string, seen: unknown, expected: unknown): void {
  const [one, other] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${what}: ${one}, and it should be ${other}`);
}

/** The link of a mail, and the token behind its #. */
export function linkIn({ text }: Pick<Mail, 'text'>): { url: string; token: string } {
  const url = /https?:\S+\/decide#[A-Za-z0-9_-]{43}/.exec(text)?.[0];
  if (url === undefined) throw new Error('the mail has no link');
  return { url, token: url.split('#')[1] ?? '' };
}

const asks = (who: Colleague, body: Record<string, unknown>) => who.api.ask(routes.ask, { body });
const decides = (who: Colleague, requestId: string, body: { decision: string; reason?: string }) =>
  who.api.ask(routes.decide, { parameters: { requestId }, body });
const refused = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'it was taken',
    (error: unknown) => (error instanceof Refused ? error.problem.type : String(error)),
  );
const mySeat = async (who: Colleague) => (await who.api.ask(routes.mySeats)).items[0];

/** Asks for a desktop, gets it approved, and has it. */
async function getsDesktop({ stage, office }: Given, who: Colleague, until?: string): Promise<string> {
  const offerId = 'standard';
  const asked = await asks(who, { kind: 'desktop', offerId, reason: 'To work.', ...(until && { until }) });
  await decides(await office.staff('approver'), asked.requestId, { decision: 'approve' });
  await office.becomes(who, asked.requestId, 'done');
  await eventually(
    'the portal shows it',
    async () => (await mySeat(who))?.status === 'live' || undefined,
    patient,
  );
  stage.tell(who.name, 'has a desktop');
  return asked.requestId;
}

const approved: (given: Given) => Promise<void> = async ({ stage, office }) => {
  const rita = await office.hires('wants', { manager: 'approver@example.com' });
  const asked = await asks(rita, {
    kind: 'desktop',
    offerId: 'standard',
    reason: '<script>alert(1)</script> for the fair',
  });
  must('it waits', asked.state, 'waiting');
  const mail = await office.mail({ mail: 'approver@example.com' }, `Person ${rita.name}`);
  must('what a person wrote is text in the mail', mail.html.includes('<script>'), false);
  const { url, token } = linkIn(mail);
  stage.tell(rita.name, 'a scanner follows the link, twice, and sends its forms without a code');
  for (const _time of [1, 2]) {
    must('the page', (await fetch(url)).status, 200);
    const opened = await office.stranger.ask(routes.openLink, { body: { token } });
    must('it asks for a sign-in', opened.needs, 'signIn');
    const verdict = { decision: 'approve' };
    const forms = [
      { token, verdict },
      { token, code: '', verdict },
      { token, code: '00000000', verdict },
    ];
    for (const body of forms)
      must(
        'nothing is decided',
        (await office.stranger.send(routes.decideByLink, { body })).status >= 400,
        true,
      );
  }
  must('it still waits', (await office.becomes(rita, asked.requestId, 'waiting')).approvals.given, 0);

  const adam = await office.staff('approver');
  must(
    'whoever is not asked sees nothing',
    await refused(decides(await office.hires('nosy'), asked.requestId, { decision: 'approve' })),
    'urn:cleandesk:problem:notFound',
  );
  await decides(adam, asked.requestId, { decision: 'approve' });
  await decides(adam, asked.requestId, { decision: 'approve' });
  must(
    'a second word is too late',
    await refused(decides(adam, asked.requestId, { decision: 'reject', reason: 'no' })),
    'urn:cleandesk:problem:alreadyDecided',
  );
  await stage.bus.first(seatProvisionedV1, sameSeat(rita), patient);
  await office.becomes(rita, asked.requestId, 'done');
  const ready = await office.mail(rita, 'Your desktop is ready');
  must('how to connect', ready.text.includes('SLlocal+ABC123'), true);
  const seat = await eventually(
    'the portal shows it',
    async () => {
      const one = await mySeat(rita);
      return one?.status === 'live' ? one : undefined;
    },
    patient,
  );
  const desktop = (await stage.cloud.desktops()).filter(({ userName }) => userName === rita.name);
  must(
    'one desktop',
    desktop.map(({ workspaceId }) => workspaceId),
    [seat.workspaceId],
  );
  must(
    'one mail to the approver',
    (await stage.mailsTo(adam.mail)).filter(({ subject }) => subject.includes(rita.name)).length,
    1,
  );
};

const rejected: (given: Given) => Promise<void> = async ({ stage, office }) => {
  const who = await office.hires('rejected', { manager: 'approver@example.com' });
  const asked = await asks(who, { kind: 'desktop', offerId: 'standard', reason: 'I would like one.' });
  await office.mail({ mail: 'approver@example.com' }, who.name);
  await decides(await office.staff('approver'), asked.requestId, {
    decision: 'reject',
    reason: 'There is one in your room.',
  });
  await office.becomes(who, asked.requestId, 'rejected');
  const mail = await office.mail(who, 'not approved');
  must('the reason', mail.text.includes('There is one in your room.'), true);
  must('claims that were said', stage.bus.all(seatWantedV1, sameSeat(who)).length, 0);
};

const byTwo: (given: Given) => Promise<void> = async ({ office }) => {
  const who = await office.hires('power', { manager: 'approver@example.com' });
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const asked = await asks(who, { kind: 'desktop', offerId: 'power', reason: 'Large models.', until });
  must('two have to', asked.approvals.needed, 2);
  const [adam, dora] = await Promise.all([office.staff('approver'), office.staff('deputy')]);
  must('one is not enough', (await decides(adam, asked.requestId, { decision: 'approve' })).state, 'waiting');
  must(
    'nor the same twice',
    (await decides(adam, asked.requestId, { decision: 'approve' })).approvals.given,
    1,
  );
  await decides(dora, asked.requestId, { decision: 'approve' });
  await office.becomes(who, asked.requestId, 'done');
};

const life: (given: Given) => Promise<void> = async (given) => {
  const { stage, office } = given;
  const who = await office.hires('owner', { manager: 'approver@example.com' });
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString();
  await getsDesktop(given, who, soon);
  const seat = await mySeat(who);
  const seatId = seat?.seatId ?? '';
  must('what can be asked for', seat?.allows, ['reboot', 'reset', 'extend', 'return']);

  const reboot = await asks(who, { kind: 'reboot', seatId });
  must('nobody is asked', reboot.state, 'doing');
  await stage.bus.first(rebootStartedV1, sameSeat(who), patient);
  await office.becomes(who, reboot.requestId, 'done');

  await eventually(
    'it is up again',
    async () =>
      (await stage.cloud.desktops()).find(
        ({ userName, state }) => userName === who.name && state === 'AVAILABLE',
      ),
    patient,
  );
  // A desktop is made anew from its first snapshot on, half an hour after it was made.
  await stage.cloud.snapshotNow(seat?.workspaceId ?? '');
  const reset = await asks(who, { kind: 'reset', seatId, reason: 'It is slow.' });
  must(
    'no second one beside it',
    await refused(asks(who, { kind: 'reset', seatId })),
    'urn:cleandesk:problem:openAlready',
  );
  await stage.bus.first(resetCompletedV1, sameSeat(who), patient);
  await office.becomes(who, reset.requestId, 'done');
  const timeline = await eventually(
    'the receipt',
    async () => {
      const { items } = await who.api.ask(routes.timeline, { parameters: { seatId } });
      return items.find(({ what }) => what === 'ResetCompleted');
    },
    patient,
  );
  must('what was done', timeline.facts?.strategy, 'rebuild');

  const later = new Date(Date.now() + 10 * 86_400_000).toISOString();
  const extend = await asks(who, { kind: 'extend', seatId, until: later, reason: 'Not done yet.' });
  await decides(await office.staff('deputy'), extend.requestId, { decision: 'approve' });
  await office.becomes(who, extend.requestId, 'done');
  must('until when', (await mySeat(who))?.lease?.until, later);

  const back = await asks(who, { kind: 'return', seatId });
  await stage.bus.first(seatRemovedV1, sameSeat(who), patient);
  await office.becomes(who, back.requestId, 'done');
  await eventually('it is gone', async () => (await mySeat(who))?.status === 'absent' || undefined, patient);
};

const held: (given: Given) => Promise<void> = async (given) => {
  const { stage, office } = given;
  const who = await office.hires('kept', { manager: 'approver@example.com' });
  await getsDesktop(given, who);
  const seatId = (await mySeat(who))?.seatId ?? '';
  must(
    'a fleet is for operators',
    await refused(who.api.ask(routes.fleet)),
    'urn:cleandesk:problem:forbidden',
  );
  must(
    'and so is a seat',
    await refused(who.api.ask(routes.seat, { parameters: { seatId } })),
    'urn:cleandesk:problem:forbidden',
  );
  const otto = await office.staff('operator');
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const { holdId } = await otto.api.ask(routes.placeHold, {
    parameters: { seatId },
    body: { reason: 'Evidence.', until },
  });
  await stage.bus.first(holdPlacedV1, (detail) => detail.holdId === holdId, patient);
  const shown = await eventually(
    'the hold is shown',
    async () => (await otto.api.ask(routes.seat, { parameters: { seatId } })).hold,
    patient,
  );
  must('whose it is', [shown.owner, shown.reason], ['operator', 'Evidence.']);
  must('its user sees it, too', (await mySeat(who))?.hold?.reason, 'Evidence.');
  await otto.api.tell(routes.liftHold, { parameters: { seatId, holdId } });
  await stage.bus.first(holdLiftedV1, (detail) => detail.holdId === holdId, patient);
  await eventually(
    'it is shown no more',
    async () => (await otto.api.ask(routes.seat, { parameters: { seatId } })).hold === undefined || undefined,
    patient,
  );
  const { counts } = await otto.api.ask(routes.fleet);
  must('the fleet is counted', (counts.live ?? 0) > 0, true);
  const { items } = await otto.api.ask(routes.seats, { query: { user: who.name.slice(0, 6) } });
  must(
    'found by name',
    items.some(({ userName }) => userName === who.name),
    true,
  );
};

const expired: (given: Given) => Promise<void> = async ({ stage, office }) => {
  const who = await office.hires('waits', { manager: 'deputy@example.com' });
  const asked = await asks(who, { kind: 'desktop', offerId: 'standard', reason: 'Whenever it suits you.' });
  const dora = await office.staff('deputy');
  const reminder = await office.mail(dora, `Reminder: Person ${who.name}`);
  stage.tell(who.name, 'waits, and nobody decides');
  await office.becomes(who, asked.requestId, 'expired');
  await office.mail(who, 'nobody decided in time');
  const late = decides(dora, asked.requestId, { decision: 'approve' });
  must('too late', await refused(late), 'urn:cleandesk:problem:alreadyDecided');
  const { token } = linkIn(reminder);
  const opened = await office.stranger.ask(routes.openLink, { body: { token } });
  must('the link says so', [opened.needs, opened.state], ['nothing', 'Nobody decided it in time.']);
  must('claims that were said', stage.bus.all(seatWantedV1, sameSeat(who)).length, 0);
};

const forged: (given: Given) => Promise<void> = async ({ office }) => {
  const who = await office.hires('forger', { manager: 'approver@example.com' });
  const [header = '', payload = '', signature = ''] = who.idToken.split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const operator = encoded({
    ...(typeof claims === 'object' ? claims : {}),
    'cognito:groups': ['operators'],
  });
  const tokens = {
    none: undefined,
    rubbish: 'rubbish',
    'alg none': `${encoded({ alg: 'none', typ: 'JWT' })}.${operator}.`,
    tampered: `${header}.${operator}.${signature}`,
    'for another application': await office.tokenForAnother(who),
    'of another key': `${encoded({ alg: 'RS256', kid: 'other' })}.${payload}.${signature}`,
  };
  for (const [what, token] of Object.entries(tokens)) {
    const answer = await fetch(`${office.portal.apiUrl}/fleet`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    must(`a token that is ${what}`, answer.status, 401);
  }
};

const guessing: (given: Given) => Promise<void> = async ({ office }) => {
  // As CloudFront would say it: the counters of everybody else stay as they are.
  const viewer = `2001:db8::${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}`;
  const guess = async () => {
    const answer = await fetch(`${office.portal.apiUrl}${routes.openLink.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-viewer-address': viewer },
      body: JSON.stringify({ token: randomBytes(32).toString('base64url') }),
    });
    return answer.headers.get('content-type')?.includes('problem') ? answer.status : 'API Gateway';
  };
  const answers = new Set<number | string>();
  for (let time = 0; time < 400 && !answers.has(429); time += 1) answers.add(await guess());
  must(
    'first there is nothing, then it was too often',
    [answers.has(404), answers.has(429), answers.has(200)],
    [true, true, false],
  );
};

/** What people do in the portal, through API, workflow, bus and back. */
export function portalStories(stack: StackEnvironment & { portal: LocalPortal }): Story[] {
  const told = (title: string, plot: (given: Given) => Promise<void>): Story => ({
    title,
    play: (stage) => plot({ stage, office: officeOf(stage, stack) }),
  });
  return [
    told(
      'who asks for a desktop gets it when the manager approves, and a mail scanner decides nothing',
      approved,
    ),
    told('who is rejected is told why, and nothing is said on the bus', rejected),
    told('what is dear needs two, and the same one twice is one', byTwo),
    told('who has a desktop reboots it, resets it, keeps it longer and gives it back', life),
    told('what nobody decides is remembered once, and expires', expired),
    told('an operator places a hold and lifts it, and its user sees it', held),
    told("a token that is not the issuer's opens nothing", forged),
    told('whoever guesses links is stopped', guessing),
  ];
}
