import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { type Letter, type Mailer, NotSent } from '../ports.ts';

// For whoever loads this at its first use.
export { SESv2Client };

/** SES refused the mail itself: its address, its sender. The same mail will be refused again. */
const hopeless = new Set(['BadRequestException', 'MessageRejected']);

/** One mailbox, and nothing that could be a second address or a header. */
const address = /^[^\s\p{C}<>,;:"()[\]\\]{1,64}@[^\s\p{C}<>,;:"()[\]\\@]{1,255}$/u;

/** The client must not repeat calls by itself: SES knows no token by which two would be one mail. */
export function sesMail(options: {
  client: SESv2Client;
  from: string;
  /** Its event destinations tell of bounces and complaints. */
  configurationSet?: string;
}): Mailer {
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  const content = ({ subject, text, html }: Letter) => ({
    Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } },
  });
  return {
    async send(to, letter) {
      if (!address.test(to)) return { refused: 'NoAddress' };
      try {
        await options.client.send(
          new SendEmailCommand({
            FromEmailAddress: options.from,
            Destination: { ToAddresses: [to] },
            ConfigurationSetName: options.configurationSet,
            Content: content(letter),
          }),
        );
        return 'sent';
      } catch (error) {
        const { name, status } = failureOf(error);
        if (hopeless.has(name)) return { refused: name };
        // Without what AWS wrote: its messages quote addresses.
        if (status !== undefined && status >= 400 && status < 500)
          throw new NotSent(`SES did not take a mail: ${name}`);
        throw new Error(`Nobody knows whether SES took a mail: ${name}`);
      }
    },
  };
}

function failureOf(error: unknown): { name: string; status: number | undefined } {
  if (!(error instanceof Error)) return { name: 'unknown', status: undefined };
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  const status =
    typeof metadata === 'object' &&
    metadata !== null &&
    'httpStatusCode' in metadata &&
    typeof metadata.httpStatusCode === 'number'
      ? metadata.httpStatusCode
      : undefined;
  return { name: /^\w{1,64}$/.test(error.name) ? error.name : 'Error', status };
}
