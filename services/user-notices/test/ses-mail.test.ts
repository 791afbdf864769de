import { inspect } from 'node:util';
import { AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import { expect, test } from 'vitest';
import { SESv2Client, sesMail } from '../src/adapters/ses-mail.ts';
import { addressOf } from '../src/domain/address.ts';
import { NotTold, PerhapsTold } from '../src/ports.ts';
import { graceStarted, noon } from './given.ts';

const letter = {
  subject: 'Your desktop',
  text: 'will be reset',
  html: '<p>will be reset</p>',
  topic: 'reset',
};
/** As SES writes it. */
const quotingTheAddress =
  'Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ada.berg@example.com';

function mail(answer: () => unknown) {
  const aws = scriptedAws(answer);
  const clock = { at: noon, now: () => clock.at };
  const { tell } = sesMail({
    client: new SESv2Client({ ...aws.config, maxAttempts: 1 }),
    from: 'Desktops <desk@example.com>',
    configurationSet: 'desktops',
    addressOf: async ({ userName }) => addressOf('{userName}@example.com', userName),
    patienceMs: 5000,
    clock,
    async pause(ms) {
      clock.at += ms;
    },
  });
  return { calls: aws.calls, clock, send: (userName = 'ada.berg') => tell(letter, 'before', to(userName)) };
}
const to = (userName: string) => ({ ...graceStarted, seat: { ...graceStarted.seat, userName } });
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

test('a mail goes to the user, from whom the owner says', async () => {
  const { send, calls } = mail(() => ({ MessageId: '1' }));
  expect(await send()).toBe('told');
  expect(calls).toEqual([
    {
      operation: 'POST /v2/email/outbound-emails',
      input: {
        FromEmailAddress: 'Desktops <desk@example.com>',
        Destination: { ToAddresses: ['ada.berg@example.com'] },
        ConfigurationSetName: 'desktops',
        Content: {
          Simple: {
            Subject: { Data: 'Your desktop', Charset: 'UTF-8' },
            Body: {
              Text: { Data: 'will be reset', Charset: 'UTF-8' },
              Html: { Data: '<p>will be reset</p>', Charset: 'UTF-8' },
            },
          },
        },
      },
    },
  ]);
});

test('nobody is written to whose name makes no address', async () => {
  const { send, calls } = mail(() => ({}));
  expect(await send('ada@evil.example')).toEqual({ refused: 'NoAddressOfThisName' });
  expect(calls).toEqual([]);
});

test.each(['MessageRejected', 'BadRequestException'])('%s is no address to try again', async (code) => {
  const { send, calls } = mail(refuse(code));
  expect(await send()).toEqual({ refused: code });
  expect(calls).toHaveLength(1);
});

test.each(['TooManyRequestsException', 'ThrottlingException', 'LimitExceededException'])(
  '%s is waited for some seconds, then the queue waits',
  async (code) => {
    const { send, calls, clock } = mail(refuse(code, 429));
    expect(await thrownBy(send())).toBeInstanceOf(NotTold);
    expect(calls.length).toBeGreaterThan(3);
    expect(clock.at - noon).toBeLessThanOrEqual(5000);
  },
);

test('a mail that was throttled goes out when there is room', async () => {
  let calls = 0;
  const { send } = mail(() => {
    calls += 1;
    if (calls < 3) throw new AwsRefusal('TooManyRequestsException', 'later', 429);
    return { MessageId: '1' };
  });
  expect(await send()).toBe('told');
});

test.each([
  ['AccountSuspendedException', 400, NotTold],
  ['SendingPausedException', 400, NotTold],
  ['MailFromDomainNotVerifiedException', 400, NotTold],
  ['AccessDeniedException', 403, NotTold],
  ['InternalFailure', 500, PerhapsTold],
])('%s (%d) comes again', async (code, status, kind) => {
  const { send, calls } = mail(refuse(code, status));
  expect(await thrownBy(send())).toBeInstanceOf(kind);
  expect(calls).toHaveLength(1);
});

test('an answer that does not come leaves it open', async () => {
  const { send } = mail(() => {
    throw new Error(`socket of ${quotingTheAddress}`);
  });
  expect(await thrownBy(send())).toBeInstanceOf(PerhapsTold);
});

test.each([
  ['SES refuses it', refuse('AccessDeniedException', 403)],
  ['SES breaks', refuse('InternalFailure', 500)],
  [
    'the wire breaks',
    () => {
      throw new Error(quotingTheAddress);
    },
  ],
])('no address is in what is thrown when %s', async (_what, answer) => {
  const error = await thrownBy(mail(answer).send());
  // All of it: message, cause, stack, whatever a log could print.
  expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/@example|ada\.berg/);
});
