import { describe, expect, test } from 'vitest';
import type { Request } from '../../src/domain/request.ts';
import { BadCursor, type Leases, type Once, type Page, type Requests, Stale } from '../../src/ports.ts';
import { day, leaseOf, minute, noon, requestOf, seatIdOf } from '../samples.ts';

const onceOf = (key: string, hash = 'a body'): Once => ({ key, hash });
let keys = 0;
const newOnce = () => {
  keys += 1;
  return onceOf(`key-${keys}`);
};

async function created(requests: Requests, request: Request) {
  const made = await requests.create(request, { once: newOnce(), perDay: 100 });
  if (made.kind !== 'created') throw new Error(`It was not made: ${made.kind}`);
  return made.request;
}

/** All items of a list, page by page. */
export async function walked<T>(page: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const found: T[] = [];
  for (let cursor: string | undefined, pages = 0; pages < 50; pages += 1) {
    const next = await page(cursor);
    found.push(...next.items);
    if (next.cursor === undefined) return found;
    cursor = next.cursor;
  }
  throw new Error('The pages have no end');
}

/** Whatever somebody sends instead of a cursor. */
const nonsense = [
  'x',
  '%%%',
  Buffer.from('{}').toString('base64url'),
  Buffer.from('["a"]').toString('base64url'),
];

