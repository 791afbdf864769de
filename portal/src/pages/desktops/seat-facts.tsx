import type { Seat } from '@cleandesk/portal-api';
import type { ComponentChildren } from 'preact';
import { Day, Since, When } from '../../parts/when.tsx';
import { waitingText } from '../../words/seats.ts';
import { words } from './words.ts';

/** What is known of a desktop, for its user and for operators. */
export function SeatFacts(given: { seat: Seat; own?: boolean; children?: ComponentChildren }) {
  const { seat, own = false, children } = given;
  const { hold, lease } = seat;
  const isThere = seat.status !== 'absent' && seat.status !== 'removing';
  return (
    <dl class="facts">
      {children}
      <Fact name={words.lastConnection}>
        {seat.lastConnectedAt ? <Since at={seat.lastConnectedAt} /> : words.neverConnected}
      </Fact>
      {isThere && (
        <Fact name={words.nextReset}>
          <NextReset seat={seat} own={own} />
        </Fact>
      )}
      {own && hold && (
        <Fact name={words.hold} wide>
          until <When at={hold.until} />
          {hold.owner !== undefined && `, by ${hold.owner}`}
          {hold.reason !== undefined && <span class="quiet"> ({hold.reason})</span>}
        </Fact>
      )}
      {lease?.until !== undefined && (
        <Fact name={own ? words.yoursUntil : words.lentUntil}>
          <Day at={lease.until} />
        </Fact>
      )}
      {seat.workspaceId !== undefined && (
        <Fact name={words.desktop}>
          <code>{seat.workspaceId}</code>
        </Fact>
      )}
    </dl>
  );
}

function NextReset({ seat, own }: { seat: Seat; own: boolean }) {
  if (seat.hold) return <>{words.notWhileHeld}</>;
  if (seat.waitsFor !== undefined) return <>{waitingText(seat.waitsFor)}</>;
  if (seat.resetDueAt !== undefined) return <Since at={seat.resetDueAt} />;
  return <>{own ? words.afterYouLeave : words.afterLeaving}</>;
}

/** `wide`: what people write takes a line of its own. */
export function Fact(given: { name: string; wide?: boolean; children: ComponentChildren }) {
  const { name, wide, children } = given;
  return (
    <div {...(wide && { class: 'wide' })}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
