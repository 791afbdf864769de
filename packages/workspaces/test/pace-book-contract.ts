import { describe, expect, onTestFinished, test } from 'vitest';
import type { Booking, PaceBook, PaceLine } from '../src/index.ts';

const now = 1_754_040_000_000;
const ahead = (from: number, forMs = 500, line: PaceLine = 'calls'): Booking => ({
  line,
  forMs,
  from,
  until: from + 60_000,
});

/** A book, and others who hold the same one. */
export type BooksUnderTest = {
  book: PaceBook;
  /** As another process has it. */
  another: () => PaceBook;
  close: () => Promise<void>;
};

/** What the pace relies on, of whatever keeps its book. */
export function paceBookContract(what: string, start: () => Promise<BooksUnderTest>): void {
  const open = async (): Promise<BooksUnderTest> => {
    const books = await start();
    onTestFinished(() => books.close());
    return books;
  };

  describe(`a book of turns in ${what}`, () => {
    test('a new one is quiet: a booking begins when it asks to', async () => {
      const { book } = await open();
      expect(await book.book({ line: 'calls', forMs: 500, from: now, until: now })).toEqual({
        kind: 'booked',
        at: now,
      });
    });

    test('the next one begins where the line ends, whoever made it', async () => {
      const { book, another } = await open();
      await book.book(ahead(now, 500));
      expect(await another().book(ahead(now, 1000))).toEqual({ kind: 'booked', at: now + 500 });
      expect(await book.book(ahead(now + 20, 500))).toEqual({ kind: 'booked', at: now + 1500 });
    });

    test('what nobody booked in time is not there any more', async () => {
      const { book, another } = await open();
      await book.book(ahead(now));
      expect(await another().book(ahead(now + 3000))).toEqual({ kind: 'booked', at: now + 3000 });
      expect(await book.book(ahead(now + 3000))).toEqual({ kind: 'booked', at: now + 3500 });
    });

    test('to the millisecond: a line that ends now is quiet, and may end as late as was said', async () => {
      const { book, another } = await open();
      await book.book(ahead(now));
      expect(await another().book({ line: 'calls', forMs: 500, from: now, until: now + 499 })).toEqual({
        kind: 'full',
        end: now + 500,
      });
      expect(await another().book({ line: 'calls', forMs: 500, from: now, until: now + 500 })).toEqual({
        kind: 'booked',
        at: now + 500,
      });
      expect(
        await another().book({ line: 'calls', forMs: 500, from: now + 1000, until: now + 1000 }),
      ).toEqual({
        kind: 'booked',
        at: now + 1000,
      });
    });

    test('where the line ends too late nothing is booked, and it is told where', async () => {
      const { book, another } = await open();
      await book.book(ahead(now, 5000));
      for (const one of [book, another()])
        expect(await one.book({ line: 'calls', forMs: 500, from: now, until: now + 1000 })).toEqual({
          kind: 'full',
          end: now + 5000,
        });
      expect(await book.book(ahead(now))).toEqual({ kind: 'booked', at: now + 5000 });
    });

    test('lines do not know of each other', async () => {
      const { book } = await open();
      await book.book(ahead(now, 500, 'calls'));
      expect(await book.book(ahead(now, 4000, 'later'))).toEqual({ kind: 'booked', at: now });
      expect(await book.book(ahead(now, 4000, 'later'))).toEqual({ kind: 'booked', at: now + 4000 });
      expect(await book.book(ahead(now, 500, 'calls'))).toEqual({ kind: 'booked', at: now + 500 });
    });

    test('a third of a second is a third of a second', async () => {
      const { book } = await open();
      const third = 1000 / 3;
      await book.book(ahead(now, third));
      const second = await book.book(ahead(now, third));
      expect(second).toMatchObject({ kind: 'booked' });
      expect(second.kind === 'booked' ? second.at : 0).toBeCloseTo(now + third, 2);
    });

    test('of forty bookings in the same moment by twenty processes none overlaps another', async () => {
      const { another } = await open();
      const booked = await Promise.all(
        Array.from({ length: 20 }, another).flatMap((book) => [book.book(ahead(now)), book.book(ahead(now))]),
      );
      const begins = booked.map((one) => (one.kind === 'booked' ? one.at : 0)).sort((a, b) => a - b);
      expect(begins).toEqual(Array.from({ length: 40 }, (_, n) => now + n * 500));
    });
  });
}