/** What the use cases rely on; the fake and DynamoDB both pass it. */
export function requestsContract(on: string, open: () => Promise<{ requests: Requests; leases: Leases }>) {
  describe(`requests in ${on}`, () => {
    test('a request is read as it was written', async () => {
      const { requests } = await open();
      const request = requestOf('ada', {
        until: noon + day,
        revision: 7,
        overdue: true,
        waiting: { for: 'decision', token: 't' },
        decisions: [{ by: 'eve@example.com', verdict: 'approve', at: noon, reason: 'fine' }],
      });
      const stored = await created(requests, request);
      expect(await requests.load(request.id)).toEqual(stored);
      expect(stored).toEqual({ value: request, version: 1 });
      expect(await requests.load('nobody')).toBeUndefined();
    });

    test('the same key with the same body is the same request, and with another one an error', async () => {
      const { requests } = await open();
      const [first, second] = [requestOf('ada'), requestOf('ada')];
      await requests.create(first, { once: onceOf('key-of-ada'), perDay: 5 });
      const again = await requests.create(second, { once: onceOf('key-of-ada'), perDay: 5 });
      expect(again).toMatchObject({ kind: 'earlier', request: { value: { id: first.id } } });
      const other = await requests.create(second, { once: onceOf('key-of-ada', 'other'), perDay: 5 });
      expect(other).toEqual({ kind: 'otherBody' });
      expect(await requests.earlier('ADA', onceOf('key-of-ada'))).toMatchObject({ value: { id: first.id } });
      expect(await requests.earlier('ada', onceOf('key-of-ada', 'other'))).toBe('otherBody');
      expect(await requests.earlier('ada', onceOf('another-key'))).toBeUndefined();
    });

    test('a key is of one person', async () => {
      const { requests } = await open();
      await requests.create(requestOf('ada'), { once: onceOf('the-same-key'), perDay: 5 });
      const made = await requests.create(requestOf('grace'), { once: onceOf('the-same-key'), perDay: 5 });
      expect(made.kind).toBe('created');
    });

    test('one of a kind is open for a seat, until it has ended', async () => {
      const { requests } = await open();
      const { value, version } = await created(requests, requestOf('ada'));
      const more = { once: newOnce(), perDay: 5 };
      expect(await requests.create(requestOf('ADA'), more)).toEqual({ kind: 'open' });
      expect((await requests.create(requestOf('ada', { kind: 'reboot' }), more)).kind).toBe('created');
      expect(await requests.openOf(seatIdOf('ada'), 'desktop')).toBe(value.id);
      const doing = await requests.save({ value, version }, { ...value, status: 'doing' });
      expect(await requests.openOf(seatIdOf('ada'), 'desktop')).toBe(value.id);
      await requests.save(doing, { ...value, status: 'done' });
      expect(await requests.openOf(seatIdOf('ada'), 'desktop')).toBeUndefined();
      await created(requests, requestOf('ada'));
    });

    test('of many that ask at once for the same, one request is made', async () => {
      const { requests } = await open();
      const made = await Promise.all(
        Array.from({ length: 6 }, () => requests.create(requestOf('ada'), { once: newOnce(), perDay: 50 })),
      );
      expect(made.map(({ kind }) => kind).toSorted()).toEqual(['created', ...Array(5).fill('open')]);
    });

    test('so many in a day, and then no more; what was refused does not count', async () => {
      const { requests } = await open();
      const ask = (kind: Request['kind'], login = 'ada') =>
        requests.create(requestOf(login, { kind }), { once: newOnce(), perDay: 2 });
      expect((await ask('desktop')).kind).toBe('created');
      expect((await ask('desktop')).kind).toBe('open');
      expect((await ask('reboot', 'Ada')).kind).toBe('created');
      expect((await ask('reset')).kind).toBe('tooManyToday');
      expect((await ask('reset', 'grace')).kind).toBe('created');
      const tomorrow = requestOf('ada', { kind: 'reset', createdAt: noon + day });
      expect((await requests.create(tomorrow, { once: newOnce(), perDay: 2 })).kind).toBe('created');
    });

    test('whoever read before somebody else wrote does not write', async () => {
      const { requests } = await open();
      const stored = await created(requests, requestOf('ada'));
      const { value } = stored;
      const saved = await requests.save(stored, { ...value, started: true });
      expect(saved.version).toBe(2);
      await expect(requests.save(stored, { ...value, status: 'rejected' })).rejects.toThrow(Stale);
      expect((await requests.load(value.id))?.value.status).toBe('waiting');
    });

    test('a claim is written with its request, or neither is', async () => {
      const { requests, leases } = await open();
      const stored = await created(requests, requestOf('ada'));
      const claim = leaseOf('ada');
      const saved = await requests.save(stored, stored.value, { before: undefined, next: claim });
      const lease = await leases.load(seatIdOf('ada'));
      expect(lease).toEqual({ value: claim, version: 1 });
      const wrong = { before: undefined, next: { ...claim, revision: 1 } };
      await expect(requests.save(saved, { ...saved.value, status: 'done' }, wrong)).rejects.toThrow(Stale);
      expect((await requests.load(stored.value.id))?.value.status).toBe('waiting');
      await expect(
        requests.save(stored, stored.value, { before: lease, next: { ...claim, revision: 1 } }),
      ).rejects.toThrow(Stale);
      expect((await leases.load(seatIdOf('ada')))?.value.revision).toBe(noon);
    });

    test('an approver has a list of what waits and one of what they decided', async () => {
      const { requests } = await open();
      const stored = await created(
        requests,
        requestOf('ada', { approval: { needed: 2, approvers: ['eve', 'mallory'] } }),
      );
      const { value } = stored;
      const listed = async (mail: string) => {
        const lists = (['waiting', 'decided'] as const).map(
          async (state) => (await requests.ofApprover(mail, state, { limit: 5 })).items.length,
        );
        return Promise.all(lists);
      };
      expect(await Promise.all(['eve', 'mallory', 'nobody'].map(listed))).toEqual([
        [1, 0],
        [1, 0],
        [0, 0],
      ]);
      const decisions = [{ by: 'eve', verdict: 'approve', at: noon } as const];
      const half = await requests.save(stored, { ...value, decisions });
      expect(await Promise.all(['eve', 'mallory'].map(listed))).toEqual([
        [0, 1],
        [1, 0],
      ]);
      await requests.save(half, { ...value, decisions, status: 'expired' });
      expect(await Promise.all(['eve', 'mallory'].map(listed))).toEqual([
        [0, 1],
        [0, 0],
      ]);
    });

    test('lists come newest first, in pages, and each thing once', async () => {
      const { requests } = await open();
      const asked: string[] = [];
      for (let index = 0; index < 5; index += 1) {
        const createdAt = noon + index * minute;
        const stored = await created(requests, requestOf('ada', { createdAt }));
        await requests.save(stored, { ...stored.value, status: index === 2 ? 'failed' : 'rejected' });
        asked.unshift(stored.value.id);
      }
      await created(requests, requestOf('grace'));
      const ofAda = (cursor: string | undefined, status?: Request['status']) =>
        requests.ofSeat(seatIdOf('ada'), { limit: 2, cursor, status });
      expect((await walked((cursor) => ofAda(cursor))).map(({ id }) => id)).toEqual(asked);
      expect((await walked((cursor) => ofAda(cursor, 'failed'))).map(({ id }) => id)).toEqual([asked[2]]);
      const waiting = await walked((cursor) =>
        requests.ofApprover('eve@example.com', 'waiting', { limit: 1, cursor }),
      );
      expect(waiting.map(({ requester }) => requester.login)).toEqual(['grace']);
    });

    test('a cursor is good for its own list only', async () => {
      const { requests } = await open();
      for (const login of ['ada', 'grace'])
        for (const kind of ['desktop', 'reboot', 'reset'] as const)
          await created(requests, requestOf(login, { kind, createdAt: noon + (login === 'ada' ? 0 : day) }));
      const ofAda = (cursor?: string) => requests.ofSeat(seatIdOf('ada'), { limit: 10, cursor });
      for (const cursor of nonsense) await expect(ofAda(cursor)).rejects.toThrow(BadCursor);
      const { cursor: foreign } = await requests.ofSeat(seatIdOf('grace'), { limit: 1 });
      const seen = (await ofAda(foreign)).items;
      expect(seen.every(({ requester }) => requester.login === 'ada')).toBe(true);
    });

    test('leftovers are whose workflow was not started, or has something to hear, and for a while', async () => {
      const { requests } = await open();
      const ids = async (at: number) => requests.leftovers(at, 10);
      const stored = await created(requests, requestOf('ada'));
      const { value } = stored;
      expect(await ids(noon)).toEqual([]);
      expect(await ids(noon + 1)).toEqual([value.id]);
      const started = await requests.save(stored, { ...value, started: true });
      expect(await ids(noon + 1)).toEqual([]);
      const moved = {
        ...value,
        started: true,
        heard: false,
        history: [...value.history, { at: noon + minute, state: 'doing' as const }],
      };
      const decided = await requests.save(started, moved);
      expect(await ids(noon + minute)).toEqual([]);
      expect(await ids(noon + 2 * minute)).toEqual([value.id]);
      await requests.save(decided, { ...moved, heard: true });
      expect(await ids(noon + day)).toEqual([]);
    });
  });
}
