import type { Instant, Seat } from './seat.ts';
import type { Look, Signal } from './signals.ts';

/** Lines kept of one leaving: how it began, and what happened last. */
const keptFirst = 10;
const keptLast = 40;

const telling = ['away', 'rebuilding', 'terminating', 'recreating', 'clearing', 'removing'];

/** The seat with what it is being told, so that a record of what comes of it has that line, too. */
export function witness(seat: Seat, signal: Signal, now: Instant): Seat {
  const what = inWords(signal);
  if (what === undefined) return seat;
  const begins = seat.phase.status === 'live' || seat.phase.status === 'absent';
  const known = begins ? [] : seat.evidence;
  // The same told twice is one; of looks that show the same again and again the first and the last are kept.
  if (known.at(-1)?.what === what && signal.type !== 'Looked') return seat;
  const again = known.at(-1)?.what === what && known.at(-2)?.what === what;
  const all = [...(again ? known.slice(0, -1) : known), { at: now, what }];
  const evidence =
    all.length <= keptFirst + keptLast ? all : [...all.slice(0, keptFirst), ...all.slice(-keptLast)];
  return { ...seat, evidence };
}

/** Evidence is kept for as long as a leaving may end in a reset. */
export function withoutOldEvidence(seat: Seat): Seat {
  if (telling.includes(seat.phase.status) || seat.evidence.length === 0) return seat;
  return { ...seat, evidence: [] };
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
      return `${nameOf(signal.id)}: ${accepted(signal)}${after(signal.look)}`;
    case 'CallRefused':
      return `${nameOf(signal.id)}: refused, ${signal.code}${after(signal.look)}`;
    case 'CallUncertain':
      return `${nameOf(signal.id)}: no answer${after(signal.look)}`;
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

function look({ desktop, connection, extent, hold, policy }: Look): string {
  if (desktop === 'missing') return 'look: missing';
  if (extent === 'state') return `look: ${desktop.state}`;
  const rules = `${hold === undefined ? '' : ', on hold by a tag'}${policy === undefined ? ', no policy' : ''}`;
  return `look: ${desktop.state}, ${connection?.state ?? 'no connection known'}${checked(connection?.checkedAt)}${rules}`;
}

/** Without a time nobody answered: a later look showed that an earlier attempt had arrived. */
const accepted = ({ at, workspaceId }: Extract<Signal, { type: 'CallAccepted' }>): string =>
  `${at === undefined ? 'had arrived' : 'accepted'}${workspaceId === undefined ? '' : `, ${workspaceId}`}`;

/** The look right before the call. */
const after = (last: Look | undefined): string =>
  last === undefined ? '' : `; ${iso(last.at)} ${look(last)}`;

const checked = (at: Instant | undefined): string => (at === undefined ? '' : `, checked ${iso(at)}`);
const nameOf = (callId: string): string => callId.split(':')[0] ?? callId;
const iso = (at: Instant): string => new Date(at).toISOString();
