import type { Offer } from '../domain/offers.ts';
import type { Request } from '../domain/request.ts';
import type { Lease } from '../domain/seat.ts';
import { NotSent } from '../ports.ts';
import type { World } from './world.ts';

/** What people are written to about. */
export type Occasion =
  | {
      type: 'approve' | 'remind';
      request: Request;
      offer?: Offer;
      link: string;
      code?: string;
    }
  | { type: 'ended' | 'overdue'; request: Request; offer?: Offer; portalUrl: string }
  | { type: 'leaseEnds'; lease: Lease; offer?: Offer; portalUrl: string };

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
