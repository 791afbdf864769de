import { type Letter, type Mailer, NotSent } from '../../src/ports.ts';

export type Sent = { to: string; letter: Letter };
/** How SES can fail: it says no for good, it says no for now, or its answer is lost and the mail is out or not. */
export type Mishap = 'refused' | 'notSent' | 'lostAfter' | 'lostBefore';

/** Mails end in `inbox`; `mishaps` are what the next ones meet. */
export function fakeMailer() {
  const inbox: Sent[] = [];
  const mishaps: Mishap[] = [];
  const mailer: Mailer = {
    async send(to, letter) {
      const mishap = mishaps.shift();
      if (mishap === 'refused') return { refused: 'MessageRejected' };
      if (mishap === 'notSent') throw new NotSent('SES did not take a mail: TooManyRequestsException');
      if (mishap !== 'lostBefore') inbox.push({ to, letter });
      if (mishap !== undefined) throw new Error('Nobody knows whether SES took a mail: TimeoutError');
      return 'sent';
    },
  };
  return { mailer, inbox, mishaps };
}
