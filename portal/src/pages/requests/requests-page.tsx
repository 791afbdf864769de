import type { Request } from '@cleandesk/portal-api';
import { usePages } from '../../api/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { useOffers } from '../../parts/offers.ts';
import { Page } from '../../parts/page.tsx';
import { RequestRow } from '../../parts/request-row.tsx';
import { More } from '../../parts/timeline.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { usePortal } from '../../portal.ts';
import { words } from './words.ts';

export function RequestsPage() {
  const { api } = usePortal();
  const offers = useOffers();
  const pages = usePages<Request>('my requests', (cursor, signal) =>
    api('myRequests', { query: { ...(cursor !== undefined && { cursor }) }, ...(signal && { signal }) }),
  );
  return (
    <Page title={words.title} lead={words.lead}>
      <Loaded from={pages} boxes={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty picture="desk" title={words.emptyTitle} href="/ask" action={words.ask}>
              {words.empty}
            </Empty>
          ) : (
            <>
              <ul class="rows">
                {items.map((request) => (
                  <RequestRow key={request.requestId} request={request} offers={offers} />
                ))}
              </ul>
              <Trouble trouble={pages.moreTrouble} />
              <More more={pages.more} busy={pages.loadingMore} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
