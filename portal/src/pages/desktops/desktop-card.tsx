import type { Request, Seat } from '@cleandesk/portal-api';
import { useState } from 'preact/hooks';
import { announce } from '../../parts/announce.tsx';
import { Notice } from '../../parts/badge.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { SeatTimeline } from '../../parts/seat-timeline.tsx';
import { useNow } from '../../parts/use-now.ts';
import { usePortal } from '../../portal.ts';
import { kindWords, stateWords } from '../../words/requests.ts';
import { sayDesktop } from '../../words/seats.ts';
import { ActionDialog } from './action-dialog.tsx';
import { Connecting } from './connecting.tsx';
import { SeatFacts } from './seat-facts.tsx';
import { type ActionKind, actions, words } from './words.ts';

const icons: Record<ActionKind, IconName> = {
  reboot: 'power',
  extend: 'calendar',
  reset: 'sparkle',
  return: 'return',
};
const order = ['reboot', 'extend', 'reset', 'return'] as const satisfies readonly ActionKind[];

export function DesktopCard({ seat, again }: { seat: Seat; again: () => void }) {
  const { me } = usePortal();
  const { title, text, tone, icon } = sayDesktop(seat, useNow());
  const [asking, setAsking] = useState<ActionKind>();
  const [asked, setAsked] = useState<Request>();
  const allowed = order.filter((kind) => seat.allows.includes(kind));
  const canConnect = ['live', 'away', 'dirty'].includes(seat.status);
  return (
    <article class={`desktop tone-${tone}`} aria-label={`${words.desktop} ${seat.workspaceId ?? ''}`}>
      <header class="state">
        <span class="state-icon">
          <Icon name={icon} />
        </span>
        <div>
          <h2>{title}</h2>
          <p>{text}</p>
        </div>
      </header>
      <SeatFacts seat={seat} own />
      {asked && (
        <Notice tone="good" icon="check">
          <p>
            {kindWords[asked.kind].title}: {stateWords[asked.state].title.toLowerCase()}.{' '}
            <a href={`/requests/${asked.requestId}`}>See what becomes of it</a>
          </p>
        </Notice>
      )}
      {allowed.length > 0 && (
        <div class="actions">
          {allowed.map((kind) => (
            <button
              key={kind}
              type="button"
              class={actions[kind].danger ? 'button quiet-danger' : 'button'}
              onClick={() => setAsking(kind)}
            >
              <Icon name={icons[kind]} />
              {actions[kind].button}
            </button>
          ))}
        </div>
      )}
      {asking && (
        <ActionDialog
          kind={asking}
          seat={seat}
          close={() => setAsking(undefined)}
          done={(request) => {
            setAsking(undefined);
            setAsked(request);
            announce(`${kindWords[request.kind].title}: ${stateWords[request.state].title}.`);
            again();
          }}
        />
      )}
      {canConnect && me && <Connecting connecting={me.connecting} />}
      <section class="happened">
        <h3>{words.happened}</h3>
        <SeatTimeline seatId={seat.seatId} turn={`${seat.status} ${asked?.requestId ?? ''}`} limit={5} />
      </section>
    </article>
  );
}
