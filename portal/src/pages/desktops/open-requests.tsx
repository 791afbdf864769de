import type { Request } from '@cleandesk/portal-api';
import { useAnswer } from '../../api/use-answer.ts';
import { useOffers } from '../../parts/offers.ts';
import { RequestRow } from '../../parts/request-row.tsx';
import { usePortal } from '../../portal.ts';
import { words } from './words.ts';

/** What is still to come. Says nothing when there is nothing, or when it can't be known: the list has its own page. */
export function OpenRequests() {
  const { api } = usePortal();
  const requests = useAnswer(
    'open requests',
    async (signal) => (await api('myRequests', { query: { limit: 10 }, signal })).items,
    { everyMs: 30_000 },
  );
  const open =
    requests.state === 'ready'
      ? requests.value.filter(({ state }) => state === 'waiting' || state === 'doing')
      : [];
  return open.length === 0 ? null : <Open requests={open} />;
}

function Open({ requests }: { requests: readonly Request[] }) {
  const offers = useOffers();
  return (
    <section>
      <h2>{words.openTitle}</h2>
      <ul class="rows">
        {requests.map((request) => (
          <RequestRow key={request.requestId} request={request} offers={offers} />
        ))}
      </ul>
    </section>
  );
}
