import { inspect } from 'node:util';
import { AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import { expect, test } from 'vitest';
import { SESv2Client, sesMail } from '../src/adapters/ses-mail.ts';
import { NotSent } from '../src/ports.ts';

const letter = { subject: 'Your desktop', text: 'is ready', html: '<p>is ready</p>' };
const quotingTheAddress = 'Email address is not verified: ada.berg@example.com';

function mail(answer: () => unknown) {
  const aws = scriptedAws(answer);
  const client = new SESv2Client({ ...aws.config, maxAttempts: 1 });
  const mailer = sesMail({ client, from: 'Desktops <desk@example.com>', configurationSet: 'desktops' });
  return { calls: aws.calls, send: (to = 'ada.berg@example.com') => mailer.send(to, letter) };
}
const refuse =
  (code: string, status = 400) =>
  () => {
    throw new AwsRefusal(code, quotingTheAddress, status);
  };
const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test('a mail goes to one address, from whom the owner says', async () => {
  const { send, calls } = mail(() => ({ MessageId: '1' }));
  expect(await send()).toBe('sent');
  expect(calls).toMatchObject([
    {
      operation: 'POST /v2/email/outbound-emails',
      input: {
        FromEmailAddress: 'Desktops <desk@example.com>',
        Destination: { ToAddresses: ['ada.berg@example.com'] },
        ConfigurationSetName: 'desktops',
      },
    },
  ]);
});

test.each([
  'ada@example.com, all@example.com',
  'ada@example.com\r\nBcc: all@example.com',
  'Ada <ada@example.com>',
  '"ada"@example.com',
  'ada',
  '@example.com',
  'ada@exa\u202emple.com',
  `${'a'.repeat(65)}@example.com`,
])('%j is no address', async (to) => {
  const { send, calls } = mail(() => ({}));
  expect(await send(to)).toEqual({ refused: 'NoAddress' });
  expect(calls).toEqual([]);
});

test.each(['MessageRejected', 'BadRequestException'])('%s is nothing to try again', async (code) => {
  const { send, calls } = mail(refuse(code));
  expect(await send()).toEqual({ refused: code });
  expect(calls).toHaveLength(1);
});

test.each([
  ['TooManyRequestsException', 429],
  ['AccountSuspendedException', 400],
  ['SendingPausedException', 400],
  ['AccessDeniedException', 403],
])('%s (%d): nothing has gone out', async (code, status) => {
  const { send, calls } = mail(refuse(code, status));
  expect(await thrownBy(send())).toBeInstanceOf(NotSent);
  expect(calls).toHaveLength(1);
});

test.each([
  ['SES breaks', refuse('InternalFailure', 500)],
  [
    'its answer does not come',
    () => {
      throw new Error(`socket of ${quotingTheAddress}`);
    },
  ],
])('%s: nobody knows whether it went out', async (_what, answer) => {
  const error = await thrownBy(mail(answer).send());
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(NotSent);
  expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/@example|ada\.berg/);
});
