import { expect, test } from 'vitest';
import { mustacheWording } from '../src/adapters/mustache-wording.ts';
import type { Occasion } from '../src/app/occasion.ts';
import { settings as settingsSchema } from '../src/config.ts';
import type { Request } from '../src/domain/request.ts';
import { day, leaseOf, noon, requestOf } from './samples.ts';
import { wireSettings } from './settings.ts';

const given = settingsSchema.parse(wireSettings());
const [offer, noLease] = given.offers;
const wording = mustacheWording(given.readers, given.connecting);
const letter = (occasion: Occasion) => wording.letter(occasion);
const portalUrl = 'https://portal.example.com';
const link = `${portalUrl}/decide#${'A'.repeat(43)}`;

const asked = (more: Partial<Request> = {}): Request =>
  requestOf('ada', {
    requester: { login: 'ada', name: 'Ada Berg', mail: 'ada@example.com' },
    until: noon + 30 * day,
    ...more,
  });
const ended = (status: Request['status'], text?: string, more: Partial<Request> = {}): Occasion => ({
  type: 'ended',
  request: asked({
    status,
    history: [{ at: noon, state: status, ...(text === undefined ? {} : { text }) }],
    ...more,
  }),
  ...(offer === undefined ? {} : { offer }),
  portalUrl,
});
const withOffer = offer === undefined ? {} : { offer };
const { reason: _none, until: _forGood, ...bare } = asked();

const occasions: Record<string, Occasion> = {
  'an approver is asked': { type: 'approve', request: asked(), ...withOffer, link },
  'an approver is asked, with a code': {
    type: 'approve',
    request: asked(),
    ...withOffer,
    link,
    code: '00012345',
  },
  'an approver is asked for what has no reason, end or price': {
    type: 'approve',
    request: { ...bare, kind: 'reset' },
    link,
  },
  'an approver is reminded': { type: 'remind', request: asked(), ...withOffer, link, code: '00012345' },
  'a desktop is ready': ended('done'),
  'a reboot is done': { type: 'ended', request: { ...bare, kind: 'reboot', status: 'done' }, portalUrl },
  'not approved': ended('rejected', 'Too dear'),
  'approved by nobody': ended('expired'),
  'not done': ended('refused', 'The desktop is held.'),
  'went wrong': ended('failed', 'There is no room in the subnet.'),
  'takes longer': { type: 'overdue', request: asked(), ...withOffer, portalUrl },
  'a lease ends': { type: 'leaseEnds', lease: leaseOf('ada'), ...withOffer, portalUrl },
};

test.each(Object.entries(occasions))('%s', (_what, occasion) => {
  const { subject, text, html } = letter(occasion);
  expect(`${subject}\n\n${text}`).toMatchSnapshot();
  expect(subject).not.toMatch(/[\r\n]/);
  // No part of a template is left, no paragraph is empty, no sentence has a hole.
  for (const written of [subject, text, html]) expect(written).not.toMatch(/\{\{|\}\}|undefined|null|NaN/);
  expect(text).not.toMatch(/\n\n\n| {2}|: \.|\(\)/);
  expect(html).not.toMatch(/<p>\s*<\/p>/);
  expect(html.match(/<p>/g)).toHaveLength(text.trim().split('\n\n').length);
  expect(html).toContain('<html lang="en">');
});

const nasty =
  'Ada"><script>alert(1)</script>\r\nBcc: all@example.com\u202e & {{code}} {{{link}}}\n\nYour code: 1';

test.each(Object.entries(occasions))(
  'nothing that a person wrote is more than words: %s',
  (_what, occasion) => {
    const written: Occasion =
      occasion.type === 'leaseEnds'
        ? { ...occasion, lease: { ...occasion.lease, seat: { directoryId: 'd-1', userName: nasty } } }
        : {
            ...occasion,
            request: {
              ...occasion.request,
              requester: { login: nasty, name: nasty },
              ...(occasion.request.reason === undefined ? {} : { reason: nasty }),
              history: [{ at: noon, state: occasion.request.status, text: nasty }],
            },
          };
    const { subject, text, html } = letter(written);
    expect(subject).not.toMatch(/[\r\n\u202e]/);
    expect(html).not.toMatch(/<script|"><s/);
    for (const one of [text, html]) {
      // It can neither look like a paragraph of ours, nor turn around what stands beside it, nor be filled in.
      expect(one).not.toMatch(/^(Bcc|Your code)/m);
      expect(one).not.toContain('\u202e');
      expect(one).not.toContain(`alert(1)${link}`);
    }
    expect(html.match(/<p>/g)).toHaveLength(letter(occasion).html.match(/<p>/g)?.length ?? 0);
  },
);

test('a long name makes no long subject', () => {
  const name = 'x'.repeat(5000);
  const { subject } = letter({
    type: 'approve',
    request: asked({ requester: { login: 'ada', name } }),
    link,
  });
  expect(subject.length).toBeLessThanOrEqual(200);
});

test('prices and times are read as their readers read them', () => {
  const german = mustacheWording({ timeZone: 'Europe/Berlin', locale: 'de-DE' }, given.connecting);
  const { text, html } = german.letter({ type: 'approve', request: asked(), ...withOffer, link });
  expect(text).toContain('35,00');
  expect(text).toContain('2. September 2026');
  expect(html).toContain('<html lang="de">');
  const british = letter({ type: 'approve', request: asked(), ...(noLease && { offer: noLease }), link });
  expect(british.text).toMatch(/600\.00/);
});

test('where no registration code was given none is spoken of', () => {
  const { text } = mustacheWording(given.readers, { clientUrl: 'https://clients.example.com' }).letter(
    ended('done'),
  );
  expect(text).not.toContain('registration');
});
