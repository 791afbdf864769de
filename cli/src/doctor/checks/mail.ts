import { GetAccountCommand, GetEmailIdentityCommand, NotFoundException } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import type { Account } from '../account.ts';
import { fail, ok, type Seen, unknown, warn } from '../finding.ts';
import { unreadIn } from '../functions.ts';

/** Whether SES sends what users and approvers are to read. */
export async function mail(account: Account): Promise<Seen[]> {
  const { senders, unsaid } = await sendersOf(account);
  if (senders.length === 0) return unsaid.length > 0 ? unsaid : [ok('No function writes to anybody.')];
  const found: Seen[] = [...unsaid];
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

/** A verified domain is enough for an address that is not. */
async function identityOf({ mails }: Account, sender: string): Promise<Seen> {
  const domain = sender.slice(sender.indexOf('@') + 1);
  const unverified: string[] = [];
  for (const EmailIdentity of [sender, domain]) {
    try {
      const { VerifiedForSendingStatus } = await mails.send(new GetEmailIdentityCommand({ EmailIdentity }));
      if (VerifiedForSendingStatus === true) return ok(`SES has verified ${EmailIdentity}.`);
      unverified.push(EmailIdentity);
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw error;
    }
  }
  if (unverified.length > 0)
    return fail(
      `SES has not verified ${unverified.join(', nor ')}.`,
      'Set the DNS records that SES asks for, or follow the link that it sent.',
    );
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

async function sendersOf(account: Account): Promise<{ senders: string[]; unsaid: Seen[] }> {
  if (account.sender !== undefined) return { senders: [account.sender], unsaid: [] };
  const all = await account.functions();
  const unsaid = unreadIn(all);
  const senders = new Set<string>();
  for (const { of, variables } of all) {
    if (variables.MAIL === undefined) continue;
    const said = sender.safeParse(variables.MAIL);
    const from = said.success ? address.exec(said.data.from)?.[0] : undefined;
    if (from !== undefined) senders.add(from);
    else unsaid.push(unknown(`Whom mails of ${of} come from cannot be read.`, 'Apply Terraform again.'));
  }
  return { senders: [...senders], unsaid };
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
