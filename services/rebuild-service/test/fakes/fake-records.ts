import type { SeatRef } from '@cleandesk/contracts';
import type { Note } from '../../src/domain/actions.ts';
import { seatId } from '../../src/domain/seat.ts';
import { RecordInTheWay, type Records } from '../../src/ports.ts';

type Kept = Extract<Note, { type: 'Record' }>;

/** Records in memory. */
export class FakeRecords implements Records {
  readonly #kept = new Map<string, Map<number, Kept>>();

  async append(ref: SeatRef, record: Kept): Promise<void> {
    if (record.link === undefined) throw new RecordInTheWay('A record has no place');
    const ofSeat = this.#kept.get(seatId(ref)) ?? new Map<number, Kept>();
    this.#kept.set(seatId(ref), ofSeat);
    const there = ofSeat.get(record.link.number);
    if (there !== undefined && there.link?.hash !== record.link.hash)
      throw new RecordInTheWay('Another one is there');
    ofSeat.set(record.link.number, record);
  }

  /** In their order. */
  of(ref: SeatRef): Kept[] {
    const ofSeat = this.#kept.get(seatId(ref)) ?? new Map<number, Kept>();
    return [...ofSeat].sort(([a], [b]) => a - b).map(([, record]) => record);
  }
}
