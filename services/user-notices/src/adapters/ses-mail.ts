import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { SeatRef } from '@cleandesk/contracts';
import type { Address } from '../domain/address.ts';
import type { Letter, Teller } from '../ports.ts';
import { type Failure, failureOf, thrownFor } from './send-failures.ts';

// For whoever loads this at its first use: an import of the whole SDK would bring all of it.
export { SESv2Client };

/** SES refused the mail itself: its address, its sender. The same mail will be refused again. */
const hopeless = new Set(['BadRequestException', 'MessageRejected']);
/** More mails than the account may send in a second, or in a day: SES drops them, and asks to come again (SES Developer Guide). */
const throttled = new Set(['LimitExceededException', 'ThrottlingException', 'TooManyRequestsException']);

export type SesMailOptions = {
  client: SESv2Client;
  /** Address, with or without a name before it. */
  from: string;
  configurationSet?: string;
  /** `undefined`: there is none that mail could go to. */
  addressOf(seat: SeatRef): Promise<Address | undefined>;
  /** ms that a throttled mail is tried again for. Then the queue waits, which it does better. */
  patienceMs: number;
  clock: { now(): number };
  pause: (ms: number) => Promise<void>;
};

/** Mail to the user, by SES. The client must not repeat calls by itself: SES knows no token by which two would be one mail. */
export function sesMail(options: SesMailOptions): Pick<Teller, 'tell'> {
  const { client, clock, pause } = options;

  async function send(to: Address, letter: Letter): Promise<Failure | undefined> {
    try {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: options.from,
          Destination: { ToAddresses: [to.reveal()] },
          ConfigurationSetName: options.configurationSet,
          Content: {
            Simple: {
              Subject: utf8(letter.subject),
              Body: { Text: utf8(letter.text), Html: utf8(letter.html) },
            },
          },
        }),
      );
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  }

  return {
    async tell(letter, _notice, { seat }) {
      const to = await options.addressOf(seat);
      if (to === undefined) return { refused: 'NoAddressOfThisName' };
      const patientUntil = clock.now() + options.patienceMs;
      for (let attempt = 1; ; attempt += 1) {
        const failure = await send(to, letter);
        if (failure === undefined) return 'told';
        if (hopeless.has(failure.name)) return { refused: failure.name };
        const pauseMs = Math.min(200 * 2 ** attempt, 2000);
        if (!throttled.has(failure.name) || clock.now() + pauseMs > patientUntil)
          throw thrownFor('SES', failure);
        await pause(pauseMs);
      }
    },
  };
}

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
