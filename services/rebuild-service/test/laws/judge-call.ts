import { activeHold, isWanted } from '../../src/domain/seat.ts';
import type { Aws, Ws } from './aws.ts';
import type { Breach, Invocation } from './invocation.ts';
import type { Tally } from './tally.ts';

const minute = 60_000;
/** ms from the beginning of a look until the first call that rests on it: 5 s, and the steps in between. */
const lookIsFreshForMs = 5600;
/** ms that one call takes at most; the look grows as much older for the next one of the group. */
const callTakesMs = 1700;

export type Moment = {
  aws: Aws;
  ws: Ws;
  what: 'rebuild' | 'terminate';
  seatId: string;
  invocation: Invocation;
  /** Since when the service has been told of a hold that is still on; whatever it made of that. */
  heldSince?: number;
  graceMs: number;
  /** Resets that have reached a desktop, by seat and id. */
  resets: Set<string>;
};

/**
 * The laws that speak of the moment at which AWS takes a destructive call. Excused is only what this invocation could
 * not know: a login that AWS has not told of and that the look right before could not show. Each excuse is counted.
 */
export function judgeCall(moment: Moment, tally: Tally): Breach[] {
  const { aws, ws, what, invocation, seatId, resets } = moment;
  const { now } = aws.time;
  const breaches: Breach[] = [];
  const breach = (law: Breach['law'], text: string) =>
    breaches.push({ law, what: `${text} (${what} ${ws.id})` });
  const read = invocation.read.get(seatId);
  const looked = invocation.looked.get(ws.id);
  if (read === undefined || looked === undefined) {
    breach(2, 'a call without a look, or without reading the seat again');
    return breaches;
  }
  if (now - looked.askedAt > lookIsFreshForMs + callTakesMs * (invocation.callsSinceRead - 1))
    breach(2, `a look that is ${now - looked.askedAt} ms old counts`);
  const { seat } = read;
  const { phase } = seat;

  if (activeHold(seat, now) !== undefined || (moment.heldSince ?? now) < read.at)
    breach(5, 'a desktop on hold is hit');
  if (!ws.managed && (ws.unmanagedSince ?? 0) < looked.answeredAt)
    breach(5, 'a desktop that no policy matches is hit');
  if (phase.status === 'removing' && isWanted(seat)) breach(7, 'a desktop that is wanted is removed');

  // What the look could show, and what the service had been told when it read the seat.
  const visible = aws.connection(ws, looked.answeredAt);
  const told = (ws.loginTold ?? now) < read.at || (seat.memory.lastLoginAt ?? 0) >= (ws.usedAt ?? Infinity);
  if (ws.connectedAt !== undefined) {
    if (told || visible.state === 'CONNECTED') breach(2, 'a connected user is reset');
    else tally.count('excused: connected unseen');
  }
  if (phase.status !== 'rebuilding' && phase.status !== 'terminating') {
    tally.count(phase.status === 'clearing' ? 'replacement' : 'removal');
    return breaches;
  }
  const { cause } = phase.reset.leave;
  // Whoever asks for a reset gets it, also of a clean desktop and at once; but once.
  tally.count(cause.kind === 'request' ? `${what} asked for` : what);
  if (ws.state !== 'TERMINATING' && ws.state !== 'REBUILDING') {
    const reset = `${seatId} ${phase.reset.resetId}`;
    if (resets.has(reset)) breach(4, `the same leaving is reset twice`);
    resets.add(reset);
    if (cause.kind === 'absence') judgeAbsence(moment, { told, settledUntil: seat.memory.settledUntil });
  }
  return breaches;

  function judgeAbsence({ graceMs }: Moment, known: { told: boolean; settledUntil: number }): void {
    if (!ws.dirty) {
      // A use between a decision and a call whose answer was lost can only be taken for a later one.
      const last = ws.calls.at(-1);
      const used = Math.max(ws.usedAt ?? 0, ws.leftAt ?? 0);
      const unknowable = last !== undefined && !last.answered && used > known.settledUntil && used <= last.at;
      if (unknowable) tally.count('excused: answer lost');
      else breach(4, 'a clean desktop is reset again');
    }
    if (ws.leftAt === undefined || ws.connectedAt !== undefined) return;
    const away = now - ws.leftAt;
    if (away >= graceMs) return;
    const begun = ws.seen.findLast((change) => change.connected)?.at ?? 0;
    if (known.told || (visible.lastConnectedAt ?? 0) >= begun)
      breach(2, `a user who left ${(away / minute).toFixed(1)} min ago is reset`);
    else tally.count('excused: return unseen');
  }
}
