import type { Seat } from '@cleandesk/portal-api';
import type { ComponentChildren } from 'preact';
import { Day, Since, When } from '../../parts/when.tsx';
import { waitingText } from '../../words/seats.ts';
import { words } from './words.ts';

/** What is known of a desktop, for its user and for operators. */
export function SeatFacts({ seat, children }: { seat: Seat; children?: ComponentChildren }) {
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
          <NextReset seat={seat} />
        </Fact>
      )}
      {hold && (
        <Fact name={words.hold}>
          until <When at={hold.until} />
          {hold.owner !== undefined && `, by ${hold.owner}`}
          {hold.reason !== undefined && <span class="quiet"> ({hold.reason})</span>}
        </Fact>
      )}
      {lease?.until !== undefined && (
        <Fact name={words.keptUntil}>
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

function NextReset({ seat }: { seat: Seat }) {
  if (seat.hold) return <>{words.notWhileHeld}</>;
  if (seat.waitsFor !== undefined) return <>{waitingText(seat.waitsFor)}</>;
  if (seat.resetDueAt !== undefined) return <Since at={seat.resetDueAt} />;
  return <>{words.afterLeaving}</>;
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
