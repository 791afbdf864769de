import type { OutgoingEvent } from '@cleandesk/contracts';
import { hasEnded, type Request } from '../../src/domain/request.ts';
import type { Lease } from '../../src/domain/seat.ts';
import type { Stored } from '../../src/ports.ts';
import { inWords, type Office } from '../given.ts';

/** Reads along with all that is written and said, and notes what must never be. */
export function watch(at: Office) {
  const breaches: string[] = [];
  const words = new Map<string, Set<string>>();
  /** Until when each user was promised their desktop, by login. */
  const promised = new Map<string, number>();
  const { requests, leases, bus, mailer } = at.world;
  const mails = new Map<string, number>();

  const moves = (before: Request, next: Request) => {
    if (before.status === next.status) return;
    const legal =
      before.status === 'waiting' ||
      (before.status === 'doing' &&
        hasEnded(next.status) &&
        next.status !== 'rejected' &&
        next.status !== 'expired') ||
      (before.status === 'failed' && next.status === 'done');
    if (!legal) breaches.push(`${before.kind}: ${before.status} became ${next.status}`);
    if (new Set(next.decisions.map(({ by }) => by)).size < next.decisions.length)
      breaches.push('somebody decided twice');
    if (next.kind === 'extend' && next.status === 'done' && next.until !== undefined)
      promised.set(next.seat.userName, next.until);
  };
  const claims = (before: Lease | undefined, next: Lease) => {
    const { userName } = next.seat;
    if (before !== undefined && next.revision < before.revision) breaches.push('a revision went back');
    if (next.wanted && before?.wanted !== true)
      promised.set(userName, next.until ?? Number.POSITIVE_INFINITY);
  };
  at.world.requests = {
    ...requests,
    async save(before, next, lease) {
      const saved = await requests.save(before, next, lease);
      moves(before.value, next);
      if (lease !== undefined) claims(lease.before?.value, lease.next);
      return saved;
    },
  };
  at.world.leases = {
    ...leases,
    async save(before: Stored<Lease>, next: Lease) {
      await leases.save(before, next);
      claims(before.value, next);
      // Given up by the sweep: nobody asked for it.
      if (before.value.wanted && !next.wanted && (promised.get(next.seat.userName) ?? 0) > at.clock.at)
        breaches.push('a lease was given up before its end');
    },
  };

  async function isTold(event: OutgoingEvent) {
    const { detail } = event;
    const evidence =
      typeof detail.evidence === 'string' ? detail.evidence : `request:${String(detail.requestId)}`;
    const about = `${inWords(event)} ${evidence}`;
    words.set(about, (words.get(about) ?? new Set()).add(JSON.stringify(event)));
    if ((words.get(about)?.size ?? 0) > 1) breaches.push(`${about} was said in other words`);
    const [, requestId] = /^request:(.+)$/.exec(evidence) ?? [];
    if (requestId !== undefined) {
      const stored = await requests.load(requestId);
      const approvals = stored?.value.decisions.filter(({ verdict }) => verdict === 'approve').length ?? 0;
      if (
        stored === undefined ||
        approvals < stored.value.approval.needed ||
        stored.value.status === 'waiting'
      )
        breaches.push(`${about} was said and nobody approved it`);
    }
    const { seat, claim } = detail;
    if (!isClaim(claim) || !isRef(seat)) return;
    const lease = (await leases.load(at.world.digest.seatId(seat)))?.value;
    const isCommitted =
      lease !== undefined &&
      (lease.revision > claim.revision ||
        (lease.revision === claim.revision && lease.wanted === (event.detailType === 'SeatWanted.v1')));
    if (!isCommitted) breaches.push(`${about} was said before it was committed`);
  }
  at.world.bus = {
    async publish(events) {
      for (const event of events) await isTold(event);
      await bus.publish(events);
    },
  };
  at.world.mailer = {
    async send(to, letter) {
      const before = at.inbox.length;
      try {
        return await mailer.send(to, letter);
      } finally {
        for (const { letter: sent } of at.inbox.slice(before)) {
          const mail = `${to} ${sent.subject}`;
          mails.set(mail, (mails.get(mail) ?? 0) + 1);
          if ((mails.get(mail) ?? 0) > 1) breaches.push(`${sent.subject} came twice`);
        }
      }
    },
  };
  // What a letter is about stands in its subject, so that two of one kind can be told apart.
  at.world.wording = {
    letter(occasion) {
      const about =
        occasion.type === 'leaseEnds'
          ? `${occasion.lease.requestId} ${occasion.lease.until}`
          : occasion.request.id;
      return { subject: `${occasion.type} ${about}`, text: '', html: '' };
    },
  };
  return breaches;
}

const isRef = (value: unknown): value is { directoryId: string; userName: string } =>
  typeof value === 'object' && value !== null && 'userName' in value && 'directoryId' in value;
const isClaim = (value: unknown): value is { revision: number } =>
  typeof value === 'object' && value !== null && 'revision' in value;
