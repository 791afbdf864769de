import type { Instant, Seat } from './seat.ts';
import type { Look, Signal } from './signals.ts';

/** Lines kept of one leaving: how it began, and what happened last. */
const keptFirst = 10;
const keptLast = 40;

const telling = ['away', 'rebuilding', 'terminating', 'recreating', 'clearing', 'removing'];

/** The seat with what it has just been told, for as long as a leaving may end in a reset. */
export function witness(before: Seat, seat: Seat, signal: Signal, now: Instant): Seat {
  if (!telling.includes(seat.phase.status))
    return seat.evidence.length === 0 ? seat : { ...seat, evidence: [] };
  const what = inWords(signal);
  if (what === undefined) return seat;
  const begins = before.phase.status === 'live' || before.phase.status === 'absent';
  const known = begins ? [] : seat.evidence;
  if (known.at(-1)?.what === what) return seat;
  const all = [...known, { at: now, what }];
  const evidence =
    all.length <= keptFirst + keptLast ? all : [...all.slice(0, keptFirst), ...all.slice(-keptLast)];
  return { ...seat, evidence };
}

function inWords(signal: Signal): string | undefined {
  switch (signal.type) {
    case 'Disconnected':
      return `told: disconnected between ${iso(signal.start)} and ${iso(signal.end)}`;
    case 'LoggedIn':
      return `told: logged in at ${iso(signal.at)}`;
    case 'Observed':
      return `swept: ${signal.connection.state}${checked(signal.connection.checkedAt)}`;
    case 'Looked':
      return look(signal.look);
    case 'Examined': {
      const { examination } = signal;
      return examination.creatable ? 'examined: can be made again' : `examined: ${examination.problem}`;
    }
    case 'SnapshotFound':
      return `snapshot: ${signal.rebuildFrom === undefined ? 'none' : iso(signal.rebuildFrom)}`;
    case 'FoundDesktop':
      return `found: ${signal.desktop === undefined ? 'no desktop' : `${signal.desktop.workspaceId} ${signal.desktop.state}`}`;
    case 'CallAccepted':
      return `${nameOf(signal.id)}: accepted${signal.workspaceId === undefined ? '' : `, ${signal.workspaceId}`}`;
    case 'CallRefused':
      return `${nameOf(signal.id)}: refused, ${signal.code}`;
    case 'CallUncertain':
      return `${nameOf(signal.id)}: no answer`;
    case 'CallNotPermitted':
      return `${nameOf(signal.id)}: not made, ${signal.look === undefined ? 'not wanted' : look(signal.look)}`;
    case 'HoldPlaced':
      return `hold placed until ${iso(signal.until)}`;
    case 'HoldLifted':
      return 'hold lifted';
    case 'ResetAsked':
      return `reset asked for, ${signal.requestId}`;
    case 'Wanted':
    case 'Unwanted':
      return `${signal.type.toLowerCase()} by ${signal.source}, revision ${signal.revision}`;
    case 'RebootAsked':
    case 'Watched':
    case 'Unwatched':
    case 'LookDue':
    case 'Resumed':
    case 'Due':
    case 'Unanswered':
    case 'Noted':
      return undefined;
  }
  signal satisfies never;
}

function look({ desktop, connection, extent }: Look): string {
  if (desktop === 'missing') return 'look: missing';
  if (extent === 'state') return `look: ${desktop.state}`;
  return `look: ${desktop.state}, ${connection?.state ?? 'no connection known'}${checked(connection?.checkedAt)}`;
}

const checked = (at: Instant | undefined): string => (at === undefined ? '' : `, checked ${iso(at)}`);
const nameOf = (callId: string): string => callId.split(':')[0] ?? callId;
const iso = (at: Instant): string => new Date(at).toISOString();
