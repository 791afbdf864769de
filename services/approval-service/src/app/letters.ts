import type { Offer } from '../domain/offers.ts';
import { NotSent } from '../ports.ts';
import type { Occasion } from './occasion.ts';
import type { World } from './world.ts';

export const offerOf = (id: string | undefined, { settings }: World): { offer?: Offer } => {
  const offer = settings.offers.find((one) => one.id === id);
  return offer === undefined ? {} : { offer };
};

/**
 * Writes to somebody, once for each `id`. A function that dies right while it hands a mail over has perhaps sent it: it is
 * not sent again, since a reminder, or the portal, says the same.
 * @throws {NotSent} it can be tried again.
 */
export async function write(
  id: string,
  to: string,
  compose: () => Promise<Occasion>,
  { mailbook, mailer, wording, clock, journal, meter }: World,
): Promise<void> {
  if (!(await mailbook.begin(id, clock.now()))) return;
  try {
    const outcome = await mailer.send(to, wording.letter(await compose()));
    if (outcome === 'sent') return meter.count('MailSent');
    meter.count('MailRefused');
    journal.warn('A mail can not be sent to this address', {
      mail: id.split(':')[0] ?? '',
      because: outcome.refused,
    });
  } catch (error) {
    if (error instanceof NotSent) await mailbook.giveBack(id);
    else meter.count('MailUnknown');
    throw error;
  }
}
