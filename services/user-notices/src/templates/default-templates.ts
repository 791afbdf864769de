import type { Notice } from '../domain/notice.ts';
import type { Letter } from '../ports.ts';

/** A letter of paragraphs. Its HTML has no pictures and no links: nothing that a mail program holds back or a scanner follows. */
const letter = (subject: string, topic: string, paragraphs: readonly string[]): Letter => ({
  subject,
  topic,
  text: `${paragraphs.join('\n\n')}\n`,
  html: [
    '<!doctype html>',
    '<html lang="en">',
    '<body style="font-family: sans-serif; line-height: 1.5">',
    ...paragraphs.map((paragraph) => `<p>${paragraph}</p>`),
    '</body>',
    '</html>',
    '',
  ].join('\n'),
});

const desktop = '{{workspaceId}}{{#computerName}} ({{computerName}}){{/computerName}}';
const time = '{{time}} ({{timeZone}})';
// Events of an older version do not say what a reset will do.
const survives = '{{#lost}}What is kept: {{kept}}. What is lost: {{lost}}.{{/lost}}';

/** In English. Own ones come from Terraform, part by part. */
export const defaultTemplates: Readonly<Record<Notice, Letter>> = {
  before: letter(
    'Your desktop will be reset after {{time}}',
    `Desktop ${desktop} of {{userName}}, policy {{policy}}: will be reset after ${time}, unless the user connects to it before.`,
    [
      'Hello {{userName}},',
      `you have left your desktop ${desktop}. Unless you connect to it again before ${time}, it will be reset after that time.`,
      survives,
      'If you come back in time, you will find it as you left it.',
    ],
  ),
  during: letter(
    'Your desktop is being reset',
    `Desktop ${desktop} of {{userName}}, policy {{policy}}: is being reset since ${time}.`,
    [
      'Hello {{userName}},',
      `your desktop ${desktop} is being reset since ${time}. It can take an hour or more, and until then you cannot connect to it.`,
      survives,
      'You do not have to do anything.',
    ],
  ),
  after: letter(
    'Your desktop has been reset and is ready',
    `Desktop ${desktop} of {{userName}}, policy {{policy}}: has been reset, and is ready since ${time}.`,
    [
      'Hello {{userName}},',
      `your desktop ${desktop} has been reset, and is ready since ${time}.`,
      `${survives}{{#snapshotTime}} That snapshot is of {{snapshotTime}}.{{/snapshotTime}}`,
      'You can connect to it as before.',
    ],
  ),
  withdrawn: letter(
    'Your desktop is not reset for now',
    `Desktop ${desktop} of {{userName}}: the reset that was announced does not come for now.`,
    [
      'Hello {{userName}},',
      `the reset of your desktop ${desktop} that we announced does not come for now. It stays as it is.`,
      'You do not have to do anything.',
    ],
  ),
};
