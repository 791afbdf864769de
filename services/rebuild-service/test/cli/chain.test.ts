import { describe, expect, it } from 'vitest';
import type { Head } from '../../cli/records/tables.ts';
import { type Checked, checkChain, checkRecord } from '../../cli/verify/chain.ts';
import { keyOf } from '../../src/adapters/seat-key.ts';
import { hashOf } from '../../src/app/chain.ts';
import { awaySeat, desktopOf, Office, refOf } from '../app/given.ts';
import { at } from '../domain/given.ts';

type Item = Record<string, string | number>;

const now = Math.floor(at(60) / 1000);
const keptFor = 400 * 86_400;

/** Four records of one seat, made by the service, as they are stored; and what the seat says of them. */
async function fourRecords(): Promise<{ items: Item[]; head: Head }> {
  const office = new Office();
  await office.seats.put(awaySeat('ada'));
  const { workspaceId } = desktopOf('ada');
  for (let n = 0; n < 4; n += 1) {
    await office.hear(['ada', { type: 'LoggedIn', workspaceId, at: at(10 * n) }]);
    await office.hear([
      'ada',
      { type: 'Disconnected', workspaceId, start: at(10 * n + 1), end: at(10 * n + 5) },
    ]);
  }
  const items = office.records.of(refOf('ada')).map(({ kind, at: madeAt, text, link }) => {
    if (link === undefined) throw new Error('A record is not linked');
    return { pk: keyOf(refOf('ada')), kind, at: madeAt, text, ...link };
  });
  const { count = 0, hash = '', expiresAt = 0 } = office.seats.stored(refOf('ada'))?.records ?? {};
  return { items, head: { count, hash, expiresAt, unwritten: [] } };
}

/** What `verify` says of them. */
function saidOf(items: readonly Item[], head: Head | 'unreadable' | undefined, when = now) {
  const found = items.map(checkRecord);
  const checked = found.flatMap(({ checked: one }): Checked[] => (one === undefined ? [] : [one]));
  const { faults, ...sums } = checkChain(checked, head, when);
  const all = [...found.flatMap((one) => one.faults), ...faults];
  return {
    ...sums,
    faults: all.map(({ kind, number }) => `${kind} ${number}`),
    says: all.map(({ says }) => says),
  };
}

/** As somebody would who knows how it is done. */
const signedAgain = (item: Item, over: Item): Item => {
  const changed = { ...item, ...over };
  const { number, previous, previousExpiresAt, expiresAt, text } = changed;
  const place = {
    number: Number(number),
    previous: String(previous),
    previousExpiresAt: Number(previousExpiresAt),
    expiresAt: Number(expiresAt),
  };
  return { ...changed, hash: hashOf(place, String(text)) };
};

