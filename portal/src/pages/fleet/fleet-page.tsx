import { useLocation } from 'preact-iso';
import { useAnswer } from '../../api/use-answer.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { usePortal } from '../../portal.ts';
import { statuses } from '../../words/seats.ts';
import { Pauses } from './pauses.tsx';
import { SeatList } from './seat-list.tsx';
import { Tiles } from './tiles.tsx';
import { words } from './words.ts';

const everyMs = 15_000;

export function FleetPage() {
  const { api } = usePortal();
  const { query } = useLocation();
  const fleet = useAnswer('fleet', (signal) => api('fleet', { signal }), { everyMs });
  const status = statuses.find((one) => one === query.status);
  const user = query.user?.trim() || undefined;
  return (
    <Page title={words.title}>
      <Loaded from={fleet} boxes={2}>
        {(value) => (
          <>
            <Pauses pauses={value.pauses} again={fleet.again} />
            <Tiles fleet={value} status={status} />
          </>
        )}
      </Loaded>
      {fleet.state !== 'failed' && <SeatList status={status} user={user} />}
    </Page>
  );
}
