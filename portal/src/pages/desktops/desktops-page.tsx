import type { Seat } from '@cleandesk/portal-api';
import { useEffect, useRef } from 'preact/hooks';
import { useAnswer } from '../../api/use-answer.ts';
import { announce } from '../../parts/announce.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { usePortal } from '../../portal.ts';
import { sayDesktop } from '../../words/seats.ts';
import { DesktopCard } from './desktop-card.tsx';
import { OpenRequests } from './open-requests.tsx';
import { words } from './words.ts';

const none: readonly Seat[] = [];
/** How often a page that is being looked at looks itself. */
const everyMs = 15_000;

export function DesktopsPage() {
  const { api } = usePortal();
  const seats = useAnswer('mySeats', async (signal) => (await api('mySeats', { signal })).items, { everyMs });
  // A seat outlives its desktop: somebody who had one once has none now. What they asked for and never got can be given back.
  const shown =
    seats.state === 'ready'
      ? seats.value.filter(({ status, lease }) => status !== 'absent' || lease !== undefined)
      : [];
  useChangesAreSaid(seats.state === 'ready' ? seats.value : none);
  return (
    <Page title={shown.length > 1 ? words.titleOfMany : words.title}>
      <Loaded from={seats} boxes={1}>
        {() =>
          shown.length === 0 ? (
            <Empty picture="desk" title={words.emptyTitle} href="/ask" action={words.ask}>
              {words.empty}
            </Empty>
          ) : (
            shown.map((seat) => <DesktopCard key={seat.seatId} seat={seat} again={seats.again} />)
          )
        }
      </Loaded>
      <OpenRequests />
    </Page>
  );
}

/** A state that changed while somebody waits for it is said, also to whoever does not see it. */
function useChangesAreSaid(seats: readonly Seat[]): void {
  const before = useRef(new Map<string, string>());
  useEffect(() => {
    for (const seat of seats) {
      const known = before.current.get(seat.seatId);
      if (known !== undefined && known !== seat.status) {
        const { title, text } = sayDesktop(seat, Date.now());
        announce(`Your desktop: ${title}. ${text}`);
      }
      before.current.set(seat.seatId, seat.status);
    }
  }, [seats]);
}