describe('A chain of records', () => {
  it('is whole as the service writes it', async () => {
    const { items, head } = await fourRecords();
    expect(items).toHaveLength(4);
    expect(saidOf(items, head)).toEqual({ faults: [], says: [], expired: 0, unwritten: 0 });
  });

  it.each<[string, (items: Item[]) => Item[], string[]]>([
    [
      'a record that says something else',
      (items) => changed(items, 1, (item) => ({ ...item, text: String(item.text).replace('ada', 'eve') })),
      ['changed 2'],
    ],
    [
      'one that is to be forgotten earlier',
      (items) => changed(items, 1, (item) => ({ ...item, expiresAt: now + 60 })),
      ['changed 2', 'unlinked 3'],
    ],
    [
      'one under another kind',
      (items) => changed(items, 1, (item) => ({ ...item, kind: 'reset' })),
      ['changed 2'],
    ],
    ['one under another time', (items) => changed(items, 1, (item) => ({ ...item, at: 5 })), ['changed 2']],
    [
      "another seat's",
      (items) => changed(items, 1, (item) => ({ ...item, pk: 'SEAT#d-9067000001#eve' })),
      ['changed 2'],
    ],
    [
      'one that is signed again',
      (items) =>
        changed(items, 1, (item) =>
          signedAgain(item, { text: String(item.text).replace('userReturned', 'held') }),
        ),
      ['unlinked 3'],
    ],
    [
      'the last one signed again',
      (items) =>
        changed(items, 3, (item) =>
          signedAgain(item, { text: String(item.text).replace('userReturned', 'held') }),
        ),
      ['unlinked 4'],
    ],
    ['a gap', (items) => items.filter(({ number }) => number !== 2), ['missing 2']],
    ['no beginning', (items) => items.slice(2), ['missing 1']],
    ['no end', (items) => items.slice(0, 2), ['missing 3']],
    ['nothing', () => [], ['missing 1']],
    [
      'one too many',
      (items) => [
        ...items,
        signedAgain(items[3] ?? {}, {
          number: 5,
          previous: String(items[3]?.hash),
          previousExpiresAt: Number(items[3]?.expiresAt),
        }),
      ],
      ['surplus 5'],
    ],
    [
      'what is no record',
      (items) => changed(items, 1, ({ pk, number }) => ({ pk: String(pk), number: Number(number) })),
      ['unreadable undefined', 'missing 2'],
    ],
  ])('shows %s', async (_what, tamper, faults) => {
    const { items, head } = await fourRecords();
    expect(saidOf(tamper(items), head).faults).toEqual(faults);
  });

  it('that is signed again from a change on to its end shows at the seat', async () => {
    const { items, head } = await fourRecords();
    const [first, ...others] = items;
    const forged: Item[] = [
      signedAgain(first ?? {}, { text: String(first?.text).replace('userReturned', 'held') }),
    ];
    for (const item of others) forged.push(signedAgain(item, { previous: String(forged.at(-1)?.hash) }));
    expect(saidOf(forged, head).faults).toEqual(['unlinked 4']);
  });

  it('may have lost what has expired, at its beginning, in its middle and altogether', async () => {
    const { items, head } = await fourRecords();
    const late = now + keptFor;
    expect(saidOf(items.slice(2), head, late)).toMatchObject({ faults: [], expired: 2 });
    expect(
      saidOf(
        items.filter(({ number }) => number !== 2),
        head,
        late,
      ),
    ).toMatchObject({ faults: [], expired: 1 });
    expect(saidOf([], head, late)).toMatchObject({ faults: [], expired: 4 });
  });

  it('may end before its seat does, as long as the rest is still to be written', async () => {
    const { items, head } = await fourRecords();
    expect(saidOf(items.slice(0, 3), { ...head, unwritten: [4] })).toMatchObject({
      faults: [],
      unwritten: 1,
    });
    expect(saidOf(items.slice(0, 2), { ...head, unwritten: [4] }).faults).toEqual(['missing 3']);
  });

  it('of a seat that is forgotten or cannot be read is checked as far as it goes', async () => {
    const { items } = await fourRecords();
    expect(saidOf(items.slice(0, 2), undefined, now + keptFor).faults).toEqual([]);
    expect(saidOf(items, 'unreadable').faults).toEqual(['unreadable undefined']);
  });

  it('shows it when its seat is not there before its time', async () => {
    const { items } = await fourRecords();
    expect(saidOf(items, undefined)).toMatchObject({
      faults: ['missing 4'],
      says: [expect.stringMatching(/^Its seat, which names the last record, is not there/)],
    });
  });

  it('names each place in words', async () => {
    const { items, head } = await fourRecords();
    const { says } = saidOf(
      items.filter(({ number }) => number !== 2),
      head,
    );
    expect(says).toEqual([
      `Record 2 is not there, and was to be kept until ${new Date((now + keptFor) * 1000).toISOString().slice(0, 10)}.`,
    ]);
  });
});

const changed = (items: Item[], index: number, change: (item: Item) => Item): Item[] =>
  items.map((item, at) => (at === index ? change(item) : item));
