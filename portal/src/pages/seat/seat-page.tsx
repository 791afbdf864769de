import type { FleetSeat } from '@cleandesk/portal-api';
import { useAnswer } from '../../api/use-answer.ts';
import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Back, Page } from '../../parts/page.tsx';
import { SeatTimeline } from '../../parts/seat-timeline.tsx';
import { Since } from '../../parts/when.tsx';
import { usePortal } from '../../portal.ts';
import { statusWords } from '../../words/seats.ts';
import { Fact, SeatFacts } from '../desktops/seat-facts.tsx';
import { HoldSection } from './hold-section.tsx';
import { words } from './words.ts';

const everyMs = 10_000;

/** One desktop, for operators. */
export function SeatPage({ seatId }: { seatId: string }) {
  const { api } = usePortal();
  const seat = useAnswer(`seat ${seatId}`, (signal) => api('seat', { parameters: { seatId }, signal }), {
    everyMs,
  });
  return (
    <Page
      title={seat.state === 'ready' ? seat.value.userName : words.title}
      before={<Back href="/fleet">{words.back}</Back>}
    >
      <Loaded from={seat} boxes={2}>
        {(value) => (
          <>
            <SeatCard seat={value} />
            <HoldSection seat={value} again={seat.again} />
            <section>
              <h2>{words.happened}</h2>
              <SeatTimeline seatId={seatId} turn={`${value.status} ${value.hold?.until ?? ''}`} limit={25} />
            </section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function SeatCard({ seat }: { seat: FleetSeat }) {
  const { title, tone, icon } = statusWords[seat.status];
  return (
    <article class={`desktop tone-${tone}`}>
      <header class="state">
        <span class="state-icon">
          <Icon name={icon} />
        </span>
        <div>
          <h2>{title}</h2>
          <p>
            Changed <Since at={seat.changedAt} />
          </p>
        </div>
      </header>
      <SeatFacts seat={seat}>
        <Fact name={words.directory}>
          <code>{seat.directoryId}</code>
        </Fact>
        <Fact name={words.policy}>{seat.policy ?? words.noPolicy}</Fact>
      </SeatFacts>
    </article>
  );
}
