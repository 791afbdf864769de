import mustache from 'mustache';
import type { Occasion } from '../app/occasion.ts';
import type { Offer } from '../domain/offers.ts';
import type { Kind, Request } from '../domain/request.ts';
import type { Instant } from '../domain/time.ts';
import type { Letter } from '../ports.ts';
import { type TemplateName, templates } from '../templates/letters.ts';

export type Readers = { timeZone: string; locale: string };
export type Connecting = { clientUrl: string; registrationCode?: string };

const words: Readonly<Record<Kind, string>> = {
  desktop: 'a desktop',
  reboot: 'a reboot of the desktop',
  reset: 'a reset of the desktop',
  extend: 'to keep the desktop for longer',
  return: 'to give the desktop back',
};

/**
 * Letters from Mustache templates: logic-less, so nothing that a person wrote can run. In HTML all of it is escaped but
 * addresses of ours, which are not of a person.
 */
export function mustacheWording(
  readers: Readers,
  connecting: Connecting,
): { letter(occasion: Occasion): Letter } {
  const day = (at: Instant) =>
    new Intl.DateTimeFormat(readers.locale, {
      dateStyle: 'full',
      timeStyle: 'short',
      timeZone: readers.timeZone,
    }).format(at);
  return {
    letter(occasion) {
      const template = templates[nameOf(occasion)];
      const view = { ...viewOf(occasion, day, readers.locale), ...connecting };
      const plain = (text: string) => mustache.render(text, view, {}, { escape: String });
      const escaped = (text: string) => mustache.render(text, view);
      const paragraphs = template.paragraphs.filter((text) => plain(text).trim() !== '');
      return {
        subject: oneLine(plain(template.subject)),
        text: `${[...paragraphs.map((text) => oneParagraph(plain(text))), plain(template.button.url)].join('\n\n')}\n`,
        html: page(
          paragraphs.map(escaped),
          { words: template.button.words, url: escaped(template.button.url) },
          readers.locale,
        ),
      };
    },
  };
}

function nameOf(occasion: Occasion): TemplateName {
  if (occasion.type !== 'ended') return occasion.type;
  const { status, kind } = occasion.request;
  if (status === 'done') return kind === 'desktop' ? 'doneDesktop' : 'done';
  // Nobody is written to about the others.
  return status === 'waiting' || status === 'doing' || status === 'withdrawn' ? 'expired' : status;
}

function viewOf(occasion: Occasion, day: (at: Instant) => string, locale: string) {
  const { offer } = occasion;
  const base = { ...(offer && { price: priceOf(offer, locale) }) };
  if (occasion.type === 'leaseEnds') {
    const { lease, portalUrl } = occasion;
    return {
      ...base,
      requester: inOneLine(lease.seat.userName),
      what: offer?.title,
      until: lease.until === undefined ? undefined : day(lease.until),
      portalUrl,
    };
  }
  const { request } = occasion;
  const because = request.history.at(-1)?.text;
  return {
    ...base,
    requester: inOneLine(request.requester.name),
    what: whatOf(request, offer),
    reason: request.reason === undefined ? undefined : inOneLine(request.reason),
    because: because === undefined ? undefined : inOneLine(because),
    until: request.until === undefined ? undefined : day(request.until),
    expires: day(request.expiresAt),
    ...('link' in occasion
      ? { link: occasion.link, code: occasion.code }
      : { portalUrl: occasion.portalUrl }),
  };
}

const whatOf = ({ kind }: Request, offer: Offer | undefined): string =>
  kind === 'desktop' && offer !== undefined ? offer.title : words[kind];

const priceOf = ({ monthlyPrice: { amount, currency } }: Offer, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);

/**
 * What a person wrote, as a part of one of our paragraphs: with line ends it could look like paragraphs of ours, and with marks that
 * turn the direction of reading like another price.
 */
const inOneLine = (text: string): string => text.replace(/[\s\p{C}]+/gu, ' ').trim();

/** A line break in a subject would be another header. */
const oneLine = (text: string): string => inOneLine(text).slice(0, 200);

const oneParagraph = (text: string): string => text.replace(/[^\S\n]+/g, ' ').trim();

const page = (
  paragraphs: readonly string[],
  { words: label, url }: { words: string; url: string },
  lang: string,
) =>
  [
    '<!doctype html>',
    `<html lang="${lang.split('-')[0]}">`,
    '<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">',
    ...paragraphs.map((paragraph) => `<p>${paragraph}</p>`),
    `<p><a href="${url}" style="display: inline-block; padding: .6em 1.2em; border-radius: .3em; background: #1b4f8a; color: #fff; text-decoration: none">${label}</a></p>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
