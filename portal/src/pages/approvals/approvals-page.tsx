import type { Request } from '@cleandesk/portal-api';
import { useLocation } from 'preact-iso';
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

export function ApprovalsPage() {
  const { api } = usePortal();
  const { query } = useLocation();
  const state = query.state === 'decided' ? 'decided' : 'waiting';
  const offers = useOffers();
  const pages = usePages<Request>(`approvals ${state}`, (cursor, signal) =>
    api('approvals', {
      query: { state, ...(cursor !== undefined && { cursor }) },
      ...(signal && { signal }),
    }),
  );
  return (
    <Page title={words.title}>
      <nav class="tabs" aria-label={words.tabs}>
        <a href="/approvals" {...(state === 'waiting' && { 'aria-current': 'page' as const })}>
          {words.waiting}
        </a>
        <a href="/approvals?state=decided" {...(state === 'decided' && { 'aria-current': 'page' as const })}>
          {words.decided}
        </a>
      </nav>
      <Loaded from={pages} boxes={3}>
        {({ items }) =>
          items.length === 0 ? (
            <None state={state} />
          ) : (
            <>
              <ul class="rows">
                {items.map((request) => (
                  <RequestRow key={request.requestId} request={request} offers={offers} who />
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

function None({ state }: { state: 'waiting' | 'decided' }) {
  return state === 'waiting' ? (
    <Empty picture="done" title={words.emptyTitle}>
      {words.empty}
    </Empty>
  ) : (
    <Empty picture="desk" title={words.noneDecidedTitle}>
      {words.noneDecided}
    </Empty>
  );
}
