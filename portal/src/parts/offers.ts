import type { Offer } from '@cleandesk/portal-api';
import { useAnswer } from '../api/use-answer.ts';
import { usePortal } from '../portal.ts';

/** To call a desktop by its title. Without them it is called a desktop: a list does not fail for that. */
export function useOffers(): readonly Offer[] {
  const { api } = usePortal();
  const offers = useAnswer('offers', async (signal) => (await api('offers', { signal })).items);
  return offers.state === 'ready' ? offers.value : [];
}
