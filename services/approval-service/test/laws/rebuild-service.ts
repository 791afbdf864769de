import {
  type OutgoingEvent,
  rebootStartedV1,
  requestRefusedV1,
  resetFailedV1,
  seatChangedV1,
  seatFailedV1,
  seatProvisionedV1,
  seatRemovedV1,
} from '@cleandesk/contracts';
import type { SeatStatus } from '../../src/domain/seat.ts';
import type { Office } from '../given.ts';
import { minute } from '../samples.ts';
import type { Dice } from './dice.ts';
import { receiptOf } from './receipt.ts';

type Ref = { directoryId: string; userName: string };
type Delivery = { due: number; say: () => Promise<void>; tries: number };

/** What rebuild-service would do of what it is told, and how its answers come back: late, lost, twice, in any order. */
export function rebuildService(at: Office, dice: Dice) {
  const seats = new Map<string, { version: number; revision: number; status: SeatStatus }>();
  const queue: Delivery[] = [];
  let ids = 0;
  const isRef = (value: unknown): value is Ref =>
    typeof value === 'object' && value !== null && 'userName' in value && 'directoryId' in value;
  const seatOf = (userName: string) => {
    const seat = seats.get(userName) ?? { version: 0, revision: -1, status: 'absent' as const };
    seats.set(userName, seat);
    return seat;
  };

  /** @param minutes until it happens; then it comes, or comes twice, or never. */
  const answer = (minutes: number, make: (time: { at: number; id: string }) => Promise<void>) => {
    const happens = at.clock.at + minutes * minute;
    ids += 1;
    const id = `answer-${ids}`;
    const copies = dice.percent(6) ? 0 : dice.percent(20) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1)
      queue.push({
        due: happens + (dice.percent(15) ? dice.roll(120) * minute : dice.roll(30) * 1000),
        say: () => make({ at: happens, id }),
        tries: 0,
      });
  };
  const changed = (minutes: number, seat: Ref, status: SeatStatus) => {
    const known = seatOf(seat.userName);
    known.version += 1;
    known.status = status;
    const { version } = known;
    const workspaceId = status === 'absent' ? {} : { workspaceId: `ws-${seat.userName}00000000` };
    answer(minutes, (time) => at.hears(seatChangedV1, { seat, version, status, ...workspaceId }, time));
  };

  function take({ detailType, detail }: OutgoingEvent) {
    const { seat } = detail;
    if (!isRef(seat)) return;
    const known = seatOf(seat.userName);
    const claim: unknown = detail.claim;
    const revision =
      typeof claim === 'object' && claim !== null && 'revision' in claim && typeof claim.revision === 'number'
        ? claim.revision
        : undefined;
    const requestId = String(detail.requestId);
    const workspaceId = `ws-${seat.userName}00000000`;
    if (revision !== undefined) {
      if (revision <= known.revision) return;
      known.revision = revision;
    }
    switch (detailType) {
      case 'SeatWanted.v1':
        changed(1, seat, 'provisioning');
        if (dice.percent(15)) {
          changed(5, seat, 'failed');
          return answer(5, (time) =>
            at.hears(seatFailedV1, { seat, reason: 'r', explanation: 'No room.' }, time),
          );
        }
        changed(20, seat, 'live');
        return answer(20, (time) => at.hears(seatProvisionedV1, { seat, workspaceId }, time));
      case 'SeatUnwanted.v1':
        changed(1, seat, 'removing');
        changed(5, seat, 'absent');
        return answer(5, (time) => at.hears(seatRemovedV1, { seat, workspaceId }, time));
      case 'RebootRequested.v1':
        return answer(1, (time) => at.hears(rebootStartedV1, { seat, workspaceId, requestId }, time));
      case 'ResetRequested.v1':
        if (dice.percent(30))
          return answer(1, (time) =>
            at.hears(requestRefusedV1, { seat, requestId, reason: 'held', explanation: 'It is held.' }, time),
          );
        if (dice.percent(30))
          answer(5, (time) =>
            at.hears(
              resetFailedV1,
              { seat, resetId: `request:${requestId}`, reason: 'r', explanation: 'It failed.' },
              time,
            ),
          );
        return answer(40, (time) => at.hears(...receiptOf(seat, requestId), time));
    }
  }

  return {
    /** What is said reaches it, now and then twice, late, or never. */
    told(events: readonly OutgoingEvent[]) {
      for (const event of events) {
        if (dice.percent(5)) continue;
        take(event);
        if (dice.percent(20)) take(event);
      }
    },
    /** What is due by now is delivered; a function that fails is given it again, a few times. */
    async deliver(): Promise<void> {
      const due = queue.filter((one) => one.due <= at.clock.at);
      for (const one of due) {
        queue.splice(queue.indexOf(one), 1);
        try {
          await one.say();
        } catch {
          // As SQS does it; after ten times it lies among the dead letters, which is as good as lost.
          one.tries += 1;
          if (one.tries < 10) queue.push({ ...one, due: at.clock.at + 3 * minute });
        }
      }
    },
  };
}
