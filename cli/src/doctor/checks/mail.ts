import { GetAccountCommand, GetEmailIdentityCommand, NotFoundException } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import type { Account } from '../account.ts';
import { fail, ok, type Seen, unknown, warn } from '../finding.ts';

/** Whether SES sends what users and approvers are to read. */
export async function mail(account: Account): Promise<Seen[]> {
  const senders = await sendersOf(account);
  if (senders.length === 0) return [ok('Nobody is written to.')];
  const found: Seen[] = [];
  for (const sender of senders) found.push(await identityOf(account, sender));
  const { SendingEnabled, ProductionAccessEnabled, EnforcementStatus } = await account.mails.send(
    new GetAccountCommand({}),
  );
  if (SendingEnabled === false)
    found.push(
      fail(
        `SES sends nothing for this account (${EnforcementStatus ?? 'no reason'}).`,
        'Read what SES has written to the account.',
      ),
    );
  else if (ProductionAccessEnabled === false)
    found.push(
      warn('SES is in its sandbox: only verified addresses get mail.', 'Ask AWS for production access.'),
    );
  return found;
}

async function identityOf({ mails }: Account, sender: string): Promise<Seen> {
  const domain = sender.slice(sender.indexOf('@') + 1);
  for (const EmailIdentity of [sender, domain]) {
    try {
      const { VerifiedForSendingStatus } = await mails.send(new GetEmailIdentityCommand({ EmailIdentity }));
      if (VerifiedForSendingStatus === true) return ok(`SES has verified ${EmailIdentity}.`);
      return fail(
        `SES has not verified ${EmailIdentity}.`,
        'Set the DNS records that SES asks for, or follow the link that it sent.',
      );
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw error;
    }
  }
  return fail(
    `SES knows neither ${sender} nor ${domain}.`,
    'Make the identity in SES, in this Region, and verify it.',
  );
}

const sender = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is no JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.looseObject({ from: z.string() }));
const address = /[^\s<>"]+@[^\s<>"]+/;

async function sendersOf(account: Account): Promise<string[]> {
  if (account.sender !== undefined) return [account.sender];
  const said = (await account.functions()).map(({ variables }) => variables.MAIL);
  return [...new Set(said.flatMap((text) => senderIn(text) ?? []))];
}

/** Both services say it as JSON; what is none is told by the function itself, which does not start. */
function senderIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const said = sender.safeParse(text);
  return said.success ? address.exec(said.data.from)?.[0] : undefined;
}

/** Before a deployment nobody has said whom mails come from. */
export const mailBefore = (account: Account): Promise<Seen[]> =>
  account.sender === undefined
    ? Promise.resolve([
        unknown(
          'Which address mails come from was not said.',
          'With --sender, where users or approvers are written to.',
        ),
      ])
    : mail(account);
