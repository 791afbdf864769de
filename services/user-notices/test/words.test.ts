import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { faultOf, mustacheWording, type OwnTemplates } from '../src/adapters/mustache-wording.ts';
import { notices } from '../src/domain/notice.ts';
import { variables, viewOf } from '../src/domain/view.ts';
import { defaultTemplates } from '../src/templates/default-templates.ts';
import { graceStarted, resetCancelled, resetCompleted, resetStarted } from './given.ts';

const berlin = { timeZone: 'Europe/Berlin', locale: 'en-GB' };
/** Versions of ICU differ in their commas. */
const plain = (text: unknown) => String(text).replace(/day, /g, 'day ').replace(/\s/g, ' ');
const worded = (own: OwnTemplates = {}) => {
  const unusable: unknown[] = [];
  const wording = mustacheWording(own, (one) => void unusable.push(one));
  return { ...wording, unusable };
};

describe('The words that come with the code', () => {
  test('say until when to come back, what is lost and what is kept', () => {
    const { subject, text } = worded().letter('before', viewOf(graceStarted, berlin));
    expect(plain(subject)).toBe('Your desktop will be reset after Monday 3 August 2026 at 14:10');
    expect(text.split('\n\n').map(plain)).toEqual([
      'Hello ada.berg,',
      'you have left your desktop ws-0000000a1 (WSAMZN-1). Unless you connect to it again before Monday 3 August 2026 at 14:10 (Europe/Berlin), it will be reset after that time.',
      'What is kept: the user volume (drive D: on Windows) as it was at its last snapshot, which can be up to 12 hours old. What is lost: everything on the system drive, and what was saved on the user volume after that snapshot.',
      'If you come back in time, you will find it as you left it. ',
    ]);
  });

  test('say of a recreate that nothing is kept', () => {
    const { text } = worded().letter('during', viewOf({ ...resetStarted, strategy: 'recreate' }, berlin));
    expect(text).toContain(
      'What is kept: nothing. What is lost: everything on the desktop, on all of its drives.',
    );
  });

  test('say of which time the user volume is', () => {
    const { text } = worded().letter('after', viewOf(resetCompleted, berlin));
    expect(plain(text)).toContain('ready since Monday 3 August 2026 at 14:50 (Europe/Berlin)');
    expect(plain(text)).toContain('That snapshot is of Monday 3 August 2026 at 09:00.');
  });

  test('leave out what is not known', () => {
    const { computerName: _name, strategy: _strategy, ...older } = graceStarted;
    for (const words of Object.values(worded().letter('before', viewOf(older, berlin))))
      expect(words).not.toMatch(/\(\)|undefined|What is lost/);
    expect(worded().letter('withdrawn', viewOf(resetCancelled, berlin)).topic).toBe(
      'Desktop ws-0000000a1 (WSAMZN-1) of ada.berg: the reset that was announced does not come for now.',
    );
  });

  test('can all be used, and name nobody whom they do not know', () => {
    for (const notice of notices)
      for (const template of Object.values(defaultTemplates[notice]))
        expect(faultOf(template)).toBeUndefined();
  });
});

describe('Time', () => {
  test.each([
    ['de-DE', 'Europe/Berlin', 'Montag, 3. August 2026 um 14:10'],
    ['en-US', 'America/New_York', 'Monday, August 3, 2026 at 8:10 AM'],
    ['ja-JP', 'Asia/Tokyo', '2026年8月3日月曜日 21:10'],
  ])('is told in %s as in %s', (locale, timeZone, time) => {
    expect(plain(viewOf(graceStarted, { locale, timeZone }).time)).toBe(plain(time));
  });

  test('follows the change of the clock', () => {
    const winter = { ...graceStarted, endsAt: Date.UTC(2026, 11, 3, 12, 10) };
    expect(viewOf(winter, berlin).time).toContain('13:10');
  });
});

describe('Own templates', () => {
  const view = viewOf(graceStarted, berlin);

  test('take the place of ours, part by part', () => {
    const { letter, unusable } = worded({ before: { subject: 'Achtung, {{userName}}' } });
    expect(letter('before', view)).toEqual({
      ...worded().letter('before', view),
      subject: 'Achtung, ada.berg',
    });
    expect(unusable).toEqual([]);
  });

  test('tell rebuild and recreate apart in words of their own', () => {
    const text = '{{#rebuild}}D: bleibt{{/rebuild}}{{#recreate}}alles weg{{/recreate}}';
    const { letter } = worded({ before: { text } });
    expect(letter('before', view).text).toBe('D: bleibt');
    expect(letter('before', viewOf({ ...graceStarted, strategy: 'recreate' }, berlin)).text).toBe(
      'alles weg',
    );
  });

  test.each([
    ['a section that is not closed', '{{#lost}}{{userName}}', 'Unclosed section "lost" at 21'],
    ['a name that there is not', '{{user}}', 'there is no "user"'],
    ['a name within a section', '{{#lost}}{{user}}{{/lost}}', 'there is no "user"'],
    ['something that is not escaped', '{{{userName}}}', '"&" is not for templates of ours'],
    ['the same in other words', '{{& userName}}', '"&" is not for templates of ours'],
    ['a template in a template', '{{> footer}}', '">" is not for templates of ours'],
    ['other tags', '{{=<% %>=}}<%& userName %>', '"=" is not for templates of ours'],
  ])('that can not be used leave it to ours, and the log says why: %s', (_what, text, fault) => {
    const { letter, unusable } = worded({ before: { html: text, text } });
    expect(letter('before', view)).toEqual(worded().letter('before', view));
    expect(unusable).toEqual([
      { notice: 'before', part: 'text', fault },
      { notice: 'before', part: 'html', fault },
    ]);
  });

  test('that come out empty leave it to ours', () => {
    const { letter } = worded({ before: { text: '{{#recreate}}Alles weg{{/recreate}}' } });
    expect(letter('before', view).text).toBe(worded().letter('before', view).text);
  });
});

describe('A user name', () => {
  const named = (userName: string) =>
    worded().letter('before', viewOf({ ...graceStarted, seat: { ...graceStarted.seat, userName } }, berlin));

  test('is escaped in HTML, and only there', () => {
    const { html, text } = named(`<script>alert('x')</script>&co`);
    expect(html).toContain('Hello &lt;script&gt;alert(&#39;x&#39;)&lt;&#x2F;script&gt;&amp;co,');
    expect(text).toContain(`Hello <script>alert('x')</script>&co,`);
  });

  test('is no template', () => {
    expect(named('{{policy}}').text).toContain('Hello {{policy}},');
  });

  test('makes no second line of a subject', () => {
    const own = { before: { subject: 'To {{userName}}' } };
    const view = viewOf(
      { ...graceStarted, seat: { ...graceStarted.seat, userName: 'a\r\nBcc: b\u0000c' } },
      berlin,
    );
    expect(worded(own).letter('before', view).subject).toBe('To a Bcc: b c');
  });
});

test('Terraform takes the names that there are, and no others', () => {
  const terraform = readFileSync(new URL('../../../terraform/user_notices.tf', import.meta.url), 'utf8');
  const [, list = ''] = /template_variables = \[([^\]]*)\]/.exec(terraform) ?? [];
  expect([...list.matchAll(/"(\w+)"/g)].map(([, name]) => name)).toEqual([...variables]);
});
