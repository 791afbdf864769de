import type { SeatRef } from '@cleandesk/contracts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { beginning, hashOf } from '../../src/app/chain.ts';
import type { Note } from '../../src/domain/actions.ts';
import { RecordInTheWay, type Records } from '../../src/ports.ts';
import { noon, ref } from './seat-samples.ts';

type Kept = Extract<Note, { type: 'Record' }>;
type Linked = Kept & Required<Pick<Kept, 'link'>>;

export type OpenRecords = () => Promise<{
  records: Records;
  /** The hashes of what is kept of a seat, in order. */
  kept: (ref: SeatRef) => Promise<string[]>;
  close: () => Promise<void>;
}>;

function linked(text: string, before?: Linked): Linked {
  const place = {
    number: (before?.link.number ?? 0) + 1,
    previous: before?.link.hash ?? beginning,
    previousExpiresAt: before?.link.expiresAt ?? 0,
    expiresAt: noon / 1000 + 86_400,
  };
  const link = { ...place, hash: hashOf(place, text) };
  return { type: 'Record', id: `record:kept:${text}`, kind: 'kept', at: noon, text, link };
}

/** What the service relies on, of whatever keeps its records. Runs on the fake and on the real thing. */
export function recordsContract(what: string, openRecords: OpenRecords): void {
  const open = async () => {
    const { close, ...opened } = await openRecords();
    onTestFinished(close);
    return opened;
  };
  const first = linked('{"because":"userReturned"}');
  const second = linked('{"because":"unmanaged"}', first);

  describe(`records in ${what}`, () => {
    test('are kept in their order, seat by seat', async () => {
      const { records, kept } = await open();
      await records.append(ref('ada.berg'), first);
      await records.append(ref('ada.berg'), second);
      await records.append(ref('ben.berg'), first);
      expect(await kept(ref('ada.berg'))).toEqual([first.link.hash, second.link.hash]);
      expect(await kept(ref('ben.berg'))).toEqual([first.link.hash]);
    });

    test('user names are not case-sensitive', async () => {
      const { records, kept } = await open();
      await records.append(ref('Ada.Berg'), first);
      expect(await kept(ref('aDA.bERG'))).toEqual([first.link.hash]);
    });

    test('one that is appended once more, by a run that does not know of the first, is there once', async () => {
      const { records, kept } = await open();
      await records.append(ref('ada.berg'), first);
      await records.append(ref('ada.berg'), second);
      await records.append(ref('ada.berg'), first);
      expect(await kept(ref('ada.berg'))).toEqual([first.link.hash, second.link.hash]);
    });

    test('another one in its place is refused, and the first stays', async () => {
      const { records, kept } = await open();
      await records.append(ref('ada.berg'), first);
      await expect(records.append(ref('ada.berg'), linked('{"forged":true}'))).rejects.toThrow(
        RecordInTheWay,
      );
      expect(await kept(ref('ada.berg'))).toEqual([first.link.hash]);
    });

    test('of many in one place at once, one is kept and the others are told', async () => {
      const { records, kept } = await open();
      const many = Array.from({ length: 8 }, (_, n) => linked(`{"n":${n}}`));
      const ended = await Promise.allSettled(many.map((one) => records.append(ref('ada.berg'), one)));
      expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await kept(ref('ada.berg'))).toHaveLength(1);
    });

    test('one without a place is refused', async () => {
      const { records, kept } = await open();
      const { link: _none, ...unlinked } = first;
      await expect(records.append(ref('ada.berg'), unlinked)).rejects.toThrow(RecordInTheWay);
      expect(await kept(ref('ada.berg'))).toEqual([]);
    });
  });
}
